"""Lists that are read slice by slice, by the last id seen: as quick at the end of a long list as at its beginning."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import models

from centres.refusals import Unfit

MOST = 200
USUAL = 50


@dataclass(frozen=True, slots=True)
class Slice:
    """Which part of a list is wanted: so many rows after this id (None: from the beginning)."""

    after: UUID | None = None
    most: int = USUAL

    def of(self, rows: models.QuerySet[Any]) -> tuple[list[Any], UUID | None]:
        """The rows of this slice in the order of their ids (that of their making), and the id to go on after."""
        rows = rows.order_by("pk") if self.after is None else rows.order_by("pk").filter(pk__gt=self.after)
        found = list(rows[: self.most + 1])
        return found[: self.most], found[self.most - 1].pk if len(found) > self.most else None


def asked(after: str, limit: str) -> Slice:
    """The slice that an address asks for; both may be empty."""
    try:
        last = UUID(after) if after else None
    except ValueError:
        raise Unfit("“after” is the id of the last row that was read; this is not an id.", code="after") from None
    if limit and not (limit.isdecimal() and len(limit) <= 3 and 1 <= int(limit) <= MOST):
        raise Unfit(f"“limit” is a number of rows from 1 to {MOST}.", code="limit")
    return Slice(last, int(limit) if limit else USUAL)
