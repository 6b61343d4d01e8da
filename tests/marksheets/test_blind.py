"""A blind check: the IQA's marks are in before the assessor's are seen (RULINGS 36, 37)."""

from __future__ import annotations

import pytest

from centres import policy
from centres.models import Appointment
from centres.refusals import Refused, Unfit
from marksheets import actions
from marksheets.models import MarkSet, MarkSheet
from marksheets.pages.assemble import sheet_page
from marksheets.workflow import State
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
