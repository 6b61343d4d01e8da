"""Random diaries of one learner on two registrations, and what they come to by a plain re-computation.

The re-computation knows single minutes and nothing of the engine: a dictionary of who has which minute, filled entry
by entry, and sums of it. It is slow and short on purpose.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction
from random import Random

from assessments.requirements import Allocated, Asked, Key, Logged, Window
from qualifications.specfile import Quantity

TODAY = date(2026, 6, 15)
ROLES = ("coach", "mentor", "supervisee")
SHEETS = ("D7.02-D7.03", "D7.04", "302")
Totals = tuple[Decimal, Decimal, bool]  # done, confirmed, whether anything is recorded


def asked(random: Random) -> list[Asked]:
    """What two registrations ask: some sheets with one to three quantities each, some of which reuse others."""
    found = []
    for registration in ("certificate", "diploma"):
        window = Window(random.choice([None, date(2026, 6, 3)]), random.choice([None, None, date(2026, 6, 12)]))
        for sheet in SHEETS:
            for number in range(random.randint(0, 3)):
                measure = random.choice(["hours", "hours", "sessions", "clients", "percent"])
                quantity = Quantity(
                    code=f"q{number}",
                    measure=measure,
                    minimum=Decimal(random.choice([1, 6, 12])),
                    maximum=random.choice([None, None, Decimal(13)]),
                    roles=random.choice([(), ("coach",), ("coach", "mentor")]),
                    session_minutes=random.choice([None, None, 20, 45]),
                    confirmed_by=random.choice([(), ("supervisor",)]),
                    reuses=tuple(code for code in SHEETS if random.random() < 0.2),
                )
                found.append(Asked(registration, sheet, quantity, window, _spoken_of(random, registration, found)))
    return found


def _spoken_of(random: Random, registration: str, found: Sequence[Asked]) -> tuple[Key, ...]:
    """Now and then it is a centre's word on one or two that were asked before under the same registration."""
    before = [one.key for one in found if one.registration == registration]
    return (
        tuple(random.sample(before, random.randint(1, min(2, len(before))))) if before and random.random() < 0.2 else ()
    )


def diary(random: Random, things: Sequence[Asked]) -> list[Logged]:
    """Up to forty entries in a fortnight, so that many overlap; some past midnight, some without a time of day."""
    return [_entry(random, number, things) for number in range(random.randint(0, 40))]


