"""Holds: placed and lifted by hand, each forbidding what its kind says, refused in its public sentence."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

from centres.actions import end_appointment
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
    place(sheet, cast["leo"], "conflict", person=cast["iqbal"])
    (hold,) = sheet_page(sheet, cast["lena"]).holds
    assert (hold.label, hold.sentence, hold.reason) == (
        "",
        "The centre is looking into a question about this work.",
        "",
    )
    assert {one.reason for one in sheet_page(sheet, cast["iqbal"]).holds} == {"Two essays are alike."}


def test_one_with_an_interest_writes_no_mark_either_and_the_others_do(cast: Cast) -> None:
    sheet = story.called_in(cast)
    actions.save(sheet, {"mark-S1": "31"}, version=sheet.version, by=cast["iqbal"])
    place(sheet, cast["leo"], "conflict", person=cast["iqbal"], sentence="Iqbal knows the learner.")
    before = sheet.version
    with pytest.raises(Refused, match="Iqbal knows the learner.") as refused:
        actions.save(sheet, {"mark-S1": "40"}, version=before, by=cast["iqbal"])
    with pytest.raises(Refused, match="Iqbal knows the learner."):
        actions.fill_same_marks(sheet, version=before, by=cast["iqbal"])
    sheet.refresh_from_db()
    assert (refused.value.code, sheet.version) == ("held", before)
    assert (sheet_page(sheet, cast["iqbal"]).marking_as, sheet_page(sheet, cast["iqbal"]).moves) == ("", ())
    with pytest.raises(Refused, match="Iqbal knows the learner."):
        actions.lift(sheet, version=before, by=cast["iqbal"], hold=Hold.objects.get(kind="conflict"), reason="Mine.")
    actions.take_over(sheet, version=sheet.version, by=cast["leo"])
    actions.save(sheet, {"mark-S1": "30"}, version=sheet.version, by=cast["leo"])  # his own interest is none
    hold = Hold.objects.get(kind="conflict")
    actions.lift(sheet, version=sheet.version, by=cast["leo"], hold=hold, reason="It was another Iqbal.")
    MarkSheet.objects.filter(pk=sheet.pk).update(lease_until=None)
    sheet.refresh_from_db()
    actions.take_over(sheet, version=sheet.version, by=cast["iqbal"])
    actions.save(sheet, {"mark-S1": "32"}, version=sheet.version, by=cast["iqbal"])


def test_an_interest_is_of_somebody_who_assesses_or_checks_here_today(cast: Cast) -> None:
    sheet, tomorrow = story.signed(cast), timezone.localdate() + timedelta(days=1)
    for nobody in ("cara", "lena", "eve"):
        with pytest.raises(Unfit, match="Choose whose conflict of interest it is."):
            place(sheet, cast["leo"], "conflict", person=cast[nobody])
    end_appointment(cast["sunil"], on=timezone.localdate(), by=cast["cara"])
    with time_machine.travel(tomorrow), pytest.raises(Unfit, match="Choose whose conflict of interest it is."):
        place(sheet, cast["leo"], "conflict", person=cast["sunil"])
    assert not sheet.holds.filter(kind="conflict").exists()


def test_two_people_may_have_an_interest_and_each_has_it_once(cast: Cast) -> None:
    sheet = story.signed(cast)
    for who in ("iqbal", "sunil"):
        place(sheet, cast["leo"], "conflict", person=cast[who])
    with pytest.raises(Refused, match="in place already: conflict of interest"):
        place(sheet, cast["leo"], "conflict", person=cast["iqbal"])
    named = sheet.holds.filter(kind="conflict").values_list("person", flat=True)
    assert set(named) == {cast["iqbal"].user_id, cast["sunil"].user_id}


def test_a_person_named_beside_another_kind_is_not_held_by_it(cast: Cast) -> None:
    sheet = story.signed(cast)
    place(sheet, cast["leo"], "appeal", person=cast["iqbal"])
    assert sheet.holds.get(kind="appeal").person is None
    actions.call_in(sheet, version=sheet.version, by=cast["iqbal"])


def test_what_was_lifted_can_be_placed_again(cast: Cast) -> None:
    sheet = story.signed(cast)
    for _ in range(2):
        place(sheet, cast["leo"])
        hold = sheet.holds.get(kind="integrity", lifted_at=None)
        actions.lift(sheet, version=sheet.version, by=cast["leo"], hold=hold, reason="Answered.")
    assert sheet.holds.filter(kind="integrity").count() == 2


def test_a_hold_of_another_sheet_is_not_lifted_here(cast: Cast) -> None:
    sheet, other = story.signed(cast), story.opened(cast, "D7.04")
    place(other, cast["leo"])
    with pytest.raises(Refused, match="This hold is lifted already."):
        actions.lift(sheet, version=sheet.version, by=cast["leo"], hold=other.holds.get(), reason="Wrong sheet.")
    assert other.holds.get().lifted_at is None


def test_its_sentence_is_two_hundred_characters_at_most_and_the_kinds_own_when_left_empty(cast: Cast) -> None:
    sheet = story.signed(cast)
    place(sheet, cast["leo"], sentence="x" * 200)
    place(sheet, cast["leo"], "malpractice", sentence="  ")
    assert [hold.sentence for hold in sheet.holds.filter(kind__in=["integrity", "malpractice"])] == [
        "x" * 200,
        "The centre is looking into a question about this work.",
    ]


def test_calling_in_and_taking_back_lift_the_question_of_sampling_and_no_other_hold(cast: Cast) -> None:
    sheet = story.signed(cast)
    place(sheet, cast["leo"], "appeal")
    actions.recall(sheet, version=sheet.version, by=cast["ada"])
    actions.sign(sheet, version=sheet.version, by=cast["ada"])
    first = sheet.holds.filter(kind="sampling undecided").first()
    actions.call_in(sheet, version=sheet.version, by=cast["iqbal"])
    because = list(sheet.holds.order_by("placed_at").values_list("kind", "lifted_because"))
    assert because == [
        ("sampling undecided", "The assessor took the sheet back."),
        ("appeal", ""),
        ("sampling undecided", "It was called in."),
    ]
    assert first is not None and first.lifted_by_id == cast["ada"].pk


def test_the_database_asks_whose_interest_it_is(cast: Cast) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Hold(sheet=story.opened(cast), kind="conflict", sentence="Somebody's.").save(force_insert=True)
