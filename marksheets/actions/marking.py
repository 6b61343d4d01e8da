"""The assessor's verbs: open, save, sign, take back; and giving a sheet to another assessor."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from assessments import actions as work
from assessments.access import eligible_assessors
from assessments.models import Submission
from centres import ledger, notices, policy
from centres.clocks import add_working_days
from centres.models import Appointment
from centres.refusals import NotYours, Refused, Unfit
from centres.roles import CHECKERS, Role
from instruments.reading import opening_refusal
from marksheets import feedback
from marksheets.actions.blind import is_blind
from marksheets.actions.door import PAUSED_SENTENCE, ask, because, change, lease, refuse_conflict, touch
from marksheets.actions.fields import NOTE, apply, blank_set, copied_set, named_by, note_of
from marksheets.actions.holding import lift_sampling, place_sampling
from marksheets.actions.seal import seal
from marksheets.candidates import assessors_for
from marksheets.models import MarkSet, MarkSheet
from marksheets.models.marks import Hand
from marksheets.reading import amounts_of, decision_of, outside_of, set_of, short_of, values_of
from marksheets.workflow import State
from qualifications import outcome

CARRIED_WAY = "What is carried forward was decided in one way already; the rest of this sheet is decided in the same."


@transaction.atomic
def open_sheet(submission: Submission, *, by: Appointment) -> MarkSheet:
    """Begin marking: the submission can no longer be withdrawn, and the sheet is this assessor's."""
    if by.role != Role.ASSESSOR or submission.assessor is None or submission.assessor.user_id != by.user_id:
        raise NotYours("Only the assessor it was given to opens a submission for marking.")
    if by.pk not in {person.pk for person in eligible_assessors(submission)}:
        units = " and ".join(submission.assessment.definition.units) or submission.assessment.code
        raise Refused(f"You are not appointed to assess {units} today; ask your centre admin.")
    if sentence := opening_refusal(submission.assessment, submission.registration.specification):
        raise Refused(sentence, code="no_approval")
    if submission.paused_at is not None:
        raise Refused(PAUSED_SENTENCE.format(n=submission.attempt - 1), code="paused")
    if not work.mark_opened(submission):
        raise Refused("This was opened already.")
    sheet = MarkSheet(submission=submission, assessor=by, assessor_user_id=by.user_id)
    sheet.save(force_insert=True)
    blank_set(sheet, Hand.ASSESSOR, by)
    ledger.record("sheet.open", sheet, {"assessment": submission.assessment.code}, by=by)
    notices.settle(submission.pk, "open", by=by)
    return sheet


@transaction.atomic
def save(
    sheet: MarkSheet, given: Mapping[str, str], *, version: int, by: Appointment, spent: int = 0
) -> dict[str, str]:
    """Keep what was typed in this person's own set; only the fields that are named change.

    `given` maps field names (`mark-S1`, `strengths-S1`, `areas-S1`, `bullet-S1.2`, `note-staff`) to what was typed,
    `spent` is seconds at work since the save before. Answers a sentence for each field that could not be taken; the
    others are kept. A stale `version` raises `Stale`.
    """
    hand = writable_hand(sheet, by)
    touch(sheet, version)
    marks = set_of(sheet, hand, by=by.user_id) or blank_set(sheet, hand, by)
    marks_before = {row.node: row.value for row in marks.node_marks.all()}
    definition = sheet.submission.assessment.definition
    problems = apply(marks, definition, given, short_of(definition, amounts_of(sheet, outside_of(sheet))))
    note, fault = note_of(given)
    problems |= {NOTE: fault} if fault else {}
    # "Same marks" ends with the first mark that is changed, not with one that is sent again (RULINGS 5).
    edited = marks_before != {row.node: row.value for row in marks.node_marks.all()}
    MarkSet.objects.filter(pk=marks.pk).update(
        saved_at=timezone.now(),
        same_marks=marks.same_marks and not edited,
        named=marks.named if hand == Hand.IQA else named_by(marks, definition, given),
        changed_after_reveal=marks.changed_after_reveal or (edited and marks.locked_at is not None),
        staff_note=marks.staff_note if note is None else note,
        seconds=F("seconds") + spent,
    )
    return problems


@transaction.atomic
def turn(sheet: MarkSheet, way: str, *, version: int, by: Appointment) -> None:
    """Decide the criteria of the own set in "marks" or in "words" (Pass or Referral), for the whole sheet at once.

    Marks already given become Pass or Referral by their minimum; a Pass has no number and becomes a blank.
    """
    if sheet.submission.carried:
        raise Refused(CARRIED_WAY, code="carried")
    definition = sheet.submission.assessment.definition
    marks = set_of(sheet, writable_hand(sheet, by), by=by.user_id)
    values = values_of(definition, marks.node_marks.all()) if marks else {}
    changed = outcome.turned(definition, values, way)
    save(sheet, {f"mark-{code}": outcome.written(value) for code, value in changed.items()}, version=version, by=by)


def writable_hand(sheet: MarkSheet, by: Appointment) -> str:
    """Whose set this person may write now; a refusal says why not."""
    refuse_conflict(sheet, by)
    return hand_of(sheet, by)


def hand_of(sheet: MarkSheet, by: Appointment) -> str:
    """Whose set this person would write, by state and role alone (no query)."""
    is_assessor, checks = sheet.assessor_user_id == by.user_id, by.role in CHECKERS
    if sheet.state == State.MARKING and is_assessor and by.role == Role.ASSESSOR:
        return str(Hand.ASSESSOR)
    if sheet.state == State.SAMPLED and checks and not is_assessor:
        return _checkers_hand(sheet, by)
    if sheet.state == State.DISPUTED and checks and by.user_id not in {sheet.assessor_user_id, sheet.iqa_user_id}:
        return str(Hand.THIRD)
    if is_assessor and by.role == Role.ASSESSOR:
        raise Refused("You have signed this sheet; what is on it can no longer be changed.", code="signed")
    raise NotYours("You do not write on this sheet as it stands.")


