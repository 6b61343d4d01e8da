"""Allocating: only to assessors who may assess every unit of the sheet on the day."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from assessments import actions
from assessments.access import eligible_assessors, visible_submissions
from assessments.models import MayAssess
from centres.actions import appoint, end_appointment
from centres.models import Appointment, Notice
from centres.refusals import NotYours, Refused
from centres.roles import Role
from marksheets import actions as marking
from tests.story import draft, handed_in

Cast = dict[str, Appointment]


def test_the_assessor_is_told_and_sees_it(cast: Cast) -> None:
    submission = actions.allocate(handed_in(cast), assessor=cast["ada"], by=cast["cara"])
    assert list(visible_submissions(cast["ada"])) == [submission]
    assert list(visible_submissions(cast["sunil"])) == []
    assert Notice.objects.get(to=cast["ada"]).sentence == "D7.01: a submission is waiting for you."


def test_a_shared_sheet_asks_for_both_units(cast: Cast) -> None:
    submission = handed_in(cast, "D7.02-03")
    yesterday = timezone.localdate() - timedelta(days=1)
    MayAssess.objects.filter(appointment=cast["ada"], unit_code="D7.03").update(ends_on=yesterday)
    assert [person.name for person in eligible_assessors(submission)] == ["Sunil Rao"]
    with pytest.raises(Refused, match="not appointed to assess D7.02 and D7.03"):
        actions.allocate(submission, assessor=cast["ada"], by=cast["cara"])


def test_a_draft_is_not_allocated(cast: Cast) -> None:
    with pytest.raises(Refused, match="still a draft"):
        actions.allocate(draft(cast), assessor=cast["ada"], by=cast["cara"])


def test_only_the_office_and_a_lead_iqa_allocate(cast: Cast) -> None:
    submission = handed_in(cast)
    with pytest.raises(NotYours, match="centre admin or a lead IQA"):
        actions.allocate(submission, assessor=cast["ada"], by=cast["iqbal"])
    assert actions.allocate(submission, assessor=cast["ada"], by=cast["leo"]).assessor == cast["ada"]


def test_it_can_be_given_to_another_until_it_is_opened(cast: Cast) -> None:
    submission = actions.allocate(handed_in(cast), assessor=cast["ada"], by=cast["cara"])
    actions.allocate(submission, assessor=cast["sunil"], by=cast["cara"])
    with pytest.raises(NotYours, match="Only the assessor it was given to"):
        marking.open_sheet(submission, by=cast["ada"])
    marking.open_sheet(submission, by=cast["sunil"])
    with pytest.raises(Refused, match="opened this already"):
        actions.allocate(submission, assessor=cast["ada"], by=cast["cara"])


def test_nobody_meets_their_own_work_in_another_role(cast: Cast) -> None:
    submission = handed_in(cast)
    lena_as_iqa = appoint("lena@northgate.example", "Lena Fischer", Role.IQA, by=cast["cara"])
    assert list(visible_submissions(lena_as_iqa)) == []
    lena_as_assessor = appoint("lena@northgate.example", "Lena Fischer", Role.ASSESSOR, by=cast["cara"])
    actions.may_assess(lena_as_assessor, "D7.01", timezone.localdate(), by=cast["cara"])
    assert lena_as_assessor not in eligible_assessors(submission)


def test_a_list_holds_from_its_first_day_to_its_last(cast: Cast) -> None:
    submission, today, day = handed_in(cast), timezone.localdate(), timedelta(days=1)
    MayAssess.objects.filter(appointment=cast["sunil"], unit_code="D7.01").delete()
    rows = MayAssess.objects.filter(appointment=cast["ada"], unit_code="D7.01")
    for first, last, may in (
        (today, today, True),
        (today, None, True),
        (today - day, today + day, True),
        (today + day, None, False),
        (today - day, today - day, False),
    ):
        rows.update(starts_on=first, ends_on=last)
        assert [one.name for one in eligible_assessors(submission)] == (["Ada Byrne"] if may else []), (first, last)


def test_whose_appointment_is_over_is_not_offered(cast: Cast) -> None:
    submission = handed_in(cast)
    end_appointment(cast["ada"], on=timezone.localdate(), by=cast["cara"])
    assert cast["ada"] in eligible_assessors(submission)
    with time_machine.travel(timezone.now() + timedelta(days=1)):
        assert [one.name for one in eligible_assessors(submission)] == ["Sunil Rao"]


def test_only_assessors_assess(cast: Cast) -> None:
    with pytest.raises(Refused, match="Iqbal Rahman is appointed here as IQA; only assessors assess."):
        actions.may_assess(cast["iqbal"], "D7.01", timezone.localdate(), by=cast["cara"])
    assert not MayAssess.objects.filter(appointment=cast["iqbal"]).exists()


def test_staff_meet_no_drafts(cast: Cast) -> None:
    draft(cast)
    for who in ("ada", "iqbal", "leo", "cara", "eve", "tom"):
        assert not visible_submissions(cast[who]).exists()
