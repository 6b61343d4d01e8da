"""A question as its reader sees it: the person asked, the learner who asked, staff who read the diary."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils import timezone
from django.utils.formats import date_format

from assessments.confirming.access import asked_by
from assessments.confirming.models import Confirmation, ConfirmationItem, ConfirmationQuerySet
from assessments.confirming.reading import facts_of
from assessments.confirming.rules import ASKED_FOR_QUALIFICATION
from assessments.diary.kinds import KINDS, ROLES
from assessments.diary.lengths import in_words
from assessments.diary.models import DiaryEntry
from centres.keyset import Slice
from centres.models import Appointment


@dataclass(frozen=True, slots=True)
class AskedEntry:
    """One entry somebody is asked about: its facts as they stood, and the summary where the learner shows it."""

    id: UUID  # of the item
    title: str  # "Coaching or mentoring session with Client B"
    facts: str  # "Wed 4 Mar 2026, 10:00 · 1 h 30 min · the learner was coach"
    summary: str
    on: date
    minutes: int


@dataclass(frozen=True, slots=True)
class AskedPage:
    """What a person asked for a confirmation sees, and nothing else of the diary."""

    learner: str
    centre: str
    name: str
    hand: str
    hand_name: str
    until: str
    entries: tuple[AskedEntry, ...]
    asks_qualification: bool


def asked_page(asked: Confirmation) -> AskedPage:
    """One question for whoever is asked (one query beside the row's own)."""
    items = asked.items.select_related("entry").order_by("entry__on", "pk")
    return AskedPage(
        learner=asked.learner.name,
        centre=asked.centre.name,
        name=asked.name,
        hand=asked.hand,
        hand_name=asked.get_hand_display(),
        until=date_format(timezone.localtime(asked.expires_at), "j F Y"),
        entries=tuple(_entry(item, asked) for item in items),
        asks_qualification=asked.hand in ASKED_FOR_QUALIFICATION,
    )


def _entry(item: ConfirmationItem, asked: Confirmation) -> AskedEntry:
    facts = item.facts
    on = date.fromisoformat(facts["on"])
    who = facts["who"] if KINDS[facts["kind"]].who != "supervisor" else ""
    title = " with ".join(filter(None, [KINDS[facts["kind"]].name, who]))
    role = f"{asked.learner.name} was {ROLES[facts['role']].lower()}" if facts["role"] else ""
    said = (
        f"{date_format(on, 'D j M Y')}{', ' if facts['starts'] else ''}{facts['starts']}",
        in_words(facts["minutes"]),
    )
    summary = item.entry.summary if asked.shows_summary else ""
    return AskedEntry(item.pk, title, " · ".join(filter(None, [*said, role])), summary, on, facts["minutes"])


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One entry in the learner's list of questions, and what was said of it."""

    id: UUID
    entry: str
    url: str
    answer: str  # "confirmed", "corrected", "not_seen", ""
    said: str  # "1 h 15 min on 5 Mar 2026" of a correction
    words: str
    to_settle: bool
    is_stale: bool  # the entry says something else by now


@dataclass(frozen=True, slots=True)
class AskedRow:
    """One question in the learner's list."""

    id: UUID
    name: str
    hand: str
    email: str
    state: str  # "waiting", "answered", "revoked", "expired"
    when: str
    qualification: str
    items: tuple[ItemRow, ...]


def asked_rows(by: Appointment) -> tuple[AskedRow, ...]:
    """What this learner asked, the newest first (two queries)."""
    return tuple(_row(one) for one in _with_items(asked_by(by)))


def asked_slice(by: Appointment, wanted: Slice) -> tuple[list[AskedRow], UUID | None]:
    """What this learner asked, for programs: in the order it was asked."""
    found, last = wanted.of(_with_items(asked_by(by)))
    return [_row(one) for one in found], last


def rows_about(entry: DiaryEntry) -> tuple[AskedRow, ...]:
    """What was asked about one entry, for whoever may read it (two queries)."""
    rows = _with_items(Confirmation.objects.filter(items__entry=entry))
    return tuple(_row(one, entry.pk) for one in rows)


def _with_items(rows: ConfirmationQuerySet) -> ConfirmationQuerySet:
    found: ConfirmationQuerySet = rows.select_related("centre").prefetch_related("items__entry__centre")
    return found


def _row(asked: Confirmation, only: UUID | None = None) -> AskedRow:
    state = "answered" if asked.answered_at else "revoked" if asked.revoked_at else "expired"
    state = "waiting" if asked.is_open else state
    return AskedRow(
        id=asked.pk,
        name=asked.signed_name or asked.name,
        hand=asked.get_hand_display(),
        email=asked.email,
        state=state,
        when=_when(asked, state),
        qualification=asked.qualification,
        items=tuple(_item(item) for item in asked.items.all() if only in {None, item.entry_id}),
    )


def _when(asked: Confirmation, state: str) -> str:
    def on(at: object) -> str:
        return date_format(timezone.localtime(at), "j M Y")  # type: ignore[arg-type]

    return {
        "answered": lambda: f"answered on {on(asked.answered_at)}",
        "revoked": lambda: f"taken back on {on(asked.revoked_at)}",
        "expired": lambda: f"no answer until {on(asked.expires_at)}",
        "waiting": lambda: f"asked on {on(asked.asked_at)}, open until {on(asked.expires_at)}",
    }[state]()


def _item(item: ConfirmationItem) -> ItemRow:
    entry, said = item.entry, ""
    if item.answer == "corrected":
        on = date_format(date.fromisoformat(item.said["on"]), "j M Y")
        said = f"{in_words(item.said['minutes'])} on {on}"
    spoken = item.said or item.facts
    return ItemRow(
        id=item.pk,
        entry=f"{entry.who or entry.form.name}, {in_words(entry.minutes)}, {date_format(entry.on, 'j M Y')}",
        url=entry.get_absolute_url(),
        answer=item.answer,
        said=said,
        words=item.words,
        to_settle=item.answer == "corrected" and item.settled_at is None and entry.withdrawn_at is None,
        is_stale=bool(item.answer) and facts_of(entry).document() != spoken,
    )


@dataclass(frozen=True, slots=True)
class OpenRow:
    """One question in the list of a person with an account."""

    learner: str
    hand: str
    count: int
    until: str
    url: str


def open_rows(rows: ConfirmationQuerySet) -> tuple[OpenRow, ...]:
    """Questions that wait, the one that ends first on top (two queries)."""
    found = rows.open().select_related("learner", "centre").prefetch_related("items").order_by("expires_at")
    return tuple(
        OpenRow(
            one.learner.name,
            one.get_hand_display(),
            len(one.items.all()),
            date_format(timezone.localtime(one.expires_at), "j F Y"),
            one.get_absolute_url(),
        )
        for one in found
    )
