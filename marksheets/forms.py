"""Reading what a desk posts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from centres.refusals import Unfit

FIELDS = ("mark-", "strengths-", "areas-", "bullet-")


def typed(posted: Mapping[str, Any]) -> dict[str, str]:
    """The fields of the sheet that a page sent, by name; the last of a repeated name counts."""
    return {name: value for name, value in posted.items() if name.startswith(FIELDS) and isinstance(value, str)}


def version(posted: Mapping[str, Any]) -> int:
    """The version of the sheet the page showed."""
    raw = str(posted.get("version", ""))
    if not raw.isdecimal() or len(raw) > 9:
        raise Unfit("This page did not say which version of the sheet it shows; reload it and try again.")
    return int(raw)
