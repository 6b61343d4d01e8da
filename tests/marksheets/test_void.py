"""Voiding a sheet, and withdrawing work before it is opened: the learner can hand in anew, nothing is deleted."""

from __future__ import annotations

import pytest

from assessments import actions as work
from assessments.models import Submission
from centres.actions import appoint
from centres.models import Appointment, LedgerEntry, Notice
from centres.refusals import NotYours, Refused
from centres.roles import Role
from marksheets import actions
from marksheets.models import MarkSet
from marksheets.workflow import State
from tests import story

Cast = dict[str, Appointment]


def test_a_void_sheet_stays_and_the_learner_gets_a_fresh_draft_of_the_same_attempt(cast: Cast) -> None:
    sheet = story.released(cast)
    actions.void(sheet, version=sheet.version, by=cast["leo"], reason="The file was another learner's.")
    assert (sheet.state, sheet.learner_name_of_state) == (State.VOID, "Withdrawn by the centre")
    old, fresh = Submission.objects.filter(assessment__code="D7.01").order_by("id")
    assert (old.voided_at is not None, fresh.attempt, fresh.is_draft, fresh.files.count()) == (True, 1, True, 0)
    notice = Notice.objects.filter(to=cast["lena"]).latest("created_at")
    assert notice.sentence == "D7.01 was withdrawn by the centre; you can hand it in anew."
    assert notice.path.endswith(f"/assignments/{fresh.pk}/")
    assert MarkSet.objects.filter(sheet=sheet).count() == 2
    entry = LedgerEntry.objects.select_related("body").get(kind="submission.voided", subject_id=str(old.pk))
    assert (entry.actor_id, entry.body.body) == (cast["leo"].user_id, {"fresh": str(fresh.pk)})
    for verb in ("reopen", "void", "hold"):
        more = {"kind": "appeal"} if verb == "hold" else {}
        with pytest.raises(Refused, match="void"):
            actions.VERBS[verb](sheet, version=sheet.version, by=cast["leo"], reason="Again.", **more)


def test_only_a_lead_iqa_voids_and_never_their_own_marking(cast: Cast) -> None:
    sheet = story.signed(cast)
    with pytest.raises(NotYours, match="Voiding is for a lead IQA"):
        actions.void(sheet, version=sheet.version, by=cast["iqbal"], reason="Wrong file.")
    ada_as_lead = appoint("ada@northgate.example", "Ada Byrne", Role.LEAD_IQA, by=cast["cara"])
    with pytest.raises(NotYours, match="cannot check a sheet you assessed yourself; another IQA has to"):
        actions.void(sheet, version=sheet.version, by=ada_as_lead, reason="Wrong file.")
    sheet.refresh_from_db()
    assert (sheet.state, Submission.objects.filter(assessment__code="D7.01").count()) == (State.ASSESSED, 1)
    actions.void(sheet, version=sheet.version, by=cast["leo"], reason="Wrong file.")
    told = Notice.objects.get(to=cast["ada"], sentence="D7.01: a sheet of yours is void.")
    assert told.path.endswith(f"/sheets/{sheet.pk}/")


def test_work_is_withdrawn_until_it_is_opened(cast: Cast) -> None:
    submission = work.allocate(story.handed_in(cast), assessor=cast["ada"], by=cast["cara"])
    receipt = submission.receipt
    with pytest.raises(NotYours, match="Only the learner withdraws"):
        work.withdraw(submission, by=cast["mara"])
    work.withdraw(submission, by=cast["lena"])
    assert (submission.is_draft, submission.assessor, submission.declared_own_work) == (True, None, False)
    assert (submission.attempt, submission.files.count()) == (1, 1)
    assert (submission.receipt, submission.files_digest, submission.due_on, submission.allocated_at) == (
        "",
        "",
        None,
        None,
    )
    entry = LedgerEntry.objects.select_related("body").get(kind="submission.withdrawn")
    assert entry.body.body == {"receipt": receipt}
    assert Notice.objects.get(to=cast["ada"], sentence__contains="withdrawn before you opened it")
    with pytest.raises(Refused, match="there is nothing to withdraw"):
        work.withdraw(submission, by=cast["lena"])


def test_opened_work_is_not_withdrawn_and_withdrawn_work_is_not_opened(cast: Cast) -> None:
    sheet = story.opened(cast)
    with pytest.raises(Refused, match="Your assessor has opened this already"):
        work.withdraw(sheet.submission, by=cast["lena"])
    other = work.allocate(story.handed_in(cast, "D7.04"), assessor=cast["ada"], by=cast["cara"])
    seen_by_ada = Submission.objects.with_rows().get(pk=other.pk)
    work.withdraw(other, by=cast["lena"])
    with pytest.raises(Refused, match="opened already"):
        actions.open_sheet(seen_by_ada, by=cast["ada"])
