"""A check has one owner at a time; another IQA takes it over with marks of their own, and nothing is lost."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from centres.models import Appointment, Notice
from centres.refusals import NotYours, Refused
from centres.roles import Role
from marksheets import actions
from marksheets.models import MarkSet
from tests import story

Cast = dict[str, Appointment]


@pytest.fixture
def nadia(cast: Cast) -> Appointment:
    """A second IQA."""
    from centres.actions import appoint

    return appoint("nadia@northgate.example", "Nadia Wren", Role.IQA, by=cast["cara"])


def test_another_iqa_waits_while_the_first_is_at_work_and_a_lead_iqa_need_not(cast: Cast, nadia: Appointment) -> None:
    sheet = story.called_in(cast)
    actions.save(sheet, {"mark-S1": "30"}, version=sheet.version, by=cast["iqbal"])
    with pytest.raises(Refused, match="Iqbal Rahman is at work on this check; ask them, or wait until") as refused:
        actions.take_over(sheet, version=sheet.version, by=nadia)
    assert refused.value.code == "leased"
    actions.take_over(sheet, version=sheet.version, by=cast["leo"])
    assert sheet.iqa_user_id == cast["leo"].user_id


def test_the_lease_runs_out_a_quarter_of_an_hour_after_the_last_save(cast: Cast, nadia: Appointment) -> None:
    sheet = story.called_in(cast)
    with time_machine.travel(timezone.now() + timedelta(minutes=10)):
        actions.save(sheet, {"mark-S1": "30"}, version=sheet.version, by=cast["iqbal"])
    sheet.refresh_from_db()
    after_ten_more = time_machine.travel(timezone.now() + timedelta(minutes=20))
    with after_ten_more, pytest.raises(Refused, match="at work"):
        actions.take_over(sheet, version=sheet.version, by=nadia)
    with time_machine.travel(timezone.now() + timedelta(minutes=26)):
        actions.take_over(sheet, version=sheet.version, by=nadia)
    assert sheet.iqa_user_id == nadia.user_id


@pytest.mark.parametrize("begun", ["called in", "taken over", "saved"])
def test_it_is_a_quarter_of_an_hour_to_the_second(cast: Cast, nadia: Appointment, begun: str) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        sheet = story.called_in(cast)
        if begun == "taken over":
            clock.shift(timedelta(minutes=20))
            actions.take_over(sheet, version=sheet.version, by=cast["leo"])
        if begun == "saved":
            clock.shift(timedelta(minutes=14))
            actions.save(sheet, {"mark-S1": "30"}, version=sheet.version, by=cast["iqbal"])
            sheet.refresh_from_db()
        until = f"{timezone.localtime() + timedelta(minutes=15):%H:%M}"
        clock.shift(timedelta(minutes=14, seconds=59))
        with pytest.raises(Refused, match=f"is at work on this check; ask them, or wait until {until}."):
            actions.take_over(sheet, version=sheet.version, by=nadia)
        clock.shift(timedelta(seconds=1))
        actions.take_over(sheet, version=sheet.version, by=nadia)
    assert sheet.iqa_user_id == nadia.user_id


@pytest.mark.parametrize("end", ["return", "countersign", "void"])
def test_it_ends_with_the_check(cast: Cast, end: str) -> None:
    sheet = story.called_in(cast)
    actions.fill_same_marks(sheet, version=sheet.version, by=cast["iqbal"])
    sheet.refresh_from_db()
    assert sheet.lease_until is not None
    by, asks = (cast["leo"] if end == "void" else cast["iqbal"]), {} if end == "countersign" else {"reason": "So."}
    actions.VERBS[end](sheet, version=sheet.version, by=by, **asks)
    assert sheet.lease_until is None


def test_the_first_ones_marks_are_kept_and_what_they_type_now_is_refused_with_a_name(cast: Cast) -> None:
    sheet = story.called_in(cast)
    actions.save(sheet, {"mark-S1": "30"}, version=sheet.version, by=cast["iqbal"])
    actions.take_over(sheet, version=sheet.version, by=cast["leo"])
    with pytest.raises(NotYours, match="Leo Quill has this check now"):
        actions.save(sheet, {"mark-S2": "24"}, version=sheet.version, by=cast["iqbal"])
    actions.save(sheet, {"mark-S1": "35"}, version=sheet.version, by=cast["leo"])
    sets = MarkSet.objects.filter(sheet=sheet, hand="iqa")
    assert {(m.by_id, m.node_marks.get(node="S1").value) for m in sets} == {
        (cast["iqbal"].user_id, "30"),
        (cast["leo"].user_id, "35"),
    }
    assert Notice.objects.filter(to=cast["iqbal"], sentence="D7.01: another IQA took a check of yours over.").exists()