def _checkers_hand(sheet: MarkSheet, by: Appointment) -> str:
    if sheet.iqa_user_id != by.user_id:
        who = sheet.iqa.name if sheet.iqa else "Nobody"
        raise NotYours(f"{who} has this check now; take it over to give marks of your own.", code="taken_over")
    return str(Hand.IQA)


@transaction.atomic
def sign(sheet: MarkSheet, *, version: int, by: Appointment) -> MarkSheet:
    """Sign the assessor's decision: every scored node decided, feedback where the policy asks. Seals the set.

    A sheet that owes a check goes straight back to its IQA in the same transaction (RULINGS 13).
    """
    ask(sheet, "sign", by, version)
    marks = set_of(sheet, Hand.ASSESSOR)
    assert marks is not None  # opening made it
    if sentences := still_asked(sheet, marks):
        raise Unfit(" ".join(sentences), code="undecided")
    signature = seal(sheet, Role.ASSESSOR, marks, by=by)
    choices, today = policy.in_force(), timezone.localdate()
    due = add_working_days(today, choices.checking_working_days, by.centre.nation)
    facts = {"signature": signature.digest, "outcome": signature.payload["outcome"]}
    change(
        sheet,
        "sign",
        State.ASSESSED,
        by=by,
        facts=facts,
        assessed_at=signature.at,
        check_due_on=due,
        blind=is_blind(sheet),
    )
    if sheet.check_owed:
        _called_in_again(sheet)
    else:
        place_sampling(sheet)
    return sheet


def _called_in_again(sheet: MarkSheet) -> None:
    """By the system, for the IQA who returned it: their marks go on as they left them, and say what they saw."""
    theirs = set_of(sheet, Hand.IQA)
    change(sheet, "call_in", State.SAMPLED, by=None, facts={"why": "the check is owed"}, lease_until=lease())
    if theirs is not None and theirs.revision < sheet.revision:
        seen = theirs.seen_before or theirs.locked_at is not None or not sheet.blind
        copied_set(sheet, theirs, seen_before=seen)
    if sheet.iqa is not None:
        path = reverse("check", args=[sheet.iqa.centre.slug, sheet.pk])
        sentence = f"{sheet.submission.assessment.code}: a sheet you returned was signed again."
        notices.tell(sheet.iqa, sentence, path, about=sheet.pk, asks="countersign")


def still_asked(sheet: MarkSheet, marks: MarkSet) -> list[str]:
    """What keeps a set from being signed, a sentence each."""
    definition, choices = sheet.submission.assessment.definition, policy.in_force()
    decision = decision_of(sheet, marks, unit_outcomes=choices.unit_outcomes)
    rows = {row.node: row for row in marks.node_marks.all()}
    sentences = [] if decision.is_decided else [decision.headline]
    still_open = {code: row for code, row in rows.items() if row.carried_from is None}
    sentences += feedback.owed(
        definition, decision, still_open, named=marks.named, everywhere=choices.feedback_in_every_section
    )
    if choices.every_bullet_decided:
        undecided = [n for n in definition.scored if any(not rows[n.code].bullets.get(b.code) for b in n.bullets)]
        sentences += [f"Decide every bullet of {node.name}." for node in undecided]
    return sentences


@transaction.atomic
def recall(sheet: MarkSheet, *, version: int, by: Appointment) -> MarkSheet:
    """The assessor takes a signed sheet back before anybody called it in; the signature stays as an earlier one."""
    ask(sheet, "recall", by, version)
    marks = set_of(sheet, Hand.ASSESSOR)
    assert marks is not None  # it was signed
    lift_sampling(sheet, by=by, why="The assessor took the sheet back.")
    change(sheet, "recall", State.MARKING, by=by, facts={}, revision=F("revision") + 1, assessed_at=None)
    copied_set(sheet, marks)
    return sheet


@transaction.atomic
def reassign(sheet: MarkSheet, *, version: int, by: Appointment, assessor: Appointment, reason: str) -> MarkSheet:
    """Another assessor goes on, with an own blank set; the old one stays readable and is not inherited (RULINGS 12)."""
    ask(sheet, "reassign", by, version)
    if assessor.pk not in {person.pk for person in assessors_for(sheet)}:
        units = " and ".join(sheet.submission.assessment.definition.units) or sheet.submission.assessment.code
        raise Refused(f"{assessor.name} cannot take this sheet: not appointed to assess {units}, or with a hand on it.")
    before, words = sheet.assessor, because(sheet, "reassign", reason, by=by)
    facts = {"from": before.name, "to": assessor.name, "because": words.text}
    work.reassign(sheet.submission, assessor=assessor, by=by)
    change(sheet, "reassign", None, by=by, facts=facts, assessor=assessor, assessor_user_id=assessor.user_id)
    if set_of(sheet, Hand.ASSESSOR) is None:
        blank_set(sheet, Hand.ASSESSOR, assessor)
    code, path = sheet.submission.assessment.code, reverse("desk", args=[by.centre.slug, sheet.pk])
    notices.settle(sheet.pk, "sign")
    notices.tell(
        assessor, f"{code}: a sheet was given to you to mark.", path, kind="queue", about=sheet.pk, asks="sign"
    )
    notices.tell(before, f"{code}: a sheet of yours was given to another assessor.")
    return sheet
