"""A blind check: the IQA's marks are in before the assessor's are seen (RULINGS 36, 37)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assessments.actions import may_assess
from centres import policy
from centres.models import Appointment
from centres.refusals import Refused, Unfit
from marksheets import actions
from marksheets.actions.blind import is_new
from marksheets.models import MarkSet, MarkSheet
from marksheets.pages.assemble import sheet_page
from marksheets.workflow import State
from qualifications.models import Assessment
from tests import story

Cast = dict[str, Appointment]


@pytest.fixture
def blind(cast: Cast) -> MarkSheet:
    """Signed by Ada and called in by Iqbal in a centre whose checks are blind."""
    policy.adopt({"blind_checks": "always"}, by=None)
    return story.called_in(cast)


def figures(sheet: MarkSheet, reader: Appointment) -> list[str]:
    return [row.assessor.raw for row in sheet_page(sheet, reader).scored_rows if row.assessor]


def test_the_assessors_marks_are_hidden_from_the_moment_of_signing(cast: Cast) -> None:
    policy.adopt({"blind_checks": "always"}, by=None)
    sheet = story.signed(cast)
    for who in ("iqbal", "leo", "cara"):
        page = sheet_page(sheet, cast[who])
        assert (figures(sheet, cast[who]), page.assessor_box, page.hidden) == ([], None, True)
        assert all(not row.strengths and not row.areas for row in page.rows)
    assert figures(sheet, cast["ada"]) == ["31", "22"]


def test_they_are_shown_once_ones_own_are_locked_and_to_nobody_else(blind: MarkSheet, cast: Cast) -> None:
    with pytest.raises(Unfit, match="2 sections still to mark"):
        actions.lock(blind, version=blind.version, by=cast["iqbal"])
    actions.save(blind, {"mark-S1": "31", "mark-S2": "23"}, version=blind.version, by=cast["iqbal"])
    with pytest.raises(Refused, match="lock your marks first"):
        actions.countersign(blind, version=blind.version, by=cast["iqbal"])
    assert [move.verb for move in sheet_page(blind, cast["iqbal"]).plain_moves] == ["lock"]
    actions.lock(blind, version=blind.version, by=cast["iqbal"])
    assert figures(blind, cast["iqbal"]) == ["31", "22"]
    assert figures(blind, cast["leo"]) == figures(blind, cast["cara"]) == []
    with pytest.raises(Refused, match="shown already"):
        actions.lock(blind, version=blind.version, by=cast["iqbal"])
    actions.countersign(blind, version=blind.version, by=cast["iqbal"])
    assert (blind.state, figures(blind, cast["leo"])) == (State.CHECKED, ["31", "22"])


def test_what_is_changed_after_the_reveal_is_recorded_so(blind: MarkSheet, cast: Cast) -> None:
    actions.save(blind, {"mark-S1": "31", "mark-S2": "26"}, version=blind.version, by=cast["iqbal"])
    actions.lock(blind, version=blind.version, by=cast["iqbal"])
    actions.save(blind, {"mark-S1": "31"}, version=blind.version, by=cast["iqbal"])
    mine = MarkSet.objects.get(sheet=blind, hand="iqa")
    assert mine.changed_after_reveal is False  # sent again, not changed
    actions.save(blind, {"mark-S2": "24"}, version=blind.version, by=cast["iqbal"])
    actions.countersign(blind, version=blind.version, by=cast["iqbal"])
    signature = blind.signatures.get(role="iqa")
    assert (signature.payload["blind"], signature.payload["changed_after_reveal"]) == (True, True)


def test_same_marks_is_not_offered(blind: MarkSheet, cast: Cast) -> None:
    with pytest.raises(Refused, match="This check is blind"):
        actions.fill_same_marks(blind, version=blind.version, by=cast["iqbal"])


def test_a_second_iqa_who_takes_over_is_blind_again(blind: MarkSheet, cast: Cast) -> None:
    actions.save(blind, {"mark-S1": "31", "mark-S2": "23"}, version=blind.version, by=cast["iqbal"])
    actions.lock(blind, version=blind.version, by=cast["iqbal"])
    actions.take_over(blind, version=blind.version, by=cast["leo"])
    assert figures(blind, cast["leo"]) == figures(blind, cast["iqbal"]) == []
    page = sheet_page(blind, cast["leo"])
    assert [row.qa.raw for row in page.scored_rows if row.qa] == []
    assert MarkSet.objects.get(sheet=blind, hand="iqa").by_id == cast["iqbal"].user_id  # kept


def test_after_a_return_the_same_iqa_has_seen_it(blind: MarkSheet, cast: Cast) -> None:
    actions.save(blind, {"mark-S1": "31", "mark-S2": "23"}, version=blind.version, by=cast["iqbal"])
    actions.lock(blind, version=blind.version, by=cast["iqbal"])
    actions.send_back(blind, version=blind.version, by=cast["iqbal"], reason="Say more.")
    actions.sign(blind, version=blind.version, by=cast["ada"])
    assert figures(blind, cast["iqbal"]) == ["31", "22"]
    assert MarkSet.objects.get(sheet=blind, hand="iqa", revision=2).seen_before is True


def test_returned_unseen_it_stays_blind(blind: MarkSheet, cast: Cast) -> None:
    actions.save(blind, {"mark-S1": "31"}, version=blind.version, by=cast["iqbal"])
    actions.send_back(blind, version=blind.version, by=cast["iqbal"], reason="A page is missing.")
    actions.sign(blind, version=blind.version, by=cast["ada"])
    assert figures(blind, cast["iqbal"]) == []


@pytest.mark.parametrize(("enough", "blind"), [(1, False), (2, True)])
def test_by_default_it_is_blind_while_the_assessor_is_new_to_the_unit(cast: Cast, enough: int, blind: bool) -> None:
    policy.adopt({"new_assessor_sheets": enough}, by=None)
    first = story.called_in(cast)
    assert first.blind is True
    actions.save(first, story.MARKS, version=first.version, by=cast["iqbal"])
    actions.lock(first, version=first.version, by=cast["iqbal"])
    actions.countersign(first, version=first.version, by=cast["iqbal"])
    actions.reopen(first, version=first.version, by=cast["leo"], reason="A second look.")
    again = story.second_learner(cast)
    assert actions.sign(again, version=again.version, by=cast["ada"]).blind is blind
    other = story.signed(cast, {"mark-S1": "20", "mark-S2": "20", "mark-S3": "30"}, "D7.04")
    assert other.blind is True  # new to D7.04, whatever was done in D7.01


@pytest.fixture
def checked_once(cast: Cast) -> MarkSheet:
    """One D7.01 of Ada's, countersigned blind, in a centre where one such sheet ends her newness to a unit."""
    policy.adopt({"new_assessor_sheets": 1}, by=None)
    sheet = story.called_in(cast)
    actions.save(sheet, story.MARKS, version=sheet.version, by=cast["iqbal"])
    actions.lock(sheet, version=sheet.version, by=cast["iqbal"])
    return actions.countersign(sheet, version=sheet.version, by=cast["iqbal"])


