"""Registering: the version holds, and an award that has ended takes nobody."""

from __future__ import annotations

from datetime import date

import pytest

from centres.models import Appointment
from centres.refusals import Refused
from learners.actions import add_learner, register
from learners.models import Learner
from qualifications.models import Specification


@pytest.fixture
def new_learner(cast: dict[str, Appointment]) -> Learner:
    """Somebody the centre has just met."""
    return add_learner("Noor Haddad", "noor@northgate.example", by=cast["cara"])


def test_complete_by_is_the_printed_duration_later(new_learner: Learner, cast: dict[str, Appointment]) -> None:
    diploma = Specification.objects.get(code="L7-DIP")  # 002: to be completed within 3 years
    made = register(new_learner, diploma, by=cast["cara"], registered_on=date(2026, 3, 2))
    assert made.complete_by == date(2029, 3, 2)


def test_an_award_whose_registration_ended_in_2015_takes_nobody_in_2026(
    new_learner: Learner, cast: dict[str, Appointment]
) -> None:
    award = Specification.objects.get(code="L3-AWARD-COACHING")  # 003: Registration End Date 31/08/2015
    with pytest.raises(Refused, match="ended on 31 August 2015"):
        register(new_learner, award, by=cast["cara"], registered_on=date(2026, 11, 2))
    assert register(new_learner, award, by=cast["cara"], registered_on=date(2014, 10, 6)).complete_by == date(
        2017, 10, 6
    )


def test_nobody_is_registered_twice_for_one_version(new_learner: Learner, cast: dict[str, Appointment]) -> None:
    diploma = Specification.objects.get(code="L7-DIP")
    register(new_learner, diploma, by=cast["cara"], registered_on=date(2026, 3, 2))
    with pytest.raises(Refused, match="is registered for .* already"):
        register(new_learner, diploma, by=cast["cara"], registered_on=date(2026, 3, 3))


def test_a_registration_is_not_dated_ahead(new_learner: Learner, cast: dict[str, Appointment]) -> None:
    with pytest.raises(Refused, match="lies ahead"):
        register(new_learner, Specification.objects.get(code="L7-DIP"), by=cast["cara"], registered_on=date(2099, 1, 1))
