"""Every minute counts once: which entries count for what, for how long, and why others do not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Literal

from assessments.requirements.asked import Asked, Key, shares
from assessments.requirements.entries import Allocated, Logged
from assessments.requirements.minutes import Taken, first_of, span_of

Why = Literal["draft", "future", "refused", "window", "role", "length", "kind", "taken"]


@dataclass(frozen=True)
class Counted:
    """So many minutes of one entry count."""

    key: str
    on: date
    minutes: int
    client: str
    confirmed: bool


@dataclass(frozen=True)
class LeftOut:
    """So many minutes of one entry were given to this and do not count, and why."""

    key: str
    on: date
    minutes: int
    why: Why


@dataclass(frozen=True)
class Tally:
    """What counts for one requirement, oldest first. `base` is, for a share, the minutes it is a share of.

    `is_recorded` tells whether the learner's record speaks of it at all: a final entry of the past is given to it.
    """

    counted: tuple[Counted, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    is_recorded: bool = False
    base: int = 0


def count(entries: Iterable[Logged], asked: Sequence[Asked], today: date) -> Mapping[Key, Tally]:
    """What counts for each thing asked, over all registrations of one learner.

    Entries that somebody confirmed go first, then the older ones, and within one entry its allocations as they
    stand: where two want the same minute, the first has it. Drafts, days to come and entries that somebody refused
    count nowhere and take nothing.
    """
    by_key = {one.key: one for one in asked}
    found: dict[Key, tuple[list[Counted], list[LeftOut]]] = {key: ([], []) for key in by_key}
    taken = Taken()
    ordered = sorted(entries, key=_order)
    for entry in ordered:
        for given in (*entry.counts_for, *_taken_over(entry, asked)):
            one = by_key.get(Key(given.registration, given.assessment, given.quantity))
            if one is not None and min(given.minutes, entry.minutes) > 0:
                counted, left_out = found[one.key]
                _count(entry, given, one, today, taken, counted, left_out)
    return {key: _tally(by_key[key], *rows, ordered, today) for key, rows in found.items()}


def _taken_over(entry: Logged, asked: Iterable[Asked]) -> Iterator[Allocated]:
    """What counts for something by itself, since the entry is given to what that speaks of."""
    for one in asked:
        minutes = sum(
            given.minutes
            for given in entry.counts_for
            if Key(given.registration, given.assessment, given.quantity) in one.takes_over
        )
        if minutes:
            yield Allocated(*one.key, minutes=minutes)


def why_not(entry: Logged, one: Asked, today: date) -> Why | None:
    """Why an entry cannot count for that, whatever its minutes; None when it can."""
    quantity = one.quantity
    reasons: tuple[tuple[Why, bool], ...] = (
        ("draft", not entry.is_final),
        ("future", entry.on > today),
        ("refused", entry.confirmed is False),
        ("window", not one.window.holds(entry.on)),
        ("role", bool(quantity.roles) and entry.role not in quantity.roles),
        ("length", entry.minutes < (quantity.session_minutes or 0)),
        ("kind", quantity.measure == "percent" and entry.kind != "cpd"),
    )
    return next((why for why, holds in reasons if holds), None)


def _order(entry: Logged) -> tuple[bool, date, time, str]:
    return (entry.confirmed is not True, entry.on, entry.starts or time.max, entry.key)


def _count(
    entry: Logged,
    given: Allocated,
    one: Asked,
    today: date,
    taken: Taken,
    counted: list[Counted],
    left_out: list[LeftOut],
) -> None:
    """One allocation: its minutes that are still free count, the others are left out and say why."""
    wanted = min(given.minutes, entry.minutes)
    if why := why_not(entry, one, today):
        left_out.append(LeftOut(entry.key, entry.on, wanted, why))
        return
    spans = first_of(taken.free(span_of(entry), lambda other: not shares(one, other)), wanted)
    minutes = sum(span.minutes for span in spans)
    if minutes < _least(one):
        minutes, spans = 0, ()
    for span in spans:
        taken.take(span, one)
    if minutes:
        confirmed = entry.confirmed_for(one.quantity.confirmed_by)
        counted.append(Counted(entry.key, entry.on, minutes, entry.client, confirmed))
    if minutes < wanted:
        left_out.append(LeftOut(entry.key, entry.on, wanted - minutes, "taken"))


def _least(one: Asked) -> int:
    """What is left of a session must still be one."""
    return (one.quantity.session_minutes or 1) if one.quantity.measure == "sessions" else 1


def _tally(
    one: Asked, counted: list[Counted], left_out: list[LeftOut], entries: Iterable[Logged], today: date
) -> Tally:
    by_day = sorted(counted, key=lambda row: (row.on, row.key))
    spoken = bool(counted) or any(row.why not in {"draft", "future"} for row in left_out)
    base = _base(one, entries, today) if one.quantity.measure == "percent" else 0
    return Tally(tuple(by_day), tuple(sorted(left_out, key=lambda row: (row.on, row.key))), spoken, base)


def _base(one: Asked, entries: Iterable[Logged], today: date) -> int:
    """The minutes of all development that is given to this sheet: what a share of it is a share of."""
    taken, minutes = Taken(), 0
    for entry in entries:
        here = any((g.registration, g.assessment) == (one.registration, one.assessment) for g in entry.counts_for)
        if here and why_not(entry, one, today) is None:
            free = taken.free(span_of(entry), lambda other: True)
            minutes += sum(span.minutes for span in free)
            for span in free:
                taken.take(span, one)
    return minutes
