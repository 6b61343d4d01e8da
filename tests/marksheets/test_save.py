"""Saving a field: only what was named changes, what cannot be taken says why, a stale page changes nothing."""

from __future__ import annotations

import itertools

import pytest
from django.db import IntegrityError, transaction

from centres.models import Appointment, LedgerEntry
from centres.refusals import NotYours, Refused, Stale
from centres.roles import Role
from marksheets import actions
from marksheets.actions.fields import blank_set
from marksheets.actions.marking import hand_of
from marksheets.models import MarkSheet, NodeMark
from marksheets.reading import set_of
from marksheets.workflow import State
from tests.story import marked, opened

Cast = dict[str, Appointment]
# state, role, what the person is to the sheet: whose set they write. Everybody else writes nothing.
WRITES = {
    ("marking", "assessor", "assessor"): "assessor",
    ("sampled", "iqa", "checker"): "iqa",
    ("sampled", "lead_iqa", "checker"): "iqa",
    ("disputed", "iqa", "neither"): "third",
    ("disputed", "lead_iqa", "neither"): "third",
}


def row(sheet: object, node: str) -> NodeMark:
    return NodeMark.objects.get(mark_set__sheet=sheet, node=node)


def test_only_the_named_field_changes(cast: Cast) -> None:
    sheet = marked(cast, {"mark-S1": "31"})
    actions.save(sheet, {"areas-S1": "Name two sources."}, version=sheet.version, by=cast["ada"])
    saved = row(sheet, "S1")
    assert (saved.value, saved.strengths, saved.areas_for_improvement) == (
        "31",
        "Clear and specific.",
        "Name two sources.",
    )
    assert row(sheet, "S2").value == ""


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("51", "Section 1 takes whole marks from 0 to 50; 51 is too many."),
        ("12.5", "Section 1 takes whole marks from 0 to 50; 12.5 is not a whole mark."),
        ("-1", "Section 1 takes whole marks from 0 to 50; -1 is below 0."),
        ("thirty", "Section 1 takes whole marks from 0 to 50; “thirty” is not a whole number."),
    ],
)
def test_a_mark_that_cannot_stand_says_why_and_the_rest_is_kept(cast: Cast, typed: str, sentence: str) -> None:
    sheet = marked(cast, {"mark-S1": "31"})
    given = {"mark-S1": typed, "strengths-S2": "Honest."}
    assert actions.save(sheet, given, version=sheet.version, by=cast["ada"]) == {"mark-S1": sentence}
    assert (row(sheet, "S1").value, row(sheet, "S2").strengths) == ("31", "Honest.")


def test_blank_is_undecided_never_zero(cast: Cast) -> None:
    sheet = marked(cast, {"mark-S1": "31"})
    actions.save(sheet, {"mark-S1": ""}, version=sheet.version, by=cast["ada"])
    assert row(sheet, "S1").value == ""


def test_a_stale_page_changes_nothing(cast: Cast) -> None:
    sheet = opened(cast)
    before = sheet.version
    actions.save(sheet, {"mark-S1": "31"}, version=before, by=cast["ada"])
    with pytest.raises(Stale, match="changed in another window"):
        actions.save(sheet, {"mark-S1": "13"}, version=before, by=cast["ada"])
    assert row(sheet, "S1").value == "31"


def test_nobody_else_writes_on_the_sheet(cast: Cast) -> None:
    sheet = opened(cast)
    for other in ("sunil", "iqbal", "leo", "cara"):
        with pytest.raises(NotYours):
            actions.save(sheet, {"mark-S1": "50"}, version=sheet.version, by=cast[other])


def test_nothing_changes_after_signing(cast: Cast) -> None:
    sheet = marked(cast, {"mark-S1": "31", "mark-S2": "30"})
    actions.sign(sheet, version=sheet.version, by=cast["ada"])
    with pytest.raises(Refused, match="can no longer be changed"):
        actions.save(sheet, {"mark-S1": "50"}, version=sheet.version, by=cast["ada"])


