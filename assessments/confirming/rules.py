"""Who may confirm what, what an answer is worth, and when it no longer holds: values alone, no rows, no framework.

Seed 004 lets a supervisor, a coachee, a coach and the trainer confirm; each may be a fellow participant (RULINGS 35).
Decision 0018 says why an answer is tied to the facts and not to the text.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

HANDS = {
    "supervisor": "Supervisor",
    "coachee": "Client, coachee or mentee",
    "coach": "Coach or mentor",
    "trainer": "Trainer",
    "observer": "Observer",
}
ASKED_FOR_QUALIFICATION = frozenset({"supervisor"})  # seed 004, L5 Diploma c: "details of their coaching qualification"
Answer = Literal["", "confirmed", "corrected", "not_seen"]
ANSWERS: tuple[Answer, ...] = ("confirmed", "corrected", "not_seen")
_BESIDE = ("trainer", "observer")  # whoever watched may say so, whatever it was


@dataclass(frozen=True)
class Facts:
    """What is confirmed of an entry: when, how long, in which role, what kind, with whom; never its text."""

    kind: str
    on: date
    starts: str  # "10:00", "" while not noted
    minutes: int
    role: str
    who: str

    def document(self) -> dict[str, str | int]:
        """As it is kept with a question, so that what was asked can be read for ever."""
        return {
            "kind": self.kind,
            "on": self.on.isoformat(),
            "starts": self.starts,
            "minutes": self.minutes,
            "role": self.role,
            "who": self.who,
        }


@dataclass(frozen=True)
class Given:
    """One answer about an entry: by whom (an address or a user, whatever tells people apart), as what, and when.

    `facts` are those it speaks of: of a correction, those that its giver put in place of what was asked.
    """

    person: str
    hand: str
    answer: Answer
    at: datetime
    facts: Mapping[str, str | int]


@dataclass(frozen=True)
class Word:
    """What the answers about an entry come to: True, False for "not seen", None; and as what it was confirmed."""

    confirmed: bool | None = None
    by: frozenset[str] = frozenset()
    is_doubted: bool = False  # somebody has not seen it, whoever else confirmed it


def hands_for(kind: str, role: str) -> tuple[str, ...]:
    """As what somebody may confirm an entry: the other side of what the learner was."""
    if kind == "supervision" or role == "supervisee":
        return ("supervisor", "trainer")
    if role in {"coachee", "mentee"}:
        return ("coach", *_BESIDE)
    if role in {"coach", "mentor"}:
        return ("coachee", "supervisor", *_BESIDE)
    return ("supervisor", *_BESIDE)


def word(answers: Iterable[Given], facts: Facts) -> Word:
    """What was said of an entry as it stands now. Each person's last word counts; words about other facts do not."""
    last: dict[tuple[str, str], Given] = {}
    for one in sorted(answers, key=lambda given: given.at):
        if one.answer:
            last[one.person, one.hand] = one
    now = facts.document()
    standing = [one for one in last.values() if dict(one.facts) == now]
    by = frozenset(one.hand for one in standing if one.answer in {"confirmed", "corrected"})
    unseen = any(one.answer == "not_seen" for one in standing)
    return Word(True if by else False if unseen else None, by, unseen)


def same_person(one: str, other: str) -> bool:
    """Whether two addresses are one person's, as far as an address can tell."""
    return bool(one.strip()) and one.strip().casefold() == other.strip().casefold()


def reciprocal(confirmed: Iterable[tuple[str, str]]) -> frozenset[frozenset[str]]:
    """The pairs who confirm each other, of (who confirmed, for whom). Allowed, and shown to the IQA."""
    given = {(one, other) for one, other in confirmed if one != other}
    return frozenset(frozenset(pair) for pair in given if pair[::-1] in given)
