"""Where one requirement stands: what is done, what was confirmed, what waits, and what is missing in one sentence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_DOWN, Decimal

from assessments.requirements.asked import Asked
from assessments.requirements.counting import Counted, Tally, count
from assessments.requirements.entries import Logged
from assessments.requirements.words import missing
from qualifications.specfile import Quantity

CENT = Decimal("0.01")


@dataclass(frozen=True)
class Progress:
    """Amounts are in the quantity's own measure; hours to the hundredth, rounded down, so that short stays short.

    `counts` is what the sheet is told: all that is done, or what was confirmed where somebody must confirm it.
    """

    asked: Asked
    done: Decimal
    confirmed: Decimal
    waiting: Decimal
    counts: Decimal
    wanted: Decimal | None
    most: Decimal | None
    is_recorded: bool
    missing: str

    @property
    def is_enough(self) -> bool:
        """Inclusive at both ends."""
        above = self.wanted is None or self.counts >= self.wanted
        return above and (self.most is None or self.counts <= self.most)


def progress(asked: Asked, tally: Tally) -> Progress:
    """Where one requirement stands by what counts for it."""
    quantity = asked.quantity
    done = amount(quantity, tally.counted, tally.base)
    confirmed = amount(quantity, [row for row in tally.counted if row.confirmed], tally.base)
    counts = confirmed if quantity.confirmed_by else done
    return Progress(
        asked=asked,
        done=done,
        confirmed=confirmed,
        waiting=done - confirmed,
        counts=counts,
        wanted=quantity.minimum,
        most=quantity.maximum,
        is_recorded=tally.is_recorded,
        missing=missing(quantity, done, confirmed, counts),
    )


def recorded(
    entries: Iterable[Logged], asked: Sequence[Asked], today: date, *, registration: str, assessment: str
) -> Mapping[str, Decimal]:
    """What the mark sheet of one assessment is told, by quantity code; what nobody recorded is not there."""
    tallies = count(entries, asked, today)
    here = [one for one in asked if (one.registration, one.assessment) == (registration, assessment)]
    return {one.quantity.code: progress(one, t).counts for one in here if (t := tallies[one.key]).is_recorded}


def amount(quantity: Quantity, rows: Iterable[Counted], base: int = 0) -> Decimal:
    """What these come to in the quantity's measure: hours, sessions, clients, or a share in percent of `base`."""
    rows = tuple(rows)
    match quantity.measure:
        case "sessions":
            return Decimal(len({row.key for row in rows}))
        case "clients":
            return Decimal(len({_same(row.client) for row in rows if row.client.strip()}))
        case "percent":
            return _cut(Decimal(100 * _minutes(rows)) / base) if base else Decimal(0)
        case _:
            return _cut(Decimal(_minutes(rows)) / 60)


def _minutes(rows: Iterable[Counted]) -> int:
    return sum(row.minutes for row in rows)


def _same(client: str) -> str:
    """ "Client B" and "client  b" are one person."""
    return " ".join(client.casefold().split())


def _cut(value: Decimal) -> Decimal:
    return value.quantize(CENT, ROUND_DOWN).normalize() + 0
