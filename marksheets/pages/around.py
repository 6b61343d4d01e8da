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
