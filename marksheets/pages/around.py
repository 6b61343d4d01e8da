"""What stands around the rows of a mark sheet: other attempts, what the diary shows, what staff alone read."""

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


@dataclass(frozen=True, slots=True)
class SeenElsewhere:
    """What somebody saw evidenced outside the diary."""

    amount: str  # "3 hours as coach or mentor"
    by: str
    on: str  # "3 Dec 2026"
    because: str


@dataclass(frozen=True, slots=True)
class Recorded:
    """What the diary showed of one quantity when the work was handed in, and what is evidenced outside it."""

    quantity: str
    name: str  # "Hours as coach or mentor"
    sentence: str  # "Hours: 9 of 12, not enough", as it prints
    tone: str  # "ref" where it is short, "ok", or "none" where nothing is recorded
    detail: str  # "7 entries counted on 3 Dec 2026"; "" where nothing is recorded
    outside: tuple[SeenElsewhere, ...]
    can_override: bool  # this reader may record now what is evidenced outside the diary


@dataclass(frozen=True, slots=True)
class EditionMark:
    """What a printed edition says of itself, so that a stranger can check it."""

    number: int
    code: str  # "K7QD-2M4X-9PRT-VW3H"
    address: str  # where a phone checks it; the QR code holds the same
    ledger_seq: int  # the entry of the centre's ledger that holds the digest of this page
    ledger_digest: str
    sealed_by: str  # the name in the certificate; it says DEMO where the key is one
    key: str  # the first letters of the certificate's fingerprint
    demo: bool
