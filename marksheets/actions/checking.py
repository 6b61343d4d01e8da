"""The IQA's verbs: call in, take over, lock, same marks, return, countersign."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from assessments.actions.files import columns_of, keep
from assessments.files.intake import Taken
from centres import ledger, notices, policy
from centres.models import Appointment
from centres.refusals import Refused, Unfit
from centres.roles import Role
from marksheets.actions.door import ask, because, change, lease, touch
from marksheets.actions.fields import blank_set, copied_set
from marksheets.actions.holding import lift_sampling
from marksheets.actions.marking import writable_hand
from marksheets.actions.seal import seal
from marksheets.candidates import leads_for
from marksheets.models import Enclosure, MarkSet, MarkSheet, NodeMark
from marksheets.models.marks import Hand
from marksheets.reading import apart_of, decision_of, set_of
from marksheets.workflow import State
from qualifications import outcome

BLIND = "This check is blind: give your own marks; “same marks” is not offered."
NOT_LOCKED = "This check is blind: lock your marks first, then the assessor’s are shown beside them."
MOST_ENCLOSED = 5  # files with one return


@transaction.atomic
def call_in(sheet: MarkSheet, *, version: int, by: Appointment) -> MarkSheet:
    """Call a signed sheet in for checking. Without an approved sampling plan every sheet is (RULINGS 15)."""
    ask(sheet, "call_in", by, version)
    lift_sampling(sheet, by=by, why="It was called in.")
    change(
        sheet,
        "call_in",
        State.SAMPLED,
        by=by,
        facts={"why": "100 % call-in", "blind": sheet.blind},
        iqa=by,
        iqa_user_id=by.user_id,
        check_owed=True,
        lease_until=lease(),
    )
    return sheet


@transaction.atomic
def take_over(sheet: MarkSheet, *, version: int, by: Appointment) -> MarkSheet:
    """Another IQA goes on with an own blank set. While the first is at work only a lead IQA may."""
    ask(sheet, "take_over", by, version)
    before = sheet.iqa
    if by.user_id == sheet.reopener_user_id:
        raise Refused("You re-opened this sheet; another IQA has to check it.")
    if before is not None and sheet.lease_until and sheet.lease_until > timezone.now() and by.role != Role.LEAD_IQA:
        until = timezone.localtime(sheet.lease_until)
        raise Refused(f"{before.name} is at work on this check; ask them, or wait until {until:%H:%M}.", code="leased")
    facts = {"from": before.name if before else ""}
    change(sheet, "take_over", None, by=by, facts=facts, iqa=by, iqa_user_id=by.user_id, lease_until=lease())
    notices.settle(sheet.pk, "countersign")
    if before is not None:
        path, code = reverse("sheet", args=[by.centre.slug, sheet.pk]), sheet.submission.assessment.code
        notices.tell(before, f"{code}: another IQA took a check of yours over.", path, about=sheet.pk)
    return sheet


@transaction.atomic
def fill_same_marks(sheet: MarkSheet, *, version: int, by: Appointment) -> MarkSet:
    """ "Same marks": one logged act that fills the IQA's set with the assessor's marks and says so (RULINGS 5)."""
    writable_hand(sheet, by)
    if sheet.state != State.SAMPLED:
        raise Refused("“Same marks” is for the IQA of a sheet that was called in.")
    if sheet.blind:
        raise Refused(BLIND, code="blind")
    touch(sheet, version)
    theirs, mine = set_of(sheet, Hand.ASSESSOR), set_of(sheet, Hand.IQA) or blank_set(sheet, Hand.IQA, by)
    assert theirs is not None  # a sheet is called in only after the assessor signed it
    values = {row.node: row.value for row in theirs.node_marks.all()}
    for row in NodeMark.objects.filter(mark_set=mine, carried_from=None):
        row.value = values[row.node]
        row.save(update_fields=["value"])
    MarkSet.objects.filter(pk=mine.pk).update(same_marks=True, saved_at=timezone.now())
    ledger.record("sheet.same_marks", sheet, {"revision": sheet.revision}, by=by)
    return mine


@transaction.atomic
def lock(sheet: MarkSheet, *, version: int, by: Appointment) -> MarkSheet:
    """End the blind part of a check: own marks in full first, then the assessor's are shown (RULINGS 36)."""
    ask(sheet, "lock", by, version)
    mine = set_of(sheet, Hand.IQA)
    if not sheet.blind or (mine and (mine.locked_at or mine.seen_before)):
        raise Refused("The assessor’s marks are shown already.")
    own = decision_of(sheet, mine)
    if mine is None or not own.is_decided:
        raise Unfit(own.headline, code="undecided")
    MarkSet.objects.filter(pk=mine.pk).update(locked_at=timezone.now())
    change(sheet, "lock", None, by=by, facts={"outcome": own.outcome.value}, lease_until=lease())
    return sheet


