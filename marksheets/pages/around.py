"""The attempts around an assembled mark sheet: those before it, and what follows a referral."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Earlier:
    """An attempt before this one, as it stood when its result was released."""

    attempt: int
    word: str  # "REFERRAL"
    total: int | None
    available: int | None
    headline: str
    figures: tuple[tuple[str, str], ...]  # (short heading, "31/50" or "Met")
    assessor: str
    iqa: str  # "" where nobody countersigned it
    released: str  # "3 Dec 2026"
    url: str  # where this reader may read it, "" otherwise


@dataclass(frozen=True, slots=True)
class After:
    """What follows a referral, for whoever reads it."""

    sentence: str
    url: str
    label: str


@dataclass(frozen=True, slots=True)
class ForStaff:
    """Of the columns that one member of staff sees. A learner's page and a printed one have none of it."""

    note: str  # the writing hand's own
    notes: tuple[tuple[str, str], ...]  # (who, words) of the others
    time_spent: str  # "24 min at the sheet", by the assessor
    changed: tuple[tuple[str, str], ...]  # (hand, sentence) since the revision before, once the later one is signed
    apart: tuple[str, ...]  # where two hands lie further apart than is tolerated
