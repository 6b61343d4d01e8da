"""The assessor's verbs: open, save, sign."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from assessments.access import eligible_assessors
from assessments.actions import mark_opened
from assessments.models import Submission
from centres import ledger, policy
from centres.clocks import add_working_days
from centres.models import Appointment
from centres.refusals import NotYours, Refused, Unfit
from centres.roles import Role
from marksheets.actions.door import ask, change, touch
from marksheets.actions.fields import apply, blank_set
from marksheets.actions.seal import seal
from marksheets.models import Hold, MarkSet, MarkSheet
from marksheets.models.marks import Hand
from marksheets.reading import decision_of, set_of
from marksheets.workflow import State


@transaction.atomic
def open_sheet(submission: Submission, *, by: Appointment) -> MarkSheet:
    """Begin marking: the submission can no longer be withdrawn, and the sheet is this assessor's."""
    if by.role != Role.ASSESSOR or submission.assessor is None or submission.assessor.user_id != by.user_id:
        raise NotYours("Only the assessor it was given to opens a submission for marking.")
    if by.pk not in {person.pk for person in eligible_assessors(submission)}:
        units = " and ".join(submission.assessment.definition.units)
        raise Refused(f"You are not appointed to assess {units} today; ask your centre admin.")
    if not mark_opened(submission):
        raise Refused("This was opened already.")
    sheet = MarkSheet(submission=submission, assessor=by, assessor_user_id=by.user_id)
    sheet.save(force_insert=True)
    blank_set(sheet, Hand.ASSESSOR, by)
    ledger.record("sheet.open", sheet, {"assessment": submission.assessment.code}, by=by)
    return sheet


@transaction.atomic
def save(sheet: MarkSheet, given: Mapping[str, str], *, version: int, by: Appointment) -> dict[str, str]:
    """Keep what was typed in this person's own set; only the fields that are named change.

    `given` maps field names (`mark-S1`, `strengths-S1`, `areas-S1`, `bullet-S1.2`) to what was typed. Answers a
    sentence for each field that could not be taken; the others are kept. A stale `version` raises `Stale`.
    """
    hand = writable_hand(sheet, by)
    touch(sheet, version)
    marks = set_of(sheet, hand) or blank_set(sheet, hand, by)
    marks_before = {row.node: row.value for row in marks.node_marks.all()}
    problems = apply(marks, sheet.submission.assessment.definition, given)
    # "Same marks" ends with the first mark that is changed, not with one that is sent again (RULINGS 5).
    edited = marks_before != {row.node: row.value for row in marks.node_marks.all()}
    MarkSet.objects.filter(pk=marks.pk).update(saved_at=timezone.now(), same_marks=marks.same_marks and not edited)
    return problems


def writable_hand(sheet: MarkSheet, by: Appointment) -> str:
    """Whose set this person may write now; a refusal says why not."""
    is_assessor = sheet.assessor_user_id == by.user_id
    if sheet.state == State.MARKING and is_assessor and by.role == Role.ASSESSOR:
        return str(Hand.ASSESSOR)
    if sheet.state == State.SAMPLED and not is_assessor and by.role in {Role.IQA, Role.LEAD_IQA}:
        return str(Hand.IQA)
    if is_assessor and by.role == Role.ASSESSOR:
        raise Refused("You have signed this sheet; what is on it can no longer be changed.", code="signed")
    raise NotYours("You do not write on this sheet as it stands.")


@transaction.atomic
def sign(sheet: MarkSheet, *, version: int, by: Appointment) -> MarkSheet:
    """Sign the assessor's decision: every scored node decided, feedback where the policy asks. Seals the set."""
    ask(sheet, "sign", by, version)
    marks = set_of(sheet, Hand.ASSESSOR)
    assert marks is not None  # opening made it
    if sentences := still_asked(sheet, marks):
        raise Unfit(" ".join(sentences), code="undecided")
    signature = seal(sheet, Role.ASSESSOR, marks, by=by, before=None)
    choices, today = policy.in_force(), timezone.localdate()
    due = add_working_days(today, choices.checking_working_days, by.centre.nation)
    facts = {"signature": signature.digest, "outcome": signature.payload["outcome"]}
    change(sheet, "sign", State.ASSESSED, by=by, facts=facts, assessed_at=signature.at, check_due_on=due)
    Hold(
        sheet=sheet,
        kind="sampling undecided",
        sentence="It waits until the centre has decided whether it is sampled.",
    ).save()
    return sheet


def still_asked(sheet: MarkSheet, marks: MarkSet) -> list[str]:
    """What keeps a set from being signed, a sentence each."""
    definition, choices = sheet.submission.assessment.definition, policy.in_force()
    decision = decision_of(sheet, marks, unit_outcomes=choices.unit_outcomes)
    rows = {row.node: row for row in marks.node_marks.all()}
    sentences = [decision.headline] if decision.to_decide else []
    for node in definition.scored:
        row = rows[node.code]
        if choices.feedback_in_every_section and not row.strengths.strip() and not row.areas_for_improvement.strip():
            sentences.append(f"Write a strength or an area for improvement for {node.name}.")
        if choices.every_bullet_decided and any(not row.bullets.get(bullet.code) for bullet in node.bullets):
            sentences.append(f"Decide every bullet of {node.name}.")
    return sentences