@transaction.atomic
def send_back(
    sheet: MarkSheet, *, version: int, by: Appointment, reason: str, enclosed: Sequence[Taken] = ()
) -> MarkSheet:
    """`return`: the assessor amends and signs again; what was signed is superseded, never deleted.

    `enclosed` are files that came in with the words, for the assessor.
    """
    ask(sheet, "return", by, version)
    if len(enclosed) > MOST_ENCLOSED:
        raise Unfit(f"{len(enclosed)} files are chosen; {MOST_ENCLOSED} is the most that go with a return.")
    words, marks = because(sheet, "return", reason, by=by), set_of(sheet, Hand.ASSESSOR)
    for taken in enclosed:
        keep(Enclosure(reason=words, **columns_of(taken, by)), "sheet.enclosed", sheet, by=by)
    assert marks is not None  # it was signed
    change(
        sheet,
        "return",
        State.MARKING,
        by=by,
        facts={"because": words.text},
        revision=F("revision") + 1,
        assessed_at=None,
        lease_until=None,
    )
    copied_set(sheet, marks)
    path = reverse("desk", args=[by.centre.slug, sheet.pk])
    sentence = f"{sheet.submission.assessment.code}: an IQA returned a sheet to you."
    notices.tell(sheet.assessor, sentence, path, about=sheet.pk, asks="sign")
    return sheet


@transaction.atomic
def countersign(sheet: MarkSheet, *, version: int, by: Appointment) -> MarkSheet:
    """Seal the IQA's full second set: checked when outcome and referred nodes are equal, else disputed (RULINGS 1)."""
    ask(sheet, "countersign", by, version)
    theirs, mine = set_of(sheet, Hand.ASSESSOR), set_of(sheet, Hand.IQA)
    assert theirs is not None
    own = decision_of(sheet, mine)
    if mine is None or not own.is_decided:
        raise Unfit(own.headline, code="undecided")
    if sheet.blind and not (mine.locked_at or mine.seen_before):
        raise Refused(NOT_LOCKED, code="not_locked")
    signature = seal(sheet, Role.IQA, mine, by=by)
    agreed = outcome.compare(decision_of(sheet, theirs), own)
    facts = {
        "signature": signature.digest,
        "outcome": own.outcome.value,
        "agreed": agreed,
        "same_marks": mine.same_marks,
        "after_reveal": mine.changed_after_reveal,
    }
    far = apart_of(sheet, theirs, mine, policy.in_force().tolerated_marks)
    facts |= {"apart": [each.node.code for each in far]} if far else {}
    change(
        sheet,
        "countersign",
        State.CHECKED if agreed else State.DISPUTED,
        by=by,
        facts=facts,
        checked_at=signature.at,
        check_owed=False,
        lease_until=None,
        standing_set=theirs if agreed else sheet.standing_set,
    )
    if not agreed:
        _tell_leads(sheet, "assessor and IQA differ; a decision is yours.", asks="resolve")
    elif far:
        _tell_leads(sheet, "the marks of assessor and IQA lie further apart than your centre tolerates.")
    return sheet


def _tell_leads(sheet: MarkSheet, what: str, asks: str = "") -> None:
    """Whoever may decide a dispute hears of it, or that two hands agree and lie far apart all the same."""
    for lead in leads_for(sheet):
        path = reverse("sheet", args=[lead.centre.slug, sheet.pk])
        notices.tell(lead, f"{sheet.submission.assessment.code}: {what}", path, about=sheet.pk, asks=asks)


def note_enclosure_read(file: Enclosure, *, by: Appointment) -> None:
    """Every file that is handed out leaves a line."""
    ledger.record("enclosure.downloaded", file, {"file": file.sha256}, by=by)
