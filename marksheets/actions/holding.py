"""Holds: placing and lifting them. What each kind forbids is in `marksheets.workflow.holds`."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from centres.models import Appointment
from centres.refusals import Refused, Unfit
from marksheets.actions.door import ask, because, change
from marksheets.candidates import people_for
from marksheets.models import Hold, MarkSheet
from marksheets.workflow import BY_HAND, HOLDS, HoldKind

LONGEST_SENTENCE = 200


def place_sampling(sheet: MarkSheet) -> None:
    """What signing places: nothing is released before somebody has decided whether it is sampled."""
    kind = HoldKind.SAMPLING_UNDECIDED
    Hold(sheet=sheet, kind=kind, sentence=HOLDS[kind].sentence).save(force_insert=True)


def lift_sampling(sheet: MarkSheet, *, by: Appointment, why: str) -> None:
    """Lift what signing placed, as part of another move."""
    rows = sheet.holds.filter(kind=HoldKind.SAMPLING_UNDECIDED, lifted_at=None)
    rows.update(lifted_at=timezone.now(), lifted_by=by, lifted_because=why)


@transaction.atomic
def hold(
    sheet: MarkSheet,
    *,
    version: int,
    by: Appointment,
    kind: str,
    reason: str,
    sentence: str = "",
    person: Appointment | None = None,
) -> MarkSheet:
    """Place a hold by hand, with a reason for staff and a sentence for whoever it stops."""
    ask(sheet, "hold", by, version)
    if kind not in {str(one) for one in BY_HAND}:
        raise Unfit(
            "This kind of hold is not placed by hand." if kind else "Choose what the hold is about.", code="kind"
        )
    rule, words = HOLDS[HoldKind(kind)], sentence.strip() or HOLDS[HoldKind(kind)].sentence
    if len(words) > LONGEST_SENTENCE:
        raise Unfit(f"The sentence people read may be {LONGEST_SENTENCE} characters at most.", code="sentence")
    if rule.names_a_person and (person is None or person.pk not in {one.pk for one in people_for(sheet)}):
        raise Unfit("Choose whose conflict of interest it is.", code="person")
    named = person.user_id if rule.names_a_person and person else None
    if sheet.holds.filter(kind=kind, person=named, lifted_at=None).exists():
        raise Refused(f"A hold of this kind is in place already: {rule.label.lower()}.")
    why = because(sheet, "hold", reason, by=by)
    Hold(sheet=sheet, kind=kind, reason=why.text, sentence=words, person_id=named, placed_by=by).save(force_insert=True)
    change(sheet, "hold", None, by=by, facts={"kind": kind, "because": why.text, "person": named})
    return sheet


@transaction.atomic
def lift(sheet: MarkSheet, *, version: int, by: Appointment, hold: Hold, reason: str) -> MarkSheet:
    """Lift a hold with a reason. Lifting "sampling undecided" by hand decides that this sheet is not sampled."""
    ask(sheet, "lift", by, version)
    if hold.sheet_id != sheet.pk or hold.lifted_at is not None:
        raise Refused("This hold is lifted already.")
    why = because(sheet, "lift", reason, by=by)
    Hold.objects.filter(pk=hold.pk, lifted_at=None).update(
        lifted_at=timezone.now(), lifted_by=by, lifted_because=why.text
    )
    change(sheet, "lift", None, by=by, facts={"kind": hold.kind, "because": why.text})
    return sheet