def test_a_void_sheet_does_not_count_towards_experience(checked_once: MarkSheet, cast: Cast) -> None:
    actions.void(checked_once, version=checked_once.version, by=cast["leo"], reason="The wrong file.")
    again = story.second_learner(cast)
    assert actions.sign(again, version=again.version, by=cast["ada"]).blind is True


@pytest.mark.usefixtures("checked_once")
def test_experience_is_the_assessors_own(cast: Cast) -> None:
    other = story.second_learner(cast)
    may_assess(cast["sunil"], "D7.01", cast["sunil"].starts_on, by=None)
    actions.reassign(other, version=other.version, by=cast["cara"], assessor=cast["sunil"], reason="Ada is away.")
    words = {"strengths-S1": "Clear.", "areas-S2": "Name the evidence."}
    actions.save(other, {**story.MARKS, **words}, version=other.version, by=cast["sunil"])
    assert actions.sign(other, version=other.version, by=cast["sunil"]).blind is True


@pytest.mark.usefixtures("checked_once")
def test_new_to_one_of_the_units_is_new_to_the_sheet(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """As if D7.01 were a sheet for D7.02 alone: she knows that unit, and not D7.03 of the shared sheet."""
    read = Assessment.definition
    for_d7_02 = property(
        lambda it: replace(read.__get__(it), units=("D7.02",)) if it.code == "D7.01" else read.__get__(it)
    )
    shared = story.opened(cast, "D7.02-03")
    monkeypatch.setattr(Assessment, "definition", for_d7_02)
    assert is_new(shared, 1) is True


def test_never_is_never(cast: Cast) -> None:
    policy.adopt({"blind_checks": "never"}, by=None)
    sheet = story.called_in(cast)
    assert (sheet.blind, figures(sheet, cast["iqbal"])) == (False, ["31", "22"])
    with pytest.raises(Refused, match="shown already"):
        actions.lock(sheet, version=sheet.version, by=cast["iqbal"])


def test_a_lock_asks_for_every_mark(blind: MarkSheet, cast: Cast) -> None:
    actions.save(blind, {"mark-S1": "31"}, version=blind.version, by=cast["iqbal"])
    with pytest.raises(Unfit, match="1 section still to mark"):
        actions.lock(blind, version=blind.version, by=cast["iqbal"])
    assert figures(blind, cast["iqbal"]) == []


def test_what_was_changed_after_the_reveal_stays_so(blind: MarkSheet, cast: Cast) -> None:
    actions.save(blind, story.MARKS, version=blind.version, by=cast["iqbal"])
    mine = MarkSet.objects.get(sheet=blind, hand="iqa")
    assert mine.changed_after_reveal is False  # typed before it
    actions.lock(blind, version=blind.version, by=cast["iqbal"])
    for value in ("26", "26", "22"):
        actions.save(blind, {"mark-S2": value}, version=blind.version, by=cast["iqbal"])
        mine.refresh_from_db()
        assert mine.changed_after_reveal is True  # sent again, and changed back


def test_who_has_seen_the_marks_goes_on_seeing_them(blind: MarkSheet, cast: Cast) -> None:
    """Twice returned: seen in the first revision, and so in the third."""
    actions.save(blind, story.MARKS, version=blind.version, by=cast["iqbal"])
    actions.lock(blind, version=blind.version, by=cast["iqbal"])
    for _ in range(2):
        actions.send_back(blind, version=blind.version, by=cast["iqbal"], reason="Say more.")
        actions.sign(blind, version=blind.version, by=cast["ada"])
    seen = MarkSet.objects.filter(sheet=blind, hand="iqa").order_by("revision").values_list("seen_before", flat=True)
    assert list(seen) == [False, True, True]
    with pytest.raises(Refused, match="shown already"):
        actions.lock(blind, version=blind.version, by=cast["iqbal"])
    assert actions.countersign(blind, version=blind.version, by=cast["iqbal"]).state == State.CHECKED


def test_a_result_that_is_taken_up_again_is_checked_with_open_eyes(cast: Cast) -> None:
    policy.adopt({"blind_checks": "always"}, by=None)
    sheet = story.signed(cast)
    actions.lift(sheet, version=sheet.version, by=cast["iqbal"], hold=sheet.holds.get(), reason="Outside the sample.")
    actions.release(sheet, version=sheet.version, by=cast["iqbal"])
    actions.reopen(sheet, version=sheet.version, by=cast["leo"], reason="The EV asked for a check.")
    actions.take_over(sheet, version=sheet.version, by=cast["iqbal"])
    assert (sheet.blind, figures(sheet, cast["iqbal"])) == (False, ["31", "22"])
    actions.fill_same_marks(sheet, version=sheet.version, by=cast["iqbal"])
    assert actions.countersign(sheet, version=sheet.version, by=cast["iqbal"]).state == State.CHECKED