def _entry(random: Random, number: int, things: Sequence[Asked]) -> Logged:
    minutes = random.choice([0, 10, 20, 30, 45, 60, 61, 90, 300])
    targets = [random.choice(things) for _ in range(random.randint(0, 3))] if things else []
    hour, minute = random.choice([8, 9, 10, 23]), random.choice([0, 10, 30, 59])
    return Logged(
        key=f"e{number:02}",
        kind=random.choice(["session", "session", "supervision", "cpd"]),
        on=TODAY + timedelta(days=random.randint(-13, 1)),
        starts=random.choice([None, time(hour, minute), time(hour, minute)]),
        minutes=minutes,
        role=random.choice(ROLES),
        client=random.choice(["", "Client A", "client  a", "Client B", " Client C"]),
        is_final=random.random() < 0.85,
        confirmed=random.choice([None, None, True, True, False]),
        counts_for=tuple(
            Allocated(*thing.key, minutes=random.choice([minutes, minutes, minutes // 2, 15, 0])) for thing in targets
        ),
        confirmed_by=frozenset(random.choice([(), ("supervisor",), ("coachee",), ("coachee", "supervisor")])),
    )


def plainly(entries: Iterable[Logged], things: Sequence[Asked], today: date = TODAY) -> dict[Key, Totals]:
    """What each requirement comes to, minute by minute."""
    who_has: dict[object, list[Asked]] = defaultdict(list)
    got: dict[Key, dict[str, int]] = {thing.key: defaultdict(int) for thing in things}
    spoken: set[Key] = set()
    in_order = sorted(
        entries, key=lambda e: (0 if e.confirmed is True else 1, e.on, e.starts or time(23, 59, 59, 999999), e.key)
    )
    for entry in in_order:
        by_itself = [
            Allocated(*thing.key, minutes=total)
            for thing in things
            if (total := sum(one.minutes for one in entry.counts_for if _names(one) in map(tuple, thing.takes_over)))
        ]
        for given in (*entry.counts_for, *by_itself):
            for thing in things:
                if tuple(thing.key) != _names(given):
                    continue
                if entry.is_final and entry.on <= today and min(given.minutes, entry.minutes) > 0:
                    spoken.add(thing.key)
                if given.minutes <= 0 or not _fits(entry, thing, today):
                    continue
                mine = [minute for minute in _minutes(entry) if all(_both(thing, other) for other in who_has[minute])][
                    : given.minutes
                ]
                if thing.quantity.measure == "sessions" and len(mine) < (thing.quantity.session_minutes or 1):
                    continue
                for minute in mine:
                    who_has[minute].append(thing)
                got[thing.key][entry.key] += len(mine)
    by_name = {entry.key: entry for entry in in_order}
    return {
        thing.key: (
            _amount(thing, got[thing.key], by_name, in_order, today, confirmed_only=False),
            _amount(thing, got[thing.key], by_name, in_order, today, confirmed_only=True),
            thing.key in spoken,
        )
        for thing in things
    }


def _names(given: Allocated) -> tuple[str, str, str]:
    return given.registration, given.assessment, given.quantity


def _minutes(entry: Logged) -> list[object]:
    if entry.starts is None:
        return [(entry.key, number) for number in range(entry.minutes)]
    begins = datetime.combine(entry.on, entry.starts)
    return [begins + timedelta(minutes=number) for number in range(entry.minutes)]


def _fits(entry: Logged, thing: Asked, today: date) -> bool:
    if not entry.is_final or entry.confirmed is False or entry.on > today:
        return False
    if thing.window.starts and entry.on < thing.window.starts:
        return False
    if thing.window.ends and entry.on > thing.window.ends:
        return False
    if thing.quantity.roles and entry.role not in thing.quantity.roles:
        return False
    if thing.quantity.measure == "percent" and entry.kind != "cpd":
        return False
    return not (thing.quantity.session_minutes and entry.minutes < thing.quantity.session_minutes)


def _both(one: Asked, other: Asked) -> bool:
    if one is other:
        return False
    if one.quantity.measure == "percent" or other.quantity.measure == "percent":
        return True
    if other.key in one.takes_over or one.key in other.takes_over:
        return True
    here = one.registration == other.registration and one.assessment == other.assessment
    if here and one.quantity.measure != other.quantity.measure:
        return True
    return other.assessment in one.quantity.reuses or one.assessment in other.quantity.reuses


def _amount(
    thing: Asked,
    got: dict[str, int],
    by_name: dict[str, Logged],
    in_order: list[Logged],
    today: date,
    *,
    confirmed_only: bool,
) -> Decimal:
    names = [name for name, minutes in got.items() if minutes]
    if confirmed_only:
        names = [name for name in names if by_name[name].confirmed is True and _by_the_right_one(by_name[name], thing)]
    total = sum(got[name] for name in names)
    if thing.quantity.measure == "sessions":
        return Decimal(len(names))
    if thing.quantity.measure == "clients":
        return Decimal(len({"".join(by_name[n].client.lower().split()) for n in names if by_name[n].client.strip()}))
    if thing.quantity.measure == "hours":
        return _two_places(Fraction(total, 60))
    everything: set[object] = set()
    for entry in in_order:
        if _fits(entry, thing, today) and any(
            (g.registration, g.assessment) == (thing.registration, thing.assessment) for g in entry.counts_for
        ):
            everything.update(_minutes(entry))
    return _two_places(Fraction(100 * total, len(everything))) if everything else Decimal(0)


def _by_the_right_one(entry: Logged, thing: Asked) -> bool:
    if thing.quantity.confirmed_by == ():
        return True
    return any(hand in thing.quantity.confirmed_by for hand in entry.confirmed_by)


def _two_places(value: Fraction) -> Decimal:
    """Rounded down to the hundredth."""
    return Decimal(value.numerator * 100 // value.denominator) / 100
