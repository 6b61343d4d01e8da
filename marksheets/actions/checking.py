"""The IQA's verbs: call in, same marks, countersign, release."""

from __future__ import annotations

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from centres import ledger, notices
from centres.models import Appointment
from centres.refusals import Refused, Unfit
from centres.roles import Role
from marksheets.actions.door import ask, change, touch
from marksheets.actions.fields import blank_set
from marksheets.actions.marking import writable_hand
from marksheets.actions.printing import freeze_edition
from marksheets.actions.seal import seal
from marksheets.models import MarkSet, MarkSheet, NodeMark, Signature
from marksheets.models.marks import Hand
from marksheets.reading import decision_of, set_of
from marksheets.workflow import State
from qualifications import outcome


@transaction.atomic
def call_in(sheet: MarkSheet, *, version: int, by: Appointment) -> MarkSheet:
    """Call a signed sheet in for checking. Without an approved sampling plan every sheet is (RULINGS 15)."""
    ask(sheet, "call_in", by, version)
    sheet.holds.filter(kind="sampling undecided", lifted_at=None).update(lifted_at=timezone.now())
    change(sheet, "call_in", State.SAMPLED, by=by, facts={"why": "100 % call-in"}, iqa=by, iqa_user_id=by.user_id)
    return sheet


@transaction.atomic
def fill_same_marks(sheet: MarkSheet, *, version: int, by: Appointment) -> MarkSet:
    """ "Same marks": one logged act that fills the IQA's set with the assessor's marks and says so (RULINGS 5)."""
    writable_hand(sheet, by)
    if sheet.state != State.SAMPLED:
        raise Refused("“Same marks” is for the IQA of a sheet that was called in.")
    touch(sheet, version)
    theirs, mine = set_of(sheet, Hand.ASSESSOR), set_of(sheet, Hand.IQA) or blank_set(sheet, Hand.IQA, by)
    assert theirs is not None  # a sheet is called in only after the assessor signed it
    values = {row.node: row.value for row in theirs.node_marks.all()}
    for row in NodeMark.objects.filter(mark_set=mine):
        row.value = values[row.node]
        row.save(update_fields=["value"])
    MarkSet.objects.filter(pk=mine.pk).update(same_marks=True, saved_at=timezone.now())
    ledger.record("sheet.same_marks", sheet, {"revision": sheet.revision}, by=by)
    return mine


@transaction.atomic
def countersign(sheet: MarkSheet, *, version: int, by: Appointment) -> MarkSheet:
    """Seal the IQA's full second set: checked when outcome and referred nodes are equal, else disputed (RULINGS 1)."""
    ask(sheet, "countersign", by, version)
    theirs, mine = set_of(sheet, Hand.ASSESSOR), set_of(sheet, Hand.IQA)
    assert theirs is not None
    own = decision_of(sheet, mine)
    if mine is None or own.to_decide:
        raise Unfit(own.headline, code="undecided")
    before = Signature.objects.get(sheet=sheet, revision=sheet.revision, role=Role.ASSESSOR)
    signature = seal(sheet, Role.IQA, mine, by=by, before=before)
    agreed = outcome.compare(decision_of(sheet, theirs), own)
    facts = {
        "signature": signature.digest,
        "outcome": own.outcome.value,
        "agreed": agreed,
        "same_marks": mine.same_marks,
    }
    change(
        sheet,
        "countersign",
        State.CHECKED if agreed else State.DISPUTED,
        by=by,
        facts=facts,
        iqa=by,
        iqa_user_id=by.user_id,
        checked_at=signature.at,
        standing_set=theirs if agreed else None,
    )
    return sheet


@transaction.atomic
def release(sheet: MarkSheet, *, version: int, by: Appointment) -> MarkSheet:
    """Give the result to the learner; the printed form is made by the queue, once."""
    ask(sheet, "release", by, version)
    change(sheet, "release", State.RELEASED, by=by, facts={}, released_at=timezone.now())
    learner = sheet.submission.registration.learner.appointment
    path = reverse("result", args=[by.centre.slug, sheet.submission_id])
    notices.tell(learner, f"Your result for {sheet.submission.assessment.code} is ready.", path)
    freeze_edition(sheet, by=by)
    return sheet
