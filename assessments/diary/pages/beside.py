"""A learner's final entries as they are read beside their work: whole, the newest first."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count

from assessments.diary.access import visible_entries
from assessments.diary.kinds import ROLES
from assessments.diary.lengths import in_words
from assessments.diary.models import DiaryEntry, DiaryEntryQuerySet
from assessments.diary.pages.diary import MOST_ROWS
from assessments.diary.pages.entry import when
from centres.models import Appointment


@dataclass(frozen=True, slots=True)
class EntryBeside:
    """One entry: what it was, what its learner wrote, and whether it was counted when the work was handed in."""

    url: str
    title: str  # "Coaching session: Client B"
    facts: str  # "Wed 4 Mar 2026, 10:00 · 1 h 30 min · Coach"
    texts: tuple[tuple[str, str], ...]
    files: int
    counted: bool


def final_entries(learner: UUID, by: Appointment) -> DiaryEntryQuerySet:
    """What `by` may read of a learner's diary beside their work: what is final and stands."""
    return visible_entries(by).final().filter(learner=learner)


def entries_beside(learner: UUID, by: Appointment, counted: Collection[str]) -> tuple[EntryBeside, ...]:
    """At most 200 entries (one query). `counted` are the keys that a submission froze."""
    rows = (
        final_entries(learner, by)
        .newest_first()
        .select_related("centre")
        .annotate(file_count=Count("files"))[:MOST_ROWS]
    )
    return tuple(_beside(row, str(row.pk) in counted) for row in rows)


def _beside(row: DiaryEntry, counted: bool) -> EntryBeside:
    facts = (when(row), in_words(row.minutes), ROLES.get(row.role, "") if len(row.form.roles) > 1 else "")
    texts = tuple((text.label, said) for text in row.form.texts if (said := getattr(row, text.code)))
    title = f"{row.form.name}: {row.who}" if row.who else row.form.name
    return EntryBeside(row.get_absolute_url(), title, " · ".join(filter(None, facts)), texts, row.file_count, counted)  # type: ignore[attr-defined]
