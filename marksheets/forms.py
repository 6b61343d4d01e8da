"""Reading what a desk posts."""

from __future__ import annotations

from django.http import QueryDict

from centres.refusals import Unfit

FIELDS = ("mark-", "strengths-", "areas-", "bullet-")


def typed(posted: QueryDict) -> dict[str, str]:
    """The fields of the sheet that a page sent, by name; the last of a repeated name counts."""
    return {name: value for name, value in posted.items() if name.startswith(FIELDS) and isinstance(value, str)}


def version(posted: QueryDict) -> int:
    """The version of the sheet the page showed."""
    raw = str(posted.get("version", ""))
    if not raw.isdigit() or len(raw) > 9:
        raise Unfit("This page did not say which version of the sheet it shows; reload it and try again.")
    return int(raw)
