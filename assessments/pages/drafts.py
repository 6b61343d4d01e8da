"""Drafts that wait for a tutor's comments."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.urls import reverse

from assessments import words
from assessments.models import DraftReading
from assessments.pages.assignment import FileRow, Part, file_row, parts
from centres.models import Centre


@dataclass(frozen=True, slots=True)
class DraftRow:
    """One draft in the list of those handed in for comments."""

    id: UUID
    learner: str
    code: str
    title: str
    number: int
    asked_at: datetime
    answered_at: datetime | None
    url: str


@dataclass(frozen=True, slots=True)
class DraftPage:
    """One draft for the tutor who reads it: its files, what is asked, and the comments. There are no marks on it."""

    row: DraftRow
    attempt: int
    scope: str
    files: tuple[FileRow, ...]
    gone: tuple[str, ...]  # files that were there when comments were asked for, and are there no more
    parts: tuple[Part, ...]
    comments: str
    by: str


def draft_rows(centre: Centre, *, waiting: bool = True) -> list[DraftRow]:
    """Those without comments yet, the oldest first; or the last fifty that have them."""
    rows = DraftReading.objects.filter(answered_at__isnull=waiting).select_related(
        "submission__registration__learner", "submission__assessment"
    )
    rows = rows.defer("submission__assessment__document")
    return [_row(row, centre) for row in rows.order_by("asked_at" if waiting else "-answered_at")[:50]]


def draft_page(reading: DraftReading, centre: Centre) -> DraftPage:
    """One draft."""
    submission = reading.submission
    definition = submission.assessment.definition
    files = tuple(file_row(file) for file in submission.files.all())
    here = {file.sha256 for file in files}
    return DraftPage(
        row=_row(reading, centre),
        attempt=submission.attempt,
        scope=words.scope(submission, definition),
        files=files,
        gone=tuple(str(file["name"]) for file in reading.files if file["sha256"] not in here),
        parts=parts(definition, submission),
        comments=reading.comments,
        by=reading.answered_by.name if reading.answered_by else "",
    )


def _row(reading: DraftReading, centre: Centre) -> DraftRow:
    submission = reading.submission
    return DraftRow(
        id=reading.pk,
        learner=submission.registration.learner.name,
        code=submission.assessment.code,
        title=submission.assessment.title,
        number=reading.number,
        asked_at=reading.asked_at,
        answered_at=reading.answered_at,
        url=reverse("draft-reading", args=[centre.slug, reading.pk]),
    )
