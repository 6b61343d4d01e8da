"""Re-opening attempt 1 while attempt 2 is open (RULINGS 20): it pauses, is worked out anew, or counts for nothing."""

from __future__ import annotations

import pytest

from assessments import actions as work
from assessments.models import Submission
from centres.models import Appointment, Notice
from centres.refusals import Refused
from marksheets import actions as marking
from marksheets.models import MarkSheet
from marksheets.models.marks import Hand
from marksheets.reading import decision_of, set_of
from marksheets.workflow import State
from tests.story import FEEDBACK, decided, next_draft, on_the_desk, released, resubmitted

Cast = dict[str, Appointment]


def reopened(first: MarkSheet, cast: Cast) -> MarkSheet:
    return marking.reopen(first, version=first.version, by=cast["leo"], reason="The learner appealed.")


def decided_anew(first: MarkSheet, cast: Cast, marks: dict[str, str]) -> MarkSheet:
    """A guest gives a third set, and it stands."""
    from tests.attempts.people import guest

    other = guest()
    marking.save(first, marks, version=first.version, by=other)
    marking.resolve(first, version=first.version, by=other, standing="third", reason="Read again, with the appendix.")
    return marking.release(first, version=first.version, by=cast["iqbal"])


def test_attempt_2_pauses_and_cannot_be_handed_in(cast: Cast) -> None:
    first = released(cast)
    draft = next_draft(first, cast)
    reopened(first, cast)
    draft.refresh_from_db()
    assert draft.paused_at is not None
    with pytest.raises(Refused, match="Your result of attempt 1 is under review; this attempt waits"):
        resubmitted(draft, cast)


def test_attempt_1_turned_pass_makes_attempt_2_void_and_uncounted(cast: Cast) -> None:
    first = released(cast)
    draft = next_draft(first, cast)
    decided_anew(reopened(first, cast), cast, {"mark-S1": "31", "mark-S2": "25"})  # 56, both at or above 25
    draft.refresh_from_db()
    assert (first.state, draft.voided_at is not None, draft.is_draft) == (State.RELEASED, True, False)
    assert not Submission.objects.filter(attempt__gt=1, voided_at=None).exists()
    told = Notice.objects.filter(to=cast["lena"], sentence__contains="this attempt is withdrawn and counts for nothing")
    assert told.count() == 1


def test_another_section_referred_opens_that_one_and_gives_the_days_again(cast: Cast) -> None:
    first = released(cast)
    draft = next_draft(first, cast)
    Submission.objects.filter(pk=draft.pk).update(hand_in_by="2026-01-01")
    decided_anew(reopened(first, cast), cast, {"mark-S1": "24", "mark-S2": "26"})  # now section 1
    draft.refresh_from_db()
    assert (draft.paused_at, sorted(draft.carried), draft.carried["S2"]["value"]) == (None, ["S2"], "26")
    assert str(draft.hand_in_by) > "2026-01-01"


def test_work_handed_in_for_another_scope_is_a_draft_again_with_its_files(cast: Cast) -> None:
    first = released(cast)
    second = resubmitted(next_draft(first, cast), cast)
    decided_anew(reopened(first, cast), cast, {"mark-S1": "24", "mark-S2": "26"})
    second.refresh_from_db()
    assert (second.is_draft, second.declared_own_work, second.files.count()) == (True, False, 1)


def test_a_sheet_on_the_desk_cannot_be_signed_while_paused(cast: Cast) -> None:
    first = released(cast)
    sheet = on_the_desk(resubmitted(next_draft(first, cast), cast), cast)
    words = {f"{kind}-S2": text for kind, text in FEEDBACK.items()}
    marking.save(sheet, {"mark-S2": "30", **words}, version=sheet.version, by=cast["ada"])
    reopened(first, cast)
    sheet.submission.refresh_from_db()
    with pytest.raises(Refused, match="The result of attempt 1 is under review; this attempt is paused"):
        marking.sign(sheet, version=sheet.version, by=cast["ada"])


def test_the_same_scope_with_another_carried_mark_is_written_into_the_open_sheet(cast: Cast) -> None:
    first = released(cast)
    sheet = on_the_desk(resubmitted(next_draft(first, cast), cast), cast)
    decided_anew(reopened(first, cast), cast, {"mark-S1": "35", "mark-S2": "22"})
    sheet = MarkSheet.objects.get(pk=sheet.pk)
    decided(sheet, cast, {"mark-S2": "30"})
    assert decision_of(sheet, set_of(sheet, Hand.ASSESSOR)).total == 65  # 35 carried + 30


def test_another_scope_makes_an_open_sheet_void_and_keeps_the_files(cast: Cast) -> None:
    first = released(cast)
    sheet = on_the_desk(resubmitted(next_draft(first, cast), cast), cast)
    decided_anew(reopened(first, cast), cast, {"mark-S1": "24", "mark-S2": "26"})
    sheet.refresh_from_db()
    fresh = Submission.objects.get(attempt=2, voided_at=None)
    assert (sheet.state, fresh.is_draft, fresh.files.count(), sorted(fresh.carried)) == (State.VOID, True, 1, ["S2"])


def test_attempt_1_is_not_taken_up_again_once_attempt_2_has_a_result(cast: Cast) -> None:
    first = released(cast)
    decided(on_the_desk(resubmitted(next_draft(first, cast), cast), cast), cast, {"mark-S2": "30"})
    with pytest.raises(Refused, match="Attempt 2 has a result of its own; re-open that one"):
        reopened(first, cast)


def test_voiding_attempt_1_withdraws_a_draft_and_stops_at_work_handed_in(cast: Cast) -> None:
    first = released(cast)
    draft = next_draft(first, cast)
    resubmitted(draft, cast)
    with pytest.raises(Refused, match="Attempt 2 was handed in after this one; void its sheet first"):
        marking.void(first, version=first.version, by=cast["leo"], reason="The wrong file.")


def test_a_void_second_attempt_leaves_a_draft_of_the_same_scope(cast: Cast) -> None:
    sheet = on_the_desk(resubmitted(next_draft(released(cast), cast), cast), cast)
    marking.void(sheet, version=sheet.version, by=cast["leo"], reason="The wrong file.")
    fresh = Submission.objects.get(attempt=2, voided_at=None)
    assert (fresh.scope, sorted(fresh.carried), fresh.follows.attempt) == ("referred", ["S1"], 1)


def test_a_paused_attempt_is_not_opened(cast: Cast) -> None:
    first = released(cast)
    second = resubmitted(next_draft(first, cast), cast)
    work.allocate(second, assessor=cast["ada"], by=cast["cara"])
    reopened(first, cast)
    second.refresh_from_db()
    with pytest.raises(Refused, match="The result of attempt 1 is under review; this attempt is paused"):
        marking.open_sheet(second, by=cast["ada"])
    assert not Submission.objects.to_open(cast["ada"].pk).exists()
