"""Sentences about a course: where the plan has it today, and when it is there at the learner's own pace."""

from __future__ import annotations

from datetime import date

from assessments.requirements.pace import Course
from qualifications.outcome.words import number
from qualifications.specfile import Quantity


def plan_today(quantity: Quantity, way: Course) -> str:
    """ "By an even plan 5.2 would be done today." Empty without a minimum, and once all is done."""
    if way.planned is None or way.reached:
        return ""
    has = f"An even plan to {_day(way.ends)} has {number(way.planned)} {quantity.measure} today"
    return f"{has}; you have {number(way.done)}."


def own_pace(quantity: Quantity, way: Course) -> str:
    """When it is there at the learner's own pace, and whether that is in time; when it was, once it is."""
    if way.wanted is None:
        return ""
    if way.reached:
        return f"All {number(way.wanted)} were there on {_day(way.reached)}."
    if way.expected is None:
        return "A forecast comes with two weeks of entries on at least two days." if way.done < way.wanted else ""
    late = (way.expected - way.ends).days
    in_time = "in time" if late <= 0 else f"{late} {'day' if late == 1 else 'days'} too late"
    return f"At your own pace all {number(way.wanted)} are there on {_day(way.expected)}, {in_time}."


def _day(on: date) -> str:
    return f"{on.day} {on:%B %Y}"
