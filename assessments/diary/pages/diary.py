"""A learner's diary as a list, and the learners whose diary may be read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Max, Q, Sum
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from assessments.diary.access import readable_learners
from assessments.diary.cautions import Noted, Window, cautions
from assessments.diary.kinds import ROLES
from assessments.diary.lengths import in_words
from assessments.diary.models import DiaryEntry
from assessments.diary.pages.entry import when
from assessments.diary.reading import all_noted, windows
from centres.models import Appointment
from centres.templatetags.house import in_words as number_word
from learners.models import Learner

MOST_ROWS = 200


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One entry in the list: when, how long, who, what it counts for, and what should be looked at."""

    id: str
    kind: str
    name: str  # of the kind
    icon: str
    on: str
    when: str  # "Wed 4 Mar 2026, 10:00"
    length: str
    role: str
    who: str
    is_final: bool
    cautions: tuple[str, ...]
    url: str


@dataclass(frozen=True, slots=True)
class DiaryPage:
    """A learner's diary: a sentence, the drafts to finish, then what is final, the newest first."""

    learner: str
    mine: bool
    sentence: str
    detail: str
    drafts: tuple[EntryRow, ...]
    final: tuple[EntryRow, ...]
    left_out: int
    drafts_unseen: int  # for staff, who read what is final alone


def diary_page(learner: Learner, *, mine: bool) -> DiaryPage:
    """Every entry that stands (six queries, whatever their number)."""
    rows, known = all_noted(learner)
    held = windows(learner)
    made = [_row(row, known, held) for row in rows]
    drafts = tuple(row for row in made if not row.is_final)
    final = tuple(row for row in made if row.is_final)
    return DiaryPage(
        learner=learner.name,
        mine=mine,
        sentence=_sentence(rows, drafts if mine else (), mine, learner.name),
        detail=_detail(rows),
        drafts=drafts if mine else (),
        final=final[:MOST_ROWS],
        left_out=max(0, len(final) - MOST_ROWS),
        drafts_unseen=0 if mine else len(drafts),
    )


def _sentence(rows: tuple[DiaryEntry, ...], drafts: tuple[EntryRow, ...], mine: bool, name: str) -> str:
    if not mine:
        count = sum(row.is_final for row in rows)
        return f"{name}: {count} final {'entry' if count == 1 else 'entries'}."
    if not rows:
        return "Log your first session: four fields."
    if drafts:
        return f"{number_word(len(drafts))} {'entry is' if len(drafts) == 1 else 'entries are'} still to be finished."
    return "Your diary is up to date."


def _detail(rows: tuple[DiaryEntry, ...]) -> str:
    """ "12 final sessions, 11 h 30 min: 9 h as coach, 2 h 30 min as mentor." """
    sessions = [row for row in rows if row.kind == "session" and row.is_final]
    if not sessions:
        return ""
    by_role: dict[str, int] = {}
    for row in sessions:
        by_role[row.role] = by_role.get(row.role, 0) + row.minutes
    parts = ", ".join(f"{in_words(minutes)} as {role}" for role, minutes in by_role.items())
    return f"{len(sessions)} final {'session' if len(sessions) == 1 else 'sessions'}: {parts}."


def _row(row: DiaryEntry, known: dict[str, Noted], held: tuple[Window, ...]) -> EntryRow:
    said = cautions(known[str(row.pk)], known.values(), held, timezone.localdate())
    return EntryRow(
        id=str(row.pk),
        kind=row.kind,
        name=row.form.name,
        icon=row.form.icon,
        on=date_format(row.on, "j M Y"),
        when=when(row),
        length=in_words(row.minutes),
        role=ROLES.get(row.role, "") if len(row.form.roles) > 1 else "",
        who=row.who,
        is_final=row.is_final,
        cautions=tuple(caution.sentence for caution in said),
        url=reverse("diary-entry", args=[row.centre.slug, row.pk]),
    )


@dataclass(frozen=True, slots=True)
class ReaderRow:
    """One learner whose diary may be read: how much is in it and when the newest entry was."""

    id: UUID
    name: str
    entries: int
    minutes: str
    last: date | None


def reader_rows(by: Appointment, wanted: str = "") -> tuple[ReaderRow, ...]:
    """The learners whose diary this person may read, by name (one query)."""
    final = Q(diary__is_final=True, diary__withdrawn_at=None)
    people = Learner.objects.filter(readable_learners(by), name__icontains=wanted).annotate(
        entries=Count("diary", filter=final),
        minutes=Sum("diary__minutes", filter=final & Q(diary__kind="session")),
        last=Max("diary__on", filter=final),
    )
    return tuple(
        ReaderRow(one.pk, one.name, one.entries, in_words(one.minutes) if one.minutes else "", one.last)
        for one in people.order_by("name", "pk")[:MOST_ROWS]
    )
