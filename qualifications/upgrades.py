"""What a learner keeps who goes on from one award to another, and what remains. Pure.

Nothing that was achieved is ever lost: a unit is kept, or it stays on the record beside the unit that replaces it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace

from qualifications.outcome.words import listed
from qualifications.specfile import Award, Upgrade

BEFORE = {
    "start": "{held} must be held before the learner starts on {wanted}.",
    "claim": "{held} must be held before {wanted} is claimed; the learner may start before.",
    "": "{held} need not be held first: anyone may join {wanted} directly.",
}


@dataclass(frozen=True, kw_only=True)
class Achieved:
    """What a learner has so far: unit codes, codes of passed assessments and of completed courses."""

    units: Collection[str] = ()
    assessments: Collection[str] = ()
    courses: Collection[str] = ()
    award_held: bool = True  # False while the first award is not yet claimed


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What one upgrade means for one learner. Unit and assessment codes in the order of the new award.

    `kept` count in the new award as they are; `beside` were achieved and stay on the record, but another unit
    replaces them, or the new award has no place for them; `remaining` are still to be achieved.
    """

    kept: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    remaining: tuple[str, ...] = ()
    assessments_kept: tuple[str, ...] = ()
    assessments_remaining: tuple[str, ...] = ()
    courses_remaining: tuple[str, ...] = ()  # any one of them will do
    hours_count: bool = False
    sentences: tuple[str, ...] = ()


def plan(upgrade: Upgrade, held: Award, wanted: Award, achieved: Achieved) -> Plan:
    """What of the achieved counts in the wanted award and what remains; ValueError for awards it does not join."""
    if (upgrade.from_, upgrade.to) != (held.code, wanted.code):
        raise ValueError(f"{upgrade.code} leads from {upgrade.from_} to {upgrade.to}.")
    units = [unit.code for unit in wanted.units]
    # Whatever the new award has a place for is kept, from whichever award: no unit is marked twice (RULINGS 29).
    kept = tuple(code for code in units if code in achieved.units)
    needed = [unit.code for unit in wanted.units if unit.mandatory and unit.code not in kept]
    sheets = [sheet.code for sheet in wanted.assessments]
    passed = [code for code in upgrade.keeps_assessments if code in achieved.assessments]
    made = Plan(
        kept=kept,
        beside=tuple(sorted(set(achieved.units) - set(kept))),
        remaining=tuple(needed),
        assessments_kept=tuple(code for code in sheets if code in passed),
        assessments_remaining=() if units else tuple(code for code in sheets if code not in passed),
        courses_remaining=_courses_remaining(wanted, achieved),
        hours_count=upgrade.hours_count,
    )
    return _told(made, upgrade, held, wanted, achieved)


def ladder(upgrades: Iterable[Upgrade], start: str, goal: str) -> tuple[Upgrade, ...]:
    """The fewest steps from one award to another; empty when there is no way, or none is needed."""
    steps = tuple(upgrades)
    ways: deque[tuple[Upgrade, ...]] = deque([()])
    seen = {start}
    while ways:
        way = ways.popleft()
        here = way[-1].to if way else start
        if here == goal:
            return way
        for step in steps:
            if step.from_ == here and step.to not in seen:
                seen.add(step.to)
                ways.append((*way, step))
    return ()


def _courses_remaining(wanted: Award, achieved: Achieved) -> tuple[str, ...]:
    """The courses of which one is still to be completed; none when one that admits is completed already."""
    admitting = wanted.courses_that_admit()
    done = any(course.code in achieved.courses for course in admitting)
    return () if done else tuple(course.code for course in admitting)


def _told(made: Plan, upgrade: Upgrade, held: Award, wanted: Award, achieved: Achieved) -> Plan:
    sentences = (
        *_what_is_kept(made, wanted),
        *_what_stays_beside(made, upgrade, achieved),
        *_what_of_hours(made, upgrade, held),
        *_what_remains(made, wanted),
        *_what_comes_before(upgrade, held, wanted, achieved),
    )
    return replace(made, sentences=sentences)


def _what_is_kept(made: Plan, wanted: Award) -> Iterator[str]:
    if made.kept:
        yield f"{_units(made.kept)} {_is(made.kept)} kept and {_counts(made.kept)} towards {wanted.title}."
    if made.assessments_kept:
        yield f"What was passed in {listed(made.assessments_kept)} is kept and is not assessed again."


def _what_stays_beside(made: Plan, upgrade: Upgrade, achieved: Achieved) -> Iterator[str]:
    replaced = {pair.old: pair.new for pair in upgrade.replaces}
    for code in made.beside:
        if code in replaced:
            yield f"Unit {code} stays achieved, but unit {replaced[code]} replaces it here."
    others = tuple(code for code in made.beside if code not in replaced)
    if others:
        yield f"{_units(others)} {_stays(others)} achieved and {_is(others)} not asked for here."


def _what_of_hours(made: Plan, upgrade: Upgrade, held: Award) -> Iterator[str]:
    count = "count" if upgrade.hours_count else "do not count"
    for pair in upgrade.replaces:
        if pair.old in made.beside:
            yield f"Hours recorded for unit {pair.old} {count} towards unit {pair.new}."
    if not upgrade.replaces:
        yield f"Hours and sessions recorded for {held.title} {count} here again."


def _what_remains(made: Plan, wanted: Award) -> Iterator[str]:
    if made.remaining:
        yield f"Still to achieve: {_units(made.remaining, small=True)}."
    elif made.kept:
        yield "No mandatory unit remains."
    if any(not unit.mandatory and unit.code not in made.kept for unit in wanted.units):
        yield "Further units are chosen by the award’s rule of combination."
    if made.assessments_remaining:
        yield f"Still to pass: {listed(made.assessments_remaining)}."
    if made.courses_remaining:
        titles = [course.title for course in wanted.courses if course.code in made.courses_remaining]
        yield f"Still to complete: {' or '.join(titles)}."


def _what_comes_before(upgrade: Upgrade, held: Award, wanted: Award, achieved: Achieved) -> Iterator[str]:
    if not achieved.award_held:
        yield BEFORE[upgrade.before].format(held=held.title, wanted=wanted.title)


def _units(codes: Collection[str], *, small: bool = False) -> str:
    word = "unit" if len(codes) == 1 else "units"
    return f"{word if small else word.capitalize()} {listed(tuple(codes))}"


def _is(codes: Collection[str]) -> str:
    return "is" if len(codes) == 1 else "are"


def _counts(codes: Collection[str]) -> str:
    return "counts" if len(codes) == 1 else "count"


def _stays(codes: Collection[str]) -> str:
    return "stays" if len(codes) == 1 else "stay"
