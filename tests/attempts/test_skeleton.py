"""D7.01 referred in section 2 at 53, resubmitted in section 2 alone, passed at 61: 31 carried + 30 new."""

from __future__ import annotations

from assessments import actions as work
from assessments.models import Submission
from centres.models import Appointment
from marksheets import actions as marking
from marksheets.models.marks import Hand
from marksheets.reading import decision_of, set_of
from marksheets.workflow import State
from tests.story import FEEDBACK, released, taken


def test_only_what_was_referred_is_done_again(cast: dict[str, Appointment]) -> None:
    first = released(cast)
    marking.invite_resubmission(first, version=first.version, by=cast["iqbal"])
    second = Submission.objects.get(attempt=2)
    assert (second.scope, sorted(second.carried)) == ("referred", ["S1"])
    assert second.carried["S1"]["value"] == "31"

    work.attach(second, taken(cast, b"section 2, done again"), by=cast["lena"])
    work.answer(second, choices=second.choices, declared=True, refuses=False, by=cast["lena"])
    work.submit(second, by=cast["lena"])
    work.allocate(second, assessor=cast["ada"], by=cast["cara"])
    sheet = marking.open_sheet(second, by=cast["ada"])
    words = {f"{kind}-S2": text for kind, text in FEEDBACK.items()}
    problems = marking.save(sheet, {"mark-S2": "30", **words}, version=sheet.version, by=cast["ada"])
    assert problems == {}
    marking.sign(sheet, version=sheet.version, by=cast["ada"])
    marking.call_in(sheet, version=sheet.version, by=cast["iqbal"])
    marking.save(sheet, {"mark-S2": "29"}, version=sheet.version, by=cast["iqbal"])
    marking.countersign(sheet, version=sheet.version, by=cast["iqbal"])
    marking.release(sheet, version=sheet.version, by=cast["iqbal"])

    assert sheet.state == State.RELEASED
    theirs, mine = (decision_of(sheet, set_of(sheet, hand)) for hand in (Hand.ASSESSOR, Hand.IQA))
    assert (theirs.total, theirs.outcome.value) == (61, "pass")  # 31 + 30
    assert (mine.total, mine.outcome.value) == (60, "pass")  # the QA mark 31 of attempt 1 + 29
