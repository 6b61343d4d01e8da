"""One attempt as the office sees it: where it stands, its day, and who moved it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from assessments import words
from assessments.models import Submission
from assessments.pages.attempt import on_behalf


@dataclass(frozen=True, slots=True)
class Moved:
    """A later day that was given."""

    before: date | None
    until: date
    reason: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class AttemptPage:
    """One attempt for the office. Of a draft it tells that it exists, never what is in it."""

    id: UUID
    assessment_id: UUID
    registration_id: UUID
    learner: str
    code: str
    title: str
    attempt: int
    scope: str
    draft: bool
    paused: bool
    hand_in_by: date | None
    complete_by: date
    granted_because: str
    on_behalf: str
    moved: tuple[Moved, ...]


def attempt_page(submission: Submission) -> AttemptPage:
    """One attempt."""
    rows = submission.extensions.select_related("approved_by")
    return AttemptPage(
        id=submission.pk,
        assessment_id=submission.assessment_id,
        registration_id=submission.registration_id,
        learner=submission.registration.learner.name,
        code=submission.assessment.code,
        title=submission.assessment.title,
        attempt=submission.attempt,
        scope=words.scope(submission, submission.assessment.definition),
        draft=submission.is_draft,
        paused=submission.paused_at is not None,
        hand_in_by=submission.hand_in_by,
        complete_by=submission.registration.complete_by,
        granted_because=submission.granted_because,
        on_behalf=on_behalf(submission),
        moved=tuple(Moved(row.before, row.until, row.reason, row.approved_by.name, row.approved_at) for row in rows),
    )
