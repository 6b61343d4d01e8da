"""What grows beside the entries: labels to choose again, goals, the feedback register."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils import timezone

from assessments.diary.kinds import KINDS
from assessments.diary.models import DiaryEntry, FeedbackNote, Goal
from learners.models import Learner


def labels_of(learner: Learner, kind: str) -> list[str]:
    """The labels a learner used before in this kind, to be chosen again; at most forty."""
    column = KINDS[kind].who
    rows = DiaryEntry.objects.standing().filter(learner=learner, kind=kind).exclude(**{column: ""})
    return list(rows.order_by(column).values_list(column, flat=True).distinct()[:40])


@dataclass(frozen=True, slots=True)
class GoalRow:
    """One goal in the list."""

    id: UUID
    wording: str
    standing: str
    standing_name: str
    review_on: date | None
    is_due: bool
    steps: int


def goal_rows(learner: Learner) -> tuple[GoalRow, ...]:
    """Open goals first, those to be reviewed soonest at the top (two queries)."""
    today = timezone.localdate()
    rows = Goal.objects.filter(learner=learner).prefetch_related("steps")
    ordered = sorted(rows, key=lambda goal: (goal.standing != "open", goal.review_on or date.max, goal.made_at))
    return tuple(
        GoalRow(
            goal.pk,
            goal.wording,
            goal.standing,
            goal.get_standing_display(),
            goal.review_on,
            goal.standing == "open" and goal.review_on is not None and goal.review_on <= today,
            len(goal.steps.all()),
        )
        for goal in ordered
    )


def feedback_rows(learner: Learner) -> list[FeedbackNote]:
    """The register, the newest first."""
    return list(FeedbackNote.objects.filter(learner=learner).select_related("entry"))
