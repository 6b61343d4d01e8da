"""What a plan comes to: hours ahead, live or of reading, writing and other research, and the share of inputs. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_DOWN, Decimal

from centres.clocks import add_years
from qualifications.specfile import Quantity

CENT = Decimal("0.01")


@dataclass(frozen=True)
class Planned:
    """One activity: when, how long in whole minutes, "live" or "reading", "input" or "output"."""

    key: str
    on: date
    minutes: int
    title: str
    form: str
    flow: str


@dataclass(frozen=True)
class Plan:
    """A plan for twelve months from the day it starts; activities outside them count for nothing."""

    starts: date
    activities: tuple[Planned, ...] = ()

    @property
    def ends(self) -> date:
        """The last of its days: 1 March 2026 to 28 February 2027."""
        return add_years(self.starts, 1) - timedelta(days=1)

    @property
    def inside(self) -> tuple[Planned, ...]:
        """What lies within the twelve months, both ends included."""
        return tuple(one for one in self.activities if self.starts <= one.on <= self.ends)


def planned(quantity: Quantity, plan: Plan) -> Decimal:
    """What the plan comes to in the quantity's measure: hours, or a share in percent of all planned minutes.

    Rounded down to the hundredth, so that short stays short.
    """
    here = plan.inside
    mine = _minutes(one for one in here if speaks_of(quantity, one.form, one.flow))
    if quantity.measure != "percent":
        return _cut(Decimal(mine) / 60)
    everything = _minutes(here)
    return _cut(Decimal(100 * mine) / everything) if everything else Decimal(0)


def speaks_of(quantity: Quantity, form: str, flow: str) -> bool:
    """Whether an activity of this form and flow counts for the quantity; "research" is all that is no live hour."""
    return {"live": form == "live", "research": form == "reading", "input": flow == "input"}[quantity.planned]


def _minutes(activities: Iterable[Planned]) -> int:
    return sum(one.minutes for one in activities)


def _cut(value: Decimal) -> Decimal:
    return value.quantize(CENT, ROUND_DOWN).normalize() + 0
