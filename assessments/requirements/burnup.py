"""The burn-up as geometry: where lines begin and end on a drawing of a given size. Drawn by a template, in SVG.

The wide drawing and the one for a phone are two drawings: fewer marks on the axes, and room for letters of one size.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import count as from_number

from assessments.requirements.pace import Course, Step
from qualifications.outcome.words import number

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
EVERY_MONTHS = (1, 2, 3, 4, 6, 12, 24, 48, 120)
HEADROOM = Decimal("1.06")  # so that the line of what is wanted does not lie on the edge
LETTERS = 14  # pixels between two marks that can still be read
BEYOND = Decimal("1.3")  # how far past the plan's end a projection may stretch the drawing


@dataclass(frozen=True)
class Size:
    """A drawing in pixels: its plot lies between the margins; at most so many marks stand on an axis."""

    width: int
    height: int
    left: int = 44
    right: int = 16
    top: int = 16
    bottom: int = 30
    across: int = 8
    up: int = 5

    @property
    def foot(self) -> int:
        """Where the plot ends below."""
        return self.height - self.bottom

    @property
    def edge(self) -> int:
        """Where it ends on the right."""
        return self.width - self.right


WIDE = Size(720, 280)
PHONE = Size(330, 240, left=34, right=10, across=4, up=4)


@dataclass(frozen=True)
class Mark:
    """A mark on an axis, with its words; `anchor` keeps the outermost words inside the drawing."""

    at: float
    words: str
    anchor: str = "middle"


@dataclass(frozen=True)
class Line:
    """A straight line."""

    x1: float
    y1: float
    x2: float
    y2: float


@dataclass(frozen=True)
class Chart:
    """Everything that is drawn. `done` and `confirmed` are paths of an area above the foot, "" while there is none."""

    size: Size
    days: tuple[Mark, ...]
    amounts: tuple[Mark, ...]
    done: str
    outline: str
    confirmed: str
    plan: Line | None
    projection: Line | None
    wanted: Mark | None  # the line of what is wanted, and its amount on the axis
    today: float


def drawn(course: Course, size: Size) -> Chart:
    """One course on one drawing."""
    plot = _Plot(course, size)
    wanted = None if course.wanted is None else Mark(plot.up(course.wanted), number(course.wanted))
    return Chart(
        size=size,
        days=tuple(plot.day_marks()),
        amounts=tuple(plot.amount_marks()),
        done=plot.area([(step.on, step.done) for step in course.steps]),
        outline=plot.outline([(step.on, step.done) for step in course.steps]),
        confirmed=plot.area([(step.on, step.confirmed) for step in course.steps]) if _confirmed(course.steps) else "",
        plan=None
        if course.wanted is None
        else Line(plot.across(course.starts), size.foot, plot.across(course.ends), plot.up(course.wanted)),
        projection=plot.projection(),
        wanted=wanted,
        today=plot.across(course.today),
    )


def _confirmed(steps: tuple[Step, ...]) -> bool:
    return bool(steps) and steps[-1].confirmed > 0


class _Plot:
    """Days across, amounts up."""

    def __init__(self, course: Course, size: Size) -> None:
        self.course, self.size = course, size
        planned = max((course.ends - course.starts).days, 1)
        seen = max(planned, (course.today - course.starts).days)
        ahead = (course.expected - course.starts).days if course.expected else 0
        self.days = max(seen, min(ahead, int(planned * BEYOND)))
        self.most = max(course.wanted or Decimal(0), course.done, Decimal(1)) * HEADROOM

    def across(self, on: date) -> float:
        """Where a day lies."""
        share = (on - self.course.starts).days / self.days
        return round(self.size.left + share * (self.size.edge - self.size.left), 1)

    def up(self, amount: Decimal) -> float:
        """Where an amount lies; y grows downwards."""
        return round(self.size.foot - float(amount / self.most) * (self.size.foot - self.size.top), 1)

    def outline(self, points: list[tuple[date, Decimal]]) -> str:
        """Steps up on each day, then flat until today."""
        if not points:
            return ""
        steps = " ".join(f"H{self.across(on)} V{self.up(amount)}" for on, amount in points)
        return f"M{self.size.left} {self.size.foot} {steps} H{self.across(self.course.today)}"

    def area(self, points: list[tuple[date, Decimal]]) -> str:
        """The same, closed along the foot."""
        outline = self.outline(points)
        return f"{outline} V{self.size.foot} Z" if outline else ""

    def projection(self) -> Line | None:
        """From what is done today to what is wanted; cut at the edge where it lies further off."""
        course = self.course
        if course.expected is None or course.wanted is None:
            return None
        whole, shown = (course.expected - course.today).days, self.days - (course.today - course.starts).days
        share = Decimal(min(whole, shown)) / max(whole, 1)
        end = course.done + (course.wanted - course.done) * share
        right = min(self.across(course.expected), float(self.size.edge))
        return Line(self.across(course.today), self.up(course.done), right, self.up(end))

    def day_marks(self) -> Iterator[Mark]:
        """The first of every so many months, as many as have room."""
        firsts = list(self._firsts())
        every = next(n for n in EVERY_MONTHS if -(-len(firsts) // n) <= self.size.across or n == EVERY_MONTHS[-1])
        for first in firsts[::every]:
            at = self.across(first)
            words = f"{MONTHS[first.month - 1]} {first:%Y}"
            near = 26
            anchor = "start" if at < self.size.left + near else "end" if at > self.size.edge - near else "middle"
            yield Mark(at, words, anchor)

    def _firsts(self) -> Iterator[date]:
        """The first days of the months inside; where there is none, the day it starts on."""
        starts, months = self.course.starts, 0
        for months in from_number(0 if starts.day == 1 else 1):
            ahead = starts.year * 12 + starts.month - 1 + months
            first = date(ahead // 12, ahead % 12 + 1, 1)
            if (first - starts).days > self.days:
                return
            yield first

    def amount_marks(self) -> Iterator[Mark]:
        """Round numbers from nothing up."""
        step = next(step for step in _round_steps() if self.most / step <= self.size.up)
        value = Decimal(0)
        while value <= self.most:
            if self._is_clear(value):
                yield Mark(self.up(value), number(value))
            value += step

    def _is_clear(self, value: Decimal) -> bool:
        """Whether a mark leaves room for the one of what is wanted, which goes first."""
        wanted = self.course.wanted
        return wanted is None or abs(self.up(value) - self.up(wanted)) > LETTERS


def _round_steps() -> Iterator[Decimal]:
    """1, 2, 5, 10, 20, 25, 50 ..."""
    for power in from_number(0):
        for step in (1, 2, 5) if power == 0 else (1, 2, Decimal("2.5"), 5):
            yield Decimal(step) * 10**power
