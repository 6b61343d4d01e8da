"""A plan of one's own development: what counts, what is asked, who writes it (seed 004_db7a57efd8c6cd8e.txt, d)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from assessments.planning import actions
from assessments.planning.lengths import minutes_of
from assessments.planning.models import DevelopmentPlan, PlannedActivity
from assessments.planning.rules import Plan, Planned, planned
from centres.models import Appointment, Centre, LedgerEntry
from centres.refusals import NotYours, Refused, Stale
from centres.scope import tenant
from qualifications.specfile import Quantity
from tests import databases
from tests.diaries import learner

Cast = dict[str, Appointment]
SignIn = Callable[[str], Client]
STARTS = date(2026, 3, 1)
LIVE = Quantity(code="live", measure="hours", minimum=Decimal(12), planned="live")
RESEARCH = Quantity(code="research", measure="hours", minimum=Decimal(12), planned="research")
INPUTS = Quantity(code="inputs", measure="percent", minimum=Decimal(50), planned="input")
WORKSHOP = {"title": "A workshop", "on": date(2026, 12, 1), "minutes": 360, "form": "live", "flow": "input"}


def activity(on: date, minutes: int, form: str = "live", flow: str = "input") -> Planned:
    return Planned(f"{on}{minutes}", on, minutes, "Something", form, flow)


@pytest.mark.parametrize(
    ("on", "counts"),
    [
        (date(2026, 2, 28), False),
        (STARTS, True),
        (date(2027, 2, 28), True),
        (date(2027, 3, 1), False),
    ],
)
def test_twelve_months_with_both_their_ends(on: date, counts: bool) -> None:
    assert planned(LIVE, Plan(STARTS, (activity(on, 90),))) == (Decimal("1.5") if counts else 0)


def test_a_year_from_a_leap_day() -> None:
    assert Plan(date(2028, 2, 29)).ends == date(2029, 2, 27)


def test_live_hours_and_hours_of_research_and_the_share_of_inputs() -> None:
    plan = Plan(
        STARTS,
        (activity(STARTS, 720, "live", "output"), activity(STARTS, 700, "reading"), activity(STARTS, 20, "reading")),
    )
    assert (planned(LIVE, plan), planned(RESEARCH, plan), planned(INPUTS, plan)) == (12, 12, 50)


def test_short_by_a_minute_stays_short() -> None:
    plan = Plan(STARTS, (activity(STARTS, 719, "live", "output"), activity(STARTS, 718, "reading")))
    assert (planned(LIVE, plan), planned(INPUTS, plan)) == (Decimal("11.98"), Decimal("49.96"))


ACTIVITIES = st.builds(
    activity,
    st.dates(date(2026, 1, 1), date(2027, 6, 1)),
    st.integers(1, 3000),
    st.sampled_from(["live", "reading"]),
    st.sampled_from(["input", "output"]),
)


@given(st.lists(ACTIVITIES, max_size=12))
def test_as_anybody_would_add_it_up(found: list[Planned]) -> None:
    here = [one for one in found if date(2026, 3, 1) <= one.on <= date(2027, 2, 28)]
    hours = {form: Fraction(sum(one.minutes for one in here if one.form == form), 60) for form in ("live", "reading")}
    whole, inputs = sum(one.minutes for one in here), sum(one.minutes for one in here if one.flow == "input")
    plan = Plan(STARTS, tuple(found))
    for quantity, exact in ((LIVE, hours["live"]), (RESEARCH, hours["reading"])):
        assert 0 <= exact - Fraction(planned(quantity, plan)) < Fraction(1, 100)
    share = Fraction(100 * inputs, whole) if whole else Fraction(0)
    assert 0 <= share - Fraction(planned(INPUTS, plan)) < Fraction(1, 100)


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [("6", 360), ("1.5", 90), ("1,25", 75), ("1:30", 90), ("90 min", 90), ("2 h", 120), ("six", None), ("", None)],
)
def test_a_bare_number_is_hours(typed: str, minutes: int | None) -> None:
    assert minutes_of(typed) == minutes


def test_only_the_learner_writes_it(cast: Cast) -> None:
    with pytest.raises(NotYours):
        actions.plan(learner(cast), **WORKSHOP, by=cast["tom"])
    mine = actions.plan(learner(cast), **WORKSHOP, by=cast["lena"])
    with pytest.raises(NotYours):
        actions.drop(mine, by=cast["tom"])
    actions.drop(mine, by=cast["lena"])
    assert not PlannedActivity.objects.exists()
    assert LedgerEntry.objects.filter(kind="plan.dropped").count() == 1


def test_it_starts_on_another_day_as_its_writer_saw_it(cast: Cast) -> None:
    actions.plan(learner(cast), **WORKSHOP, by=cast["lena"])
    actions.start_on(learner(cast), date(2026, 9, 1), version=1, by=cast["lena"])
    assert DevelopmentPlan.objects.get().starts_on == date(2026, 9, 1)
    with pytest.raises(Stale):
        actions.start_on(learner(cast), date(2026, 10, 1), version=1, by=cast["lena"])


def test_of_two_windows_the_second_is_told(cast: Cast) -> None:
    mine = actions.plan(learner(cast), **WORKSHOP, by=cast["lena"])
    actions.plan(learner(cast), activity=mine, version=1, **{**WORKSHOP, "minutes": 60}, by=cast["lena"])
    with pytest.raises(Stale):
        actions.plan(learner(cast), activity=mine, version=1, **{**WORKSHOP, "minutes": 90}, by=cast["lena"])
    assert PlannedActivity.objects.get().minutes == 60


def test_a_plan_is_not_without_end(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "MOST_ACTIVITIES", 1)
    actions.plan(learner(cast), **WORKSHOP, by=cast["lena"])
    with pytest.raises(Refused, match="A plan holds 1 activities"):
        actions.plan(learner(cast), **WORKSHOP, by=cast["lena"])


def test_the_page_asks_for_what_it_needs_and_keeps_what_was_typed(staff: Cast, signed_in: SignIn) -> None:
    assert staff
    lena, here = signed_in("lena@northgate.example"), "/c/northgate/diary/plan/"
    sent = {"title": "A workshop", "on": "2026-12-01", "minutes": "six", "form": "live", "flow": "input"}
    refused = lena.post(here, sent)
    assert refused.status_code == 422
    assert "Give the hours, such as 6, 1.5 or 90 min." in refused.content.decode()
    assert 'value="A workshop"' in refused.content.decode()
    assert lena.post(here, {**sent, "minutes": "201"}).status_code == 422
    assert lena.post(here, {**sent, "minutes": "6"}).status_code == 302
    assert lena.post(f"{here}starts/", {"starts_on": "1826-01-01", "version": "1"}).status_code == 422
    assert lena.post(f"{here}starts/", {"starts_on": "2026-09-01", "version": "7"}).status_code == 409
    assert lena.post(f"{here}starts/", {"starts_on": "2026-09-01", "version": "1"}).status_code == 302
    assert "1 Sep 2026 to 31 Aug 2027" in lena.get(here).content.decode()


@pytest.mark.parametrize(("who", "status"), [("tom", 200), ("iqbal", 200), ("cara", 404), ("eve", 404)])
def test_who_reads_the_diary_reads_the_plan(
    northgate: Centre, staff: Cast, signed_in: SignIn, who: str, status: int
) -> None:
    with tenant(northgate):
        pk = learner(staff).pk
        actions.plan(learner(staff), **{**WORKSHOP, "on": date.today() + timedelta(days=9)}, by=staff["lena"])
    answer = signed_in(f"{who}@northgate.example").get(f"/c/northgate/diary/of/{pk}/plan/")
    assert answer.status_code == status
    assert ("A workshop" in answer.content.decode()) == (status == 200)


@pytest.mark.parametrize("many", [1, 3])
def test_a_plan_costs_the_same_however_long(
    northgate: Centre,
    staff: Cast,
    signed_in: SignIn,
    django_assert_num_queries: Callable[[int], Any],
    many: int,
) -> None:
    with tenant(northgate):
        for _ in range(many):
            actions.plan(learner(staff), **WORKSHOP, by=staff["lena"])
    lena = signed_in("lena@northgate.example")
    lena.get("/c/northgate/diary/plan/")
    # On PostgreSQL the person and the centre are told to the database, and untold.
    with django_assert_num_queries(13 + (4 if databases.is_postgresql() else 0)):
        assert lena.get("/c/northgate/diary/plan/").status_code == 200
