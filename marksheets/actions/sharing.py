"""Much work given to assessors in one act: what waits for one, or what one who is away has not signed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import Q

from assessments import actions as work
from assessments.access import eligible_assessors
from assessments.models import Submission
from assessments.sharing import share
from centres.models import Appointment
from centres.refusals import NotYours, Refused, Unfit
from centres.roles import Role
from marksheets.actions.marking import reassign
from marksheets.candidates import assessors_for
from marksheets.models import MarkSheet
from marksheets.workflow import State

MOST = 200  # in one act
NOBODY = "None of those chosen may take it: not appointed to assess {units}, or with a hand on it."


@dataclass
class Shared:
    """What went to whom, and what stayed, each with why."""

    gone: list[tuple[Submission, Appointment]] = field(default_factory=list)
    kept: list[tuple[Submission, str]] = field(default_factory=list)


def unsigned() -> Q:
    """Of submissions: those that no assessor has signed yet, opened or not."""
    return Q(sheet=None) | Q(sheet__state=State.MARKING)


def share_out(
    chosen: Iterable[Submission], weights: Mapping[Appointment, int], *, reason: str, by: Appointment
) -> Shared:
    """Give each to one of the people, in parts by `weights`; one that cannot go keeps no other back.

    Equal weights count what everybody has on the desk already, others this work alone. An opened sheet goes on with a
    blank set (RULINGS 12) and needs the reason. Raises Unfit where nobody is chosen.
    """
    if by.role not in {Role.ADMIN, Role.LEAD_IQA}:
        raise NotYours("Work is shared out by the centre admin or a lead IQA.")
    people = {str(one.pk): one for one, weight in weights.items() if weight > 0}
    if not people:
        raise Unfit("Give at least one assessor a share.", code="share")
    pieces = list(chosen)
    parts = {str(one.pk): weight for one, weight in weights.items()}
    even = len({weight for weight in parts.values() if weight > 0}) == 1
    may = [(str(piece.pk), [str(one.pk) for one in _able(piece)]) for piece in pieces]
    given = share(may, parts, _on_desks(people) if even else {})
    done = Shared()
    for piece in pieces:
        try:
            if str(piece.pk) not in given:
                units = " and ".join(piece.assessment.definition.units) or piece.assessment.code
                raise Refused(NOBODY.format(units=units))
            person = people[given[str(piece.pk)]]
            with transaction.atomic():
                _give(piece, person, reason, by)
            done.gone.append((piece, person))
        except Refused as refused:
            done.kept.append((piece, refused.sentence))
    return done


def _sheet(piece: Submission) -> MarkSheet | None:
    sheet: MarkSheet | None = getattr(piece, "sheet", None)
    return sheet


def _able(piece: Submission) -> list[Appointment]:
    sheet = _sheet(piece)
    if sheet is not None:
        return assessors_for(sheet)
    return [person for person in eligible_assessors(piece) if person.pk != piece.assessor_id]


def _on_desks(people: Mapping[str, Appointment]) -> Counter[str]:
    rows = Submission.objects.handed_in().filter(unsigned(), assessor__in=people, voided_at=None)
    return Counter(str(pk) for pk in rows.values_list("assessor", flat=True))


def _give(piece: Submission, person: Appointment, reason: str, by: Appointment) -> None:
    sheet = _sheet(piece)
    if sheet is None:
        work.allocate(piece, assessor=person, by=by)
    else:
        reassign(sheet, version=sheet.version, by=by, assessor=person, reason=reason)
