"""What may be wrong with an entry, each in a sentence. Nothing here stops anybody: the learner reads it and decides.

Pure: the entry, the learner's other entries, their registrations and today come in; cautions go out, in this order.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise

from assessments.diary.lengths import in_words

MOST_OVERLAPS = 3
TITLES = frozenset({"mr", "mrs", "ms", "miss", "mx", "dr", "prof", "professor", "sir"})
PARTICLES = frozenset({"van", "von", "der", "den", "de", "di", "da", "dos", "du", "la", "le", "al", "el", "bin", "ibn"})
# Words that make a label and are no part of a name: "Client B", "New Manager", "Team Leader North".
LABELS = frozenset(
    {
        "client",
        "clients",
        "coach",
        "coachee",
        "mentor",
        "mentee",
        "colleague",
        "manager",
        "leader",
        "learner",
        "participant",
        "person",
        "peer",
        "member",
        "team",
        "director",
        "supervisor",
        "group",
        "senior",
        "junior",
        "head",
        "chief",
        "officer",
        "executive",
        "department",
        "north",
        "south",
        "east",
        "west",
        "new",
        "observer",
        "assistant",
        "deputy",
    }
)


@dataclass(frozen=True)
class Noted:
    """One entry as the cautions read it. `given` is the sum of the minutes it gives to requirements."""

    key: str
    kind: str
    on: date
    starts: time | None
    minutes: int
    label: str = ""
    has_feedback: bool = True
    has_reflection: bool = True
    given: int = 0

    @property
    def span(self) -> tuple[datetime, datetime] | None:
        """From when until when, in local time; None while the start is not noted."""
        if self.starts is None:
            return None
        begins = datetime.combine(self.on, self.starts)
        try:
            return begins, begins + timedelta(minutes=self.minutes)
        except OverflowError:
            return None


@dataclass(frozen=True)
class Window:
    """One registration: from its day to its completion date, both included."""

    title: str
    starts: date
    ends: date


@dataclass(frozen=True)
class Caution:
    """One caution: a word for programs and a sentence for people."""

    code: str
    sentence: str


def cautions(entry: Noted, others: Iterable[Noted], windows: Iterable[Window], today: date) -> tuple[Caution, ...]:
    """Everything the learner should look at; () when nothing is."""
    return (
        *overlaps(entry, others),
        *_day(entry, tuple(windows), today),
        *_name(entry),
        *_missing(entry),
        *_given(entry),
    )


def overlaps(entry: Noted, others: Iterable[Noted]) -> Iterator[Caution]:
    """At most three of the entries whose time this one shares; those that touch share none."""
    mine, told = entry.span, 0
    for other in sorted(others, key=lambda one: (one.on, one.starts or time.min, one.key)):
        theirs = other.span
        if mine is None or theirs is None or other.key == entry.key or told == MOST_OVERLAPS:
            continue
        shared = min(mine[1], theirs[1]) - max(mine[0], theirs[0])
        if shared > timedelta(0):
            told += 1
            yield Caution("overlap", _shared(other, theirs, shared))


def _shared(other: Noted, span: tuple[datetime, datetime], shared: timedelta) -> str:
    named = f"“{other.label}”" if other.label else "another entry"
    when = f"{written(other.on)}, {span[0]:%H:%M} to {span[1]:%H:%M}"
    return (
        f"It shares {in_words(int(shared.total_seconds() // 60))} with {named} ({when}); the same minutes count once."
    )


def _day(entry: Noted, windows: tuple[Window, ...], today: date) -> Iterator[Caution]:
    if entry.on > today:
        yield Caution("future", f"{written(entry.on)} has not come yet; an entry says what has taken place.")
    if windows and not any(window.starts <= entry.on <= window.ends for window in windows):
        said = " or ".join(f"{w.title} ({written(w.starts)} to {written(w.ends)})" for w in windows)
        yield Caution("outside", f"{written(entry.on)} is outside your registration for {said}; it may not count.")


def _name(entry: Noted) -> Iterator[Caution]:
    if entry.kind in {"session", "peer"} and looks_like_a_full_name(entry.label):
        yield Caution("name", f"“{entry.label}” looks like a full name; use a label such as “Client B”.")


def _missing(entry: Noted) -> Iterator[Caution]:
    if entry.kind != "session":
        return
    if entry.starts is None:
        yield Caution("start", "Its start is missing; without it nobody can see whether it overlaps another entry.")
    if not entry.has_feedback:
        yield Caution("feedback", "Feedback is missing: from the client or an observer, here or in your register.")
    if not entry.has_reflection:
        yield Caution("reflection", "Your reflection is missing.")


def _given(entry: Noted) -> Iterator[Caution]:
    if entry.given > entry.minutes:
        yield Caution(
            "given",
            f"It lasted {in_words(entry.minutes)} and gives {in_words(entry.given)} to your requirements; "
            "minutes count twice only where the award says so.",
        )


def looks_like_a_full_name(label: str) -> bool:
    """Whether a label reads as a person's first and last name: "Anna Berg", "J. Smith", "Dr Novak".

    It guesses from capitals, so it is a caution and no more; "Client B" and "Anna B." are labels.
    """
    words = [word.strip(".,;:()“”\"'’") for word in label.split()]
    words = [word for word in words if word and word.lower() not in PARTICLES | LABELS]
    return any(_are_a_name(first, second) for first, second in pairwise(words))


def _are_a_name(first: str, second: str) -> bool:
    if not _is_a_name_word(second):
        return False
    return first.lower() in TITLES or _is_a_name_word(first) or bool(re.fullmatch(r"[^\W\d_]", first))


def _is_a_name_word(word: str) -> bool:
    letters = re.sub(r"[-'’]", "", word)
    return len(letters) >= 2 and letters.isalpha() and word[0].isupper() and (len(letters) > 3 or not word.isupper())


def written(on: date) -> str:
    """ "4 March 2026", in English whatever the computer's own language is."""
    return f"{on.day} {MONTHS[on.month - 1]} {on.year}"


MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
