"""A centre registers learners for what it is approved for, on the day it is approved (RULINGS 28)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.utils.html import escape

from centres.models import Appointment, Centre, LedgerEntry
from centres.refusals import NotYours, Refused, Unfit
from centres.scope import tenant
from learners.access import approval_refusal
from learners.actions import add_learner, record_approval, register
from learners.models import Learner, QualificationApproval
from qualifications.models import Specification

TITLE = "Level 7 Diploma for Professional Executive Coaching and Leadership Mentoring"


@pytest.fixture
def diploma(here: Centre) -> Specification:
    """The Diploma, with none of the approvals that the world comes with."""
    QualificationApproval.objects.filter(award_code="L7-DIP").delete()
    return Specification.objects.get(code="L7-DIP")


@pytest.fixture
def pia(here: Centre) -> Learner:
    """A new learner."""
    return add_learner("Pia Lund", "pia@northgate.example", by=None, invite=False)


def test_without_a_word_of_the_awarding_body_nobody_is_registered(diploma: Specification, pia: Learner) -> None:
    with pytest.raises(
        Refused, match="This centre has no approval for .* on 2 March 2026; the centre admin records it"
    ):
        register(pia, diploma, by=None, registered_on=date(2026, 3, 2))


def test_the_word_holds_from_its_first_day_to_its_last(diploma: Specification, cara: Appointment) -> None:
    record_approval("L7-DIP", starts_on=date(2026, 3, 1), ends_on=date(2026, 8, 31), by=cara)
    told = {day: approval_refusal(diploma, day) for day in (date(2026, 2, 28), date(2026, 3, 1), date(2026, 8, 31))}
    assert [bool(sentence) for sentence in told.values()] == [True, False, False]
    assert approval_refusal(diploma, date(2026, 9, 1)) == (
        f"This centre’s approval for {diploma.title} ended on 31 August 2026."
    )


def test_the_one_that_begins_last_holds_and_the_others_stay(diploma: Specification, cara: Appointment) -> None:
    record_approval("L7-DIP", starts_on=date(2025, 1, 1), by=cara)
    record_approval("L7-DIP", starts_on=date(2026, 3, 1), status="suspended", risk="high", by=cara)
    record_approval("L7-DIP", starts_on=date(2026, 5, 1), risk="medium", by=cara)
    assert approval_refusal(diploma, date(2026, 2, 1)) == ""
    assert approval_refusal(diploma, date(2026, 4, 1)) == (
        f"This centre’s approval for {diploma.title} is suspended since 1 March 2026;"
        " nobody is registered until it is restored."
    )
    assert approval_refusal(diploma, date(2026, 5, 1)) == ""
    assert QualificationApproval.objects.filter(award_code="L7-DIP").count() == 3
    assert LedgerEntry.objects.filter(kind="approval.recorded", actor=cara.user_id).count() == 3


def test_an_approval_of_another_award_is_none(diploma: Specification, cara: Appointment) -> None:
    record_approval("L7-CERT", starts_on=date(2020, 1, 1), by=cara)
    assert approval_refusal(diploma, date(2026, 5, 1)) != ""


def test_the_awards_own_dates_are_told_first(here: Centre) -> None:
    QualificationApproval.objects.filter(award_code="L3-AWARD-COACHING").delete()
    from learners.access import registration_refusal

    award = Specification.objects.get(code="L3-AWARD-COACHING")
    assert "ended on 31 August 2015" in registration_refusal(award, date(2026, 1, 12))


@pytest.mark.parametrize("who", ["leo", "ada", "lena"])
def test_it_is_the_centre_admins_to_record(cast: dict[str, Appointment], who: str) -> None:
    with pytest.raises(NotYours):
        record_approval("L7-DIP", starts_on=date(2026, 3, 1), by=cast[who])


def test_no_word_about_what_is_not_published_and_none_that_ends_before_it_begins(cara: Appointment) -> None:
    with pytest.raises(Unfit, match="No published award is called L9"):
        record_approval("L9", starts_on=date(2026, 3, 1), by=cara)
    with pytest.raises(Unfit, match="The last day lies before the first"):
        record_approval("L7-DIP", starts_on=date(2026, 3, 2), ends_on=date(2026, 3, 1), by=cara)


def test_the_page_records_it_and_the_office_says_why_not(northgate: Centre, signed_in: Callable[[str], Client]) -> None:
    cara = signed_in("cara@northgate.example")
    given = {
        "award_code": "L7-DIP",
        "status": "suspended",
        "starts_on": "2026-03-01",
        "risk": "high",
        "direct_claims": "suspended",
        "reference": "EV/9",
    }
    assert cara.post("/c/northgate/office/approvals/", given).status_code == 302
    page = cara.get("/c/northgate/office/approvals/").content.decode()
    assert "EV/9" in page
    assert "risk: High" in page
    form = {
        "name": "Pia Lund",
        "email": "pia@northgate.example",
        "specification": Specification.objects.get(code="L7-DIP").pk,
        "registered_on": "2026-03-02",
        "method": "blended",
        "funded": "no",
    }
    refused = cara.post("/c/northgate/office/learners/new/", form)
    assert refused.status_code == 422
    assert escape("is suspended since 1 March 2026") in refused.content.decode()
    assert 'value="Pia Lund"' in refused.content.decode()
    with tenant(northgate):
        assert not Learner.objects.filter(name="Pia Lund").exists()


def test_wrong_input_is_told_at_its_field(northgate: Centre, signed_in: Callable[[str], Client]) -> None:
    given = {"award_code": "L9", "status": "gone", "starts_on": "yesterday", "risk": "none", "direct_claims": "x"}
    page = signed_in("cara@northgate.example").post("/c/northgate/office/approvals/", given)
    assert page.status_code == 422
    assert page.content.decode().count("Select a valid choice") >= 4
    assert "Enter a valid date." in page.content.decode()
