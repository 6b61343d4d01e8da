"""An entry of a learner's record as the rules read it: values alone, no rows, no framework.

`assessments.diary.reading` makes them of the centre's rows; the tests make them up.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, time
from typing import Literal

EntryKind = Literal["session", "supervision", "cpd", "peer", "network"]


@dataclass(frozen=True)
class Allocated:
    """Minutes of one entry that the learner gives to one requirement of one registration (RULINGS 29).

    `registration` names the registration (its key as text), `assessment` and `quantity` are codes of the award's
    version, as `Quantity.code`. Minutes are whole.
    """

    registration: str
    assessment: str
    quantity: str
    minutes: int


@dataclass(frozen=True)
class Logged:
    """One entry: when it was, for how long, in which role, with whom, and what it counts for.

    `key` names the entry for ever; the submission freezes it. `starts` is local time of `on`, None when not noted.
    `client` is a pseudonym, "" for none. `confirmed` is None while nobody was asked or answered; `confirmed_by` says as
    what: "supervisor", "coachee", as a quantity names its confirmers.
    """

    key: str
    kind: EntryKind
    on: date
    starts: time | None
    minutes: int
    role: str
    client: str
    is_final: bool
    confirmed: bool | None
    counts_for: tuple[Allocated, ...] = ()
    confirmed_by: frozenset[str] = frozenset()

    def confirmed_for(self, confirmers: Collection[str]) -> bool:
        """Whether it is confirmed where these must confirm; by anybody where nobody is named."""
        return self.confirmed is True and (not confirmers or not self.confirmed_by.isdisjoint(confirmers))
