"""Countersigning and releasing: a full second set, never by the assessor, disputed where the two differ."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from centres.actions import appoint
from centres.models import Appointment, Notice, OutboxMessage
from centres.refusals import NotYours, Refused, Unfit
from centres.roles import Role
from marksheets import actions
from marksheets.models import MarkSet, MarkSheet, Signature
from marksheets.pages.assemble import sheet_page
from marksheets.workflow import State
from tests import story
from tests.story import marked

Cast = dict[str, Appointment]


@pytest.fixture
def sampled(cast: Cast) -> MarkSheet:
    """31/50 and 22/50, signed by Ada, called in by Iqbal."""
    sheet = marked(cast, {"mark-S1": "31", "mark-S2": "22"})
    actions.sign(sheet, version=sheet.version, by=cast["ada"])
    return actions.call_in(sheet, version=sheet.version, by=cast["iqbal"])


def second_set(sheet: MarkSheet, cast: Cast, one: str, two: str) -> None:
    actions.save(sheet, {"mark-S1": one, "mark-S2": two}, version=sheet.version, by=cast["iqbal"])


def test_equal_outcome_and_equal_sections_check_the_sheet(sampled: MarkSheet, cast: Cast) -> None:
    second_set(sampled, cast, "30", "24")  # both: referral of section 2 alone
    actions.countersign(sampled, version=sampled.version, by=cast["iqbal"])
    assert (sampled.state, sampled.iqa_user_id) == (State.CHECKED, cast["iqbal"].user_id)
    assert sampled.standing_set is not None and sampled.standing_set.hand == "assessor"
    first, second = Signature.objects.order_by("at")
    assert second.payload["signature_before"] == first.digest
    assert {code: mark["value"] for code, mark in second.payload["marks"].items()} == {"S1": "30", "S2": "24"}
    assert not Notice.objects.filter(to=cast["leo"]).exists()  # there is nothing to decide


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("30", "25"),  # pass against referral
        ("24", "24"),  # both referrals, but of other sections
        ("24", "30"),
    ],
)
def test_another_outcome_or_section_is_a_dispute_and_is_not_released(
    sampled: MarkSheet, cast: Cast, one: str, two: str
) -> None:
    second_set(sampled, cast, one, two)
    actions.countersign(sampled, version=sampled.version, by=cast["iqbal"])
    assert (sampled.state, sampled.standing_set) == (State.DISPUTED, None)
    with pytest.raises(Refused, match="signed and not waiting for a check can be released; this one is “disputed”"):
        actions.release(sampled, version=sampled.version, by=cast["iqbal"])


def test_same_marks_is_logged_as_such_and_ends_with_the_first_edit(sampled: MarkSheet, cast: Cast) -> None:
    actions.fill_same_marks(sampled, version=sampled.version, by=cast["iqbal"])
    mine = MarkSet.objects.get(sheet=sampled, hand="iqa")
    assert mine.same_marks is True
    assert sorted(mine.node_marks.values_list("node", "value")) == [("S1", "31"), ("S2", "22")]
    actions.save(sampled, {"mark-S1": "31", "mark-S2": "22"}, version=sampled.version, by=cast["iqbal"])
    mine.refresh_from_db()
    assert mine.same_marks is True  # countersigning sends them all again
    actions.save(sampled, {"mark-S1": "30"}, version=sampled.version, by=cast["iqbal"])
    mine.refresh_from_db()
    assert mine.same_marks is False


def test_a_blank_second_set_is_not_countersigned(sampled: MarkSheet, cast: Cast) -> None:
    with pytest.raises(Unfit, match="2 sections still to mark"):
        actions.countersign(sampled, version=sampled.version, by=cast["iqbal"])
    actions.save(sampled, {"mark-S1": "31"}, version=sampled.version, by=cast["iqbal"])
    with pytest.raises(Unfit, match="1 section still to mark"):
        actions.countersign(sampled, version=sampled.version, by=cast["iqbal"])


def test_nobody_checks_their_own_marking_not_even_as_iqa(cast: Cast) -> None:
    sheet = marked(cast, {"mark-S1": "31", "mark-S2": "22"})
    actions.sign(sheet, version=sheet.version, by=cast["ada"])
    ada_as_iqa = appoint("ada@northgate.example", "Ada Byrne", Role.IQA, by=cast["cara"])
    with pytest.raises(NotYours, match="cannot check a sheet you assessed yourself"):
        actions.call_in(sheet, version=sheet.version, by=ada_as_iqa)
    with pytest.raises(IntegrityError), transaction.atomic():
        MarkSheet.objects.filter(pk=sheet.pk).update(iqa_user=cast["ada"].user_id)


def test_a_lead_iqa_may_do_all_that_an_iqa_may(sampled: MarkSheet, cast: Cast) -> None:
    with pytest.raises(NotYours, match="Iqbal Rahman has this check now; take it over"):
        actions.fill_same_marks(sampled, version=sampled.version, by=cast["leo"])
    actions.take_over(sampled, version=sampled.version, by=cast["leo"])
    actions.fill_same_marks(sampled, version=sampled.version, by=cast["leo"])
    actions.countersign(sampled, version=sampled.version, by=cast["leo"])
    actions.release(sampled, version=sampled.version, by=cast["leo"])
    assert sampled.state == State.RELEASED


def test_release_tells_the_learner_and_orders_the_form(sampled: MarkSheet, cast: Cast) -> None:
    actions.fill_same_marks(sampled, version=sampled.version, by=cast["iqbal"])
    actions.countersign(sampled, version=sampled.version, by=cast["iqbal"])
    with pytest.raises(NotYours, match="Releasing is for an IQA"):
        actions.release(sampled, version=sampled.version, by=cast["cara"])
    actions.release(sampled, version=sampled.version, by=cast["iqbal"])
    notice = Notice.objects.get(to=cast["lena"])
    assert notice.sentence == "Your result for D7.01 is ready."  # no mark, no outcome
    assert OutboxMessage.objects.filter(topic="marksheet.render", payload__sheet=str(sampled.pk)).count() == 1


def test_a_signed_sheet_that_was_not_called_in_is_not_released(cast: Cast) -> None:
    sheet = marked(cast, {"mark-S1": "31", "mark-S2": "30"})
    actions.sign(sheet, version=sheet.version, by=cast["ada"])
    with pytest.raises(Refused, match="It waits until the centre has decided whether it is sampled."):
        actions.release(sheet, version=sheet.version, by=cast["iqbal"])


@pytest.mark.parametrize("second", [("14", "15", "40"), ("14", "14", "19")], ids=["fewer", "more"])
def test_of_several_referred_sections_every_one_counts(cast: Cast, second: tuple[str, str, str]) -> None:
    first = {"mark-S1": "14", "mark-S2": "14", "mark-S3": "40"}  # sections 1 and 2 of D7.04 need 15, section 3 needs 20
    marks = dict(zip(first, second, strict=True))
    assert story.countersigned(cast, marks, "D7.04", first).state == State.DISPUTED


def test_the_qa_column_is_the_iqas_until_it_is_countersigned_and_then_everybodys(
    sampled: MarkSheet, cast: Cast
) -> None:
    def column(reader: Appointment) -> list[str]:
        return [row.qa.raw for row in sheet_page(sampled, reader).scored_rows if row.qa]

    second_set(sampled, cast, "30", "24")
    assert column(cast["iqbal"]) == column(cast["leo"]) == ["30", "24"]
    assert column(cast["ada"]) == column(cast["cara"]) == []
    actions.countersign(sampled, version=sampled.version, by=cast["iqbal"])
    for who in ("ada", "cara", "iqbal", "leo"):
        assert column(cast[who]) == ["30", "24"], who
