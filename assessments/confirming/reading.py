"""What was said about a learner's entries, read once for all of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from assessments.confirming.models import Confirmation, ConfirmationItem, ConfirmationQuerySet
from assessments.confirming.rules import Facts, Given, Word, reciprocal, word
from assessments.diary.models import DiaryEntry
from learners.models import Learner


def facts_of(entry: DiaryEntry) -> Facts:
    """What of an entry can be confirmed."""
    starts = f"{entry.starts:%H:%M}" if entry.starts else ""
    return Facts(entry.kind, entry.on, starts, entry.minutes, entry.role, entry.who)


def words_of(learner: Learner, entries: Iterable[DiaryEntry]) -> dict[UUID, Word]:
    """What the answers come to for each of these entries of one learner (one query)."""
    rows = ConfirmationItem.objects.exclude(answer="").filter(confirmation__learner=learner)
    said: dict[UUID, list[Given]] = defaultdict(list)
    for item in rows.select_related("confirmation"):
        said[item.entry_id].append(given_of(item))
    return {entry.pk: word(said[entry.pk], facts_of(entry)) for entry in entries}


def given_of(item: ConfirmationItem) -> Given:
    """An answer as the rules read it."""
    asked = item.confirmation
    assert asked.answered_at is not None
    return Given(asked.email, asked.hand, item.answer, asked.answered_at, item.said or item.facts)


def partners_of(learner: Learner) -> tuple[str, ...]:
    """Learners here who confirm this one's entries and have theirs confirmed by this one, by name (two queries)."""
    mine = learner.email.casefold()
    gave = _confirmed().filter(email=mine).select_related("learner")
    got = _confirmed().filter(learner=learner)
    names = {one.learner.email.casefold(): one.learner.name for one in gave}
    pairs = reciprocal([*((mine, email) for email in names), *((one.email, mine) for one in got)])
    return tuple(sorted(names[other] for pair in pairs for other in pair if other != mine))


def _confirmed() -> ConfirmationQuerySet:
    rows: ConfirmationQuerySet = Confirmation.objects.filter(items__answer__in=["confirmed", "corrected"]).distinct()
    return rows
