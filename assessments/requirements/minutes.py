"""Which minutes of a learner's life an entry fills, and who has taken them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from assessments.requirements.asked import Asked
from assessments.requirements.entries import Logged

DAY = 24 * 60


@dataclass(frozen=True)
class Span:
    """Minutes from `first` to before `end`, on the learner's one clock, or (`line`) on a line of an entry's own.

    An entry without a time of day lies on its own line: nobody can say that it overlaps another.
    """

    line: str
    first: int
    end: int

    @property
    def minutes(self) -> int:
        """How long it is."""
        return self.end - self.first


def span_of(entry: Logged) -> Span:
    """The minutes an entry fills; past midnight it goes on into the next day."""
    if entry.starts is None:
        return Span(entry.key, 0, max(entry.minutes, 0))
    first = entry.on.toordinal() * DAY + entry.starts.hour * 60 + entry.starts.minute
    return Span("", first, first + max(entry.minutes, 0))


@dataclass
class Taken:
    """The minutes that count already, and for what; looked up by day, since few entries lie on one."""

    by_day: dict[tuple[str, int], list[tuple[Span, Asked]]] = field(default_factory=lambda: defaultdict(list))

    def take(self, span: Span, asked: Asked) -> None:
        """These minutes count for that."""
        for day in _days(span):
            self.by_day[day].append((span, asked))

    def free(self, span: Span, refuses: Callable[[Asked], bool]) -> tuple[Span, ...]:
        """What is left of a span when everything is taken out that counts for something that `refuses` to share."""
        rows = [row for day in _days(span) for row in self.by_day.get(day, ())]
        return left(span, (taken for taken, asked in rows if refuses(asked)))


def left(span: Span, taken: Iterable[Span]) -> tuple[Span, ...]:
    """A span without the others on its line, in order."""
    free, at = [], span.first
    for other in sorted(taken, key=lambda one: one.first):
        if other.first > at:
            free.append(Span(span.line, at, min(other.first, span.end)))
        at = max(at, other.end)
        if at >= span.end:
            break
    if at < span.end:
        free.append(Span(span.line, at, span.end))
    return tuple(free)


def first_of(spans: Iterable[Span], minutes: int) -> tuple[Span, ...]:
    """The first so many minutes of some spans, or all there are."""
    found = []
    for span in spans:
        if minutes <= 0:
            break
        found.append(Span(span.line, span.first, min(span.end, span.first + minutes)))
        minutes -= span.minutes
    return tuple(found)


def _days(span: Span) -> Iterator[tuple[str, int]]:
    return ((span.line, day) for day in range(span.first // DAY, (span.end - 1) // DAY + 1))
