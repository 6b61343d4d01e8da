"""The diary as the rules of hours read it: values alone, over every registration of the learner in this centre."""

from __future__ import annotations

from collections import defaultdict
from typing import cast

from assessments.confirming.reading import words_of
from assessments.confirming.rules import Word
from assessments.diary.cautions import Noted, Window
from assessments.diary.models import Allocation, DiaryEntry, FeedbackNote
from assessments.requirements.entries import Allocated, EntryKind, Logged
from learners.models import Learner, Registration


def logged(learner: Learner) -> tuple[Logged, ...]:
    """Every entry that was not withdrawn, drafts included and marked as such, by day (three queries)."""
    shares = shares_of(learner)
    rows = list(DiaryEntry.objects.standing().filter(learner=learner).order_by("on", "starts", "pk").defer(*_TEXTS))
    words = words_of(learner, rows)
    return tuple(_logged(row, shares.get(str(row.pk), ()), words[row.pk]) for row in rows)


_TEXTS = ("own_goals", "goals_agreed", "summary", "feedback", "reflection")


def _logged(row: DiaryEntry, shares: tuple[Allocation, ...], word: Word) -> Logged:
    return Logged(
        key=str(row.pk),
        kind=cast(EntryKind, row.kind),
        on=row.on,
        starts=row.starts,
        minutes=row.minutes,
        role=row.role,
        client=row.client,
        is_final=row.is_final,
        confirmed=word.confirmed,
        confirmed_by=word.by,
        counts_for=tuple(
            Allocated(str(share.registration_id), share.assessment_code, share.quantity_code, share.minutes)
            for share in shares
        ),
    )


def shares_of(learner: Learner) -> dict[str, tuple[Allocation, ...]]:
    """What each standing entry of a learner gives to requirements, by the entry's key."""
    found: dict[str, list[Allocation]] = defaultdict(list)
    rows = Allocation.objects.filter(entry__learner=learner, entry__withdrawn_at=None)
    for share in rows.order_by("pk"):
        found[str(share.entry_id)].append(share)
    return {key: tuple(shares) for key, shares in found.items()}


def noted(entry: DiaryEntry, shares: tuple[Allocation, ...] = (), *, in_register: bool = False) -> Noted:
    """An entry as the cautions read it; `in_register` when the feedback register holds a row about it."""
    return Noted(
        key=str(entry.pk),
        kind=entry.kind,
        on=entry.on,
        starts=entry.starts,
        minutes=entry.minutes,
        label=entry.who,
        has_feedback=bool(entry.feedback.strip()) or in_register,
        has_reflection=bool(entry.reflection.strip()),
        given=sum(share.minutes for share in shares),
    )


def all_noted(learner: Learner) -> tuple[tuple[DiaryEntry, ...], dict[str, Noted]]:
    """Every standing entry, the newest first, and each as the cautions read it (three queries)."""
    rows = tuple(DiaryEntry.objects.standing().filter(learner=learner).newest_first().select_related("centre"))
    shares = shares_of(learner)
    about = FeedbackNote.objects.filter(learner=learner).exclude(entry=None).values_list("entry_id", flat=True)
    told = set(about)
    return rows, {str(row.pk): noted(row, shares.get(str(row.pk), ()), in_register=row.pk in told) for row in rows}


def windows(learner: Learner) -> tuple[Window, ...]:
    """The learner's registrations as the cautions read them (one query)."""
    rows = Registration.objects.filter(learner=learner).select_related("specification")
    return tuple(
        Window(str(row.specification), row.registered_on, row.complete_by) for row in rows.order_by("registered_on")
    )
