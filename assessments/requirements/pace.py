"""How a requirement came to where it stands, where the plan has it, and when it is there at the learner's own pace."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from assessments.requirements.asked import Asked
from assessments.requirements.counting import Tally
from assessments.requirements.progress import amount

LEAST_DAYS = 14  # of a learner's own pace: a shorter stretch says nothing yet
LEAST_DAYS_WITH_ENTRIES = 2
FURTHEST = timedelta(days=3650)  # nobody is told a date that lies beyond


@dataclass(frozen=True)
class Step:
    """What was done, and of it confirmed, at the end of a day on which something was."""

    on: date
    done: Decimal
    confirmed: Decimal


@dataclass(frozen=True)
class Course:
    """The way of one requirement, in the quantity's own measure.

    The plan is a straight line from nothing on `starts` to all that is wanted on `ends`. `reached` is the day on which
    all of it was done; `expected` the day on which it will be at the pace of the days since the first entry, None
    where that cannot be told.
    """

    starts: date
    ends: date
    today: date
    wanted: Decimal | None
    steps: tuple[Step, ...]
    reached: date | None
    expected: date | None

    @property
    def done(self) -> Decimal:
        """All that is done by today."""
        return self.steps[-1].done if self.steps else Decimal(0)

    @property
    def planned(self) -> Decimal | None:
        """What the plan has done by today, to a tenth; None without a minimum."""
        return self.planned_on(self.today)

    def planned_on(self, on: date) -> Decimal | None:
        """What the plan has done by the end of a day, to a tenth."""
        if self.wanted is None:
            return None
        days = max((self.ends - self.starts).days, 1)
        passed = min(max((on - self.starts).days, 0), days)
        return (self.wanted * passed / days).quantize(Decimal("0.1")).normalize() + 0


def course(asked: Asked, tally: Tally, today: date, ends: date) -> Course:
    """The way of one requirement, up to today; `ends` is the last day of the plan."""
    steps = steps_of(asked, tally)
    wanted = asked.quantity.minimum
    firsts = [day for day in (asked.window.starts, steps[0].on if steps else None) if day]
    starts = min(firsts, default=today)
    reached = next((step.on for step in steps if wanted is not None and step.done >= wanted), None)
    expected = None if reached or wanted is None else _expected(steps, wanted, today)
    return Course(starts, max(ends, starts), today, wanted, steps, reached, expected)


def steps_of(asked: Asked, tally: Tally) -> tuple[Step, ...]:
    """The amounts so far at the end of each day with an entry."""
    days = sorted({row.on for row in tally.counted})
    return tuple(_step(asked, tally, day) for day in days)


def _step(asked: Asked, tally: Tally, day: date) -> Step:
    rows = [row for row in tally.counted if row.on <= day]
    done = amount(asked.quantity, rows, tally.base)
    return Step(day, done, amount(asked.quantity, [row for row in rows if row.confirmed], tally.base))


def _expected(steps: Sequence[Step], wanted: Decimal, today: date) -> date | None:
    """Today and as many days as the rest takes at what was done a day since the first entry, rounded up."""
    days = (today - steps[0].on).days + 1 if steps else 0
    if days < LEAST_DAYS or len(steps) < LEAST_DAYS_WITH_ENTRIES or not steps[-1].done:
        return None
    rest = (wanted - steps[-1].done) * days
    more = timedelta(days=int(-(-rest // steps[-1].done)))
    return today + more if more <= FURTHEST else None