def test_a_bullet_is_three_state(cast: Cast) -> None:
    sheet = opened(cast)
    actions.save(sheet, {"bullet-S1.1": "met", "bullet-S1.2": "not_met"}, version=sheet.version, by=cast["ada"])
    actions.save(sheet, {"bullet-S1.1": ""}, version=sheet.version, by=cast["ada"])
    assert row(sheet, "S1").bullets == {"S1.2": "not_met"}
    assert actions.save(sheet, {"bullet-S1.1": "maybe"}, version=sheet.version, by=cast["ada"]) == {
        "bullet-S1.1": "A bullet is met, not met, or left open."
    }


def test_the_sets_of_both_hands_stand_side_by_side(cast: Cast) -> None:
    sheet = marked(cast, {"mark-S1": "31", "mark-S2": "30"})
    actions.sign(sheet, version=sheet.version, by=cast["ada"])
    actions.call_in(sheet, version=sheet.version, by=cast["iqbal"])
    actions.save(sheet, {"mark-S1": "28"}, version=sheet.version, by=cast["iqbal"])
    values = {hand: set_of(sheet, hand).node_marks.get(node="S1").value for hand in ("assessor", "iqa")}  # type: ignore[union-attr]
    assert values == {"assessor": "31", "iqa": "28"}


def test_who_writes_which_set_in_which_state() -> None:
    """A second role of the same person opens nothing: Ada is the assessor in every one of hers."""
    people = {"assessor": 1, "checker": 2, "neither": 3}
    for state, role, who in itertools.product(State, Role.values, people):
        sheet, by = (
            MarkSheet(state=state, assessor_user_id=1, iqa_user_id=2),
            Appointment(role=role, user_id=people[who]),
        )
        try:
            hand = hand_of(sheet, by)
        except Refused as refused:
            hand = ""
            signed = (role, who) == ("assessor", "assessor")
            assert refused.sentence.startswith("You have signed this sheet") == signed
            taken = state == "sampled" and role in {"iqa", "lead_iqa"} and who == "neither"
            assert refused.sentence.startswith("Nobody has this check now; take it over") == taken
        assert hand == WRITES.get((state, role, who), ""), (state, role, who)


def test_a_box_holds_ten_thousand_characters(cast: Cast) -> None:
    sheet = marked(cast, {"mark-S1": "31"})
    given = {"strengths-S1": "x" * 10_000, "areas-S1": "x" * 10_001}
    assert actions.save(sheet, given, version=sheet.version, by=cast["ada"]) == {
        "areas-S1": "This is 10,001 characters; 10,000 is the most a box holds."
    }
    assert (len(row(sheet, "S1").strengths), row(sheet, "S1").areas_for_improvement) == (10_000, "Name the evidence.")


def test_a_bullet_the_section_does_not_have_is_refused(cast: Cast) -> None:
    sheet = opened(cast)
    given = {"bullet-S1.9": "met"}
    assert list(actions.save(sheet, given, version=sheet.version, by=cast["ada"])) == ["bullet-S1.9"]
    assert row(sheet, "S1").bullets == {}


def test_same_marks_are_an_iqas_and_from_a_fresh_page(cast: Cast) -> None:
    sheet = marked(cast, {"mark-S1": "31", "mark-S2": "30"})
    with pytest.raises(Refused, match="“Same marks” is for the IQA of a sheet that was called in."):
        actions.fill_same_marks(sheet, version=sheet.version, by=cast["ada"])
    actions.sign(sheet, version=sheet.version, by=cast["ada"])
    actions.call_in(sheet, version=sheet.version, by=cast["iqbal"])
    with pytest.raises(Stale):
        actions.fill_same_marks(sheet, version=sheet.version - 1, by=cast["iqbal"])
    actions.save(sheet, {"mark-S1": "28"}, version=sheet.version, by=cast["iqbal"])
    actions.fill_same_marks(sheet, version=sheet.version, by=cast["iqbal"])
    entry = LedgerEntry.objects.get(kind="sheet.same_marks", subject_id=str(sheet.pk))
    assert entry.actor_id == cast["iqbal"].user_id


def test_the_database_keeps_one_set_of_a_person_and_one_mark_of_a_section(cast: Cast) -> None:
    sheet = opened(cast)
    with pytest.raises(IntegrityError), transaction.atomic():
        blank_set(sheet, "assessor", cast["ada"])
    with pytest.raises(IntegrityError), transaction.atomic():
        NodeMark(mark_set=sheet.mark_sets.get(), node="S1").save(force_insert=True)
    assert NodeMark.objects.count() == 2
