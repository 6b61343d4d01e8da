"""The way of a requirement: plan, own pace, and the two drawings of it."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from assessments.requirements import Asked, Counted, Tally, Window
from assessments.requirements.burnup import PHONE, WIDE, drawn
from assessments.requirements.pace import Course, course
from assessments.requirements.pace_words import own_pace, plan_today
from qualifications.specfile import Quantity

HOURS = Quantity(code="hours", measure="hours", minimum=Decimal(12), roles=("coach",))
BEGAN = date(2026, 1, 1)
ENDS = date(2026, 12, 31)


def way(*days: int, today: int = 100, ends: date = ENDS) -> Course:
    """An hour on each of these days since the beginning."""
    rows = tuple(Counted(str(day), BEGAN + timedelta(days=day), 60, "Client A", day == 0) for day in days)
    asked = Asked("r1", "D7.02-03", HOURS, Window(BEGAN))
    return course(asked, Tally(rows, is_recorded=bool(rows)), BEGAN + timedelta(days=today), ends)


def test_the_steps_add_up() -> None:
    found = way(0, 10, 10, 30)
    assert [(step.on.isoformat(), step.done, step.confirmed) for step in found.steps] == [
        ("2026-01-01", 1, 1),
        ("2026-01-11", 3, 1),
        ("2026-01-31", 4, 1),
    ]


def test_the_plan_is_even() -> None:
    found = way(0, 10, today=182)
    assert (found.planned_on(BEGAN), found.planned, found.planned_on(ENDS)) == (0, Decimal(6), 12)
    assert plan_today(HOURS, found) == "An even plan to 31 December 2026 has 6 hours today; you have 2."


def test_the_own_pace_runs_from_the_first_entry() -> None:
    """Three hours in thirty days: nine more take ninety."""
    found = way(0, 10, 20, today=29)
    assert found.expected == BEGAN + timedelta(days=29 + 90)
    assert own_pace(HOURS, found) == "At your own pace all 12 are there on 30 April 2026, in time."


def test_too_late_is_said_in_days() -> None:
    found = way(0, 10, 20, today=29, ends=date(2026, 4, 29))
    assert own_pace(HOURS, found) == "At your own pace all 12 are there on 30 April 2026, 1 day too late."


def test_a_short_stretch_says_nothing_yet() -> None:
    soon = "A forecast comes with two weeks of entries on at least two days."
    assert (way(0, 5, today=12).expected, own_pace(HOURS, way(0, 5, today=12))) == (None, soon)
    assert way(0, 5, today=13).expected is not None
    assert (way(0, today=50).expected, way().expected) == (None, None)


def test_once_all_is_there_it_says_since_when() -> None:
    found = way(*range(13))
    assert found.reached == BEGAN + timedelta(days=11)
    assert own_pace(HOURS, found) == "All 12 were there on 12 January 2026."
    assert (plan_today(HOURS, found), found.expected) == ("", None)


def test_the_two_drawings_are_drawn_apart() -> None:
    found = way(0, 10, 20, today=29)
    wide, phone = drawn(found, WIDE), drawn(found, PHONE)
    assert (len(wide.days), len(phone.days)) == (6, 4)
    assert [mark.words for mark in phone.days] == ["Jan 2026", "Apr 2026", "Jul 2026", "Oct 2026"]
    assert wide.wanted is not None
    assert wide.wanted.words == "12"
    assert wide.done.startswith(f"M{WIDE.left} {WIDE.foot} H{float(WIDE.left)} V")
    assert wide.outline.endswith(f"H{wide.today}")
    assert wide.plan is not None
    assert (wide.plan.x1, wide.plan.y1) == (WIDE.left, WIDE.foot)
    assert (wide.plan.x2, wide.plan.y2) == (WIDE.edge, wide.wanted.at)
    assert wide.projection is not None
    assert wide.projection.y2 == wide.wanted.at


def test_everything_lies_on_the_drawing() -> None:
    for days in ((), (0,), (0, 1), (0, 30, 60), tuple(range(14))):
        for today in (0, 1, 99, 400, 3000):
            for size in (WIDE, PHONE):
                chart = drawn(way(*days, today=max(today, *days, 0)), size)
                marks = [mark.at for mark in chart.days]
                assert all(size.left <= at <= size.edge for at in [*marks, chart.today])
                assert all(size.top <= mark.at <= size.foot for mark in chart.amounts)
                assert len(chart.days) <= size.across
                lines = [line for line in (chart.plan, chart.projection) if line]
                assert all(size.left <= x <= size.edge for line in lines for x in (line.x1, line.x2))
                assert all(size.top <= y <= size.foot for line in lines for y in (line.y1, line.y2))
