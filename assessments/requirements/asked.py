"""One thing that is asked of a learner: a quantity of one sheet, under one registration, within a window of days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from qualifications.specfile import Quantity


class Key(NamedTuple):
    """What an allocation names: registration, assessment ("" where the award itself asks) and quantity."""

    registration: str
    assessment: str
    quantity: str


@dataclass(frozen=True)
class Window:
    """The days on which an entry counts, both included; None leaves that side open."""

    starts: date | None = None
    ends: date | None = None

    def holds(self, on: date) -> bool:
        """Whether a day lies inside."""
        return (self.starts is None or on >= self.starts) and (self.ends is None or on <= self.ends)


@dataclass(frozen=True)
class Asked:
    """A quantity as one registration asks for it.

    `takes_over` names what else counts here by itself: a centre that asks for 20 hours where the award asks for 12
    speaks of the same hours, and nobody notes them twice.
    """

    registration: str
    assessment: str
    quantity: Quantity
    window: Window = Window()
    takes_over: tuple[Key, ...] = ()

    @property
    def key(self) -> Key:
        """What an allocation to it names."""
        return Key(self.registration, self.assessment, self.quantity.code)


def shares(one: Asked, other: Asked) -> bool:
    """Whether the same minute may count for both.

    A minute counts once in all registrations, unless the data of one of them says that it takes what counts for
    the other's assessment as well (`reuses`), or the one is a centre's word on the other (`takes_over`). Looking at
    the same minutes in another measure uses nothing up: the client of an hour, and the share of hours that were
    inputs.
    """
    if one.key == other.key:
        return False
    measures = {one.quantity.measure, other.quantity.measure}
    same_sheet = (one.registration, one.assessment) == (other.registration, other.assessment)
    if "percent" in measures or (same_sheet and len(measures) > 1):
        return True
    if one.key in other.takes_over or other.key in one.takes_over:
        return True
    return other.assessment in one.quantity.reuses or one.assessment in other.quantity.reuses
