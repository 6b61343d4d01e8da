"""Holds: placed and lifted by hand, each forbidding what its kind says, refused in its public sentence."""

from __future__ import annotations

import pytest

from centres.models import Appointment
from centres.refusals import NotYours, Refused, Unfit
from marksheets import actions
from marksheets.models import Hold, MarkSheet
from marksheets.pages.assemble import sheet_page
from marksheets.workflow import State
from tests import story

Cast = dict[str, Appointment]


def place(sheet: MarkSheet, by: Appointment, kind: str = "integrity", **more: object) -> MarkSheet:
    return actions.hold(sheet, version=sheet.version, by=by, kind=kind, reason="Two essays are alike.", **more)


def test_a_hold_stops_what_its_kind_forbids_and_nothing_else(cast: Cast) -> None:
    sheet = story.called_in(cast)
    actions.fill_same_marks(sheet, version=sheet.version, by=cast["iqbal"])
    sheet.refresh_from_db()
    place(sheet, cast["leo"], sentence="The centre asks whose work this is.")
    with pytest.raises(Refused, match="The centre asks whose work this is.") as held:
        actions.countersign(sheet, version=sheet.version, by=cast["iqbal"])
    assert held.value.code == "held"
    actions.save(sheet, {"mark-S1": "31"}, version=sheet.version, by=cast["iqbal"])  # saving goes on
    hold = sheet.holds.get(lifted_at=None)
    actions.lift(sheet, version=sheet.version, by=cast["leo"], hold=hold, reason="The learner showed the drafts.")
    actions.countersign(sheet, version=sheet.version, by=cast["iqbal"])
    assert sheet.state == State.CHECKED
    hold.refresh_from_db()
    assert (hold.lifted_because, hold.lifted_by_id) == ("The learner showed the drafts.", cast["leo"].pk)


def test_a_release_waits_for_an_owed_sample(cast: Cast) -> None:
    sheet = story.countersigned(cast)
    place(sheet, cast["leo"], "owed sample")
    with pytest.raises(Refused, match="It waits for a quality check."):
        actions.release(sheet, version=sheet.version, by=cast["iqbal"])


def test_an_open_appeal_keeps_a_sheet_from_being_voided(cast: Cast) -> None:
    sheet = story.released(cast)
    place(sheet, cast["leo"], "appeal")
    with pytest.raises(Refused, match="An appeal against this result is open."):
        actions.void(sheet, version=sheet.version, by=cast["leo"], reason="Wrong file.")


def test_a_conflict_stops_one_person_and_nobody_else(cast: Cast) -> None:
    sheet = story.signed(cast)
    place(sheet, cast["leo"], "conflict", person=cast["iqbal"])
    with pytest.raises(Refused, match="Somebody with an interest in this work may not decide about it."):
        actions.call_in(sheet, version=sheet.version, by=cast["iqbal"])
    actions.call_in(sheet, version=sheet.version, by=cast["leo"])
    with pytest.raises(Refused, match="Somebody with an interest"):
        actions.take_over(sheet, version=sheet.version, by=cast["iqbal"])


def test_what_is_wrong_is_said(cast: Cast) -> None:
    sheet = story.signed(cast)
    with pytest.raises(Unfit, match="Choose whose conflict of interest it is."):
        place(sheet, cast["leo"], "conflict")
    with pytest.raises(Unfit, match="This kind of hold is not placed by hand"):
        place(sheet, cast["leo"], "sampling undecided")
    with pytest.raises(NotYours, match="Placing a hold is for an IQA"):
        place(sheet, cast["cara"])
    with pytest.raises(Unfit, match="200 characters at most"):
        place(sheet, cast["leo"], sentence="x" * 201)
    place(sheet, cast["leo"])
    with pytest.raises(Refused, match="A hold of this kind is in place already"):
        place(sheet, cast["leo"])
    hold = Hold.objects.get(kind="integrity")
    actions.lift(sheet, version=sheet.version, by=cast["leo"], hold=hold, reason="Answered.")
    hold.refresh_from_db()
    with pytest.raises(Refused, match="This hold is lifted already."):
        actions.lift(sheet, version=sheet.version, by=cast["leo"], hold=hold, reason="Again.")


def test_lifting_the_sampling_hold_by_hand_decides_and_then_it_may_be_released(cast: Cast) -> None:
    sheet = story.signed(cast)
    with pytest.raises(Refused, match="It waits until the centre has decided whether it is sampled."):
        actions.release(sheet, version=sheet.version, by=cast["iqbal"])
    actions.lift(sheet, version=sheet.version, by=cast["iqbal"], hold=sheet.holds.get(), reason="Outside the sample.")
    actions.release(sheet, version=sheet.version, by=cast["iqbal"])
    assert (sheet.state, sheet.checked_at) == (State.RELEASED, None)


def test_a_learner_reads_the_public_sentence_and_no_more(cast: Cast) -> None:
    sheet = story.released(cast)
    place(sheet, cast["leo"], "malpractice")
    place(sheet, cast["leo"], "owed sample")
    (hold,) = sheet_page(sheet, cast["lena"]).holds
    assert (hold.label, hold.sentence, hold.reason) == (
        "",
        "The centre is looking into a question about this work.",
        "",
    )
    assert {one.reason for one in sheet_page(sheet, cast["iqbal"]).holds} == {"Two essays are alike."}
