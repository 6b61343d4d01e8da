"""Who signed a sheet, and how a dispute on it ended."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format

from centres.roles import Role
from marksheets.models import MarkSet, MarkSheet, Signature
from marksheets.models.marks import Hand
from marksheets.pages.shape import Resolution, Signed
from qualifications.specfile import Assessment

ROLE_WORDS = {Role.ASSESSOR: "Assessor", Role.IQA: "IQA", Role.LEAD_IQA: "Lead IQA", Role.EV: "ILM EV"}
MOST_MARKS = 6  # more of them are no sentence
STANDING_WORDS = {
    Hand.ASSESSOR: "the assessor’s",
    Hand.IQA: "the IQA’s",
    Hand.THIRD: "those of the third set",
}


def signed(
    sheet: MarkSheet, signatures: Iterable[Signature], sets: dict[str, MarkSet], *, all_of_them: bool
) -> tuple[Signed, ...]:
    """The signatures in order; those of an earlier revision say so, and never print.

    An assessor's or an IQA's holds as long as the set it was given for does; an EV's or a resolver's for its revision.
    """
    found = []
    for one in signatures:
        own = sets.get(one.role)
        superseded = one.revision < (own.revision if own else sheet.revision)
        if all_of_them or not superseded:
            found.append(Signed(ROLE_WORDS[Role(one.role)], one.name, one.at, one.digest, superseded))
    return tuple(found)


def resolution(sheet: MarkSheet, definition: Assessment, signatures: Iterable[Signature]) -> Resolution | None:
    """How the dispute of this revision was decided, from what the resolver signed."""
    signature = next((s for s in signatures if (s.role, s.revision) == (Role.LEAD_IQA, sheet.revision)), None)
    if signature is None:
        return None
    sealed = signature.payload
    total = _sum(definition, sealed)
    on = date_format(timezone.localtime(signature.at), "j M Y")
    words = STANDING_WORDS[Hand(sealed["resolution"]["standing"])]
    return Resolution(signature.name, on, words, total, sealed["resolution"]["because"])


def _sum(definition: Assessment, sealed: Mapping[str, Any]) -> str:
    """ "24, 16, 25 = 65", of more than six marks the total alone; nothing where nothing is marked by number."""
    values = [sealed["marks"][node.code]["value"] for node in definition.scored if node.code in sealed["marks"]]
    marks = [value for value in values if value.isdecimal()]
    if not marks or sealed["total"] is None:
        return ""
    return f"{', '.join(marks)} = {sealed['total']}" if len(marks) <= MOST_MARKS else f"{sealed['total']}"
