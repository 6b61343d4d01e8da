"""One assessment from its first day to its last, attempt by attempt, as its learner follows it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils import timezone
from django.utils.formats import date_format

from assessments.access import visible_submissions
from assessments.models import Submission
from centres.models import Appointment, LedgerEntry
from marksheets.models import MarkSheet
from marksheets.timeline import told
from marksheets.workflow import State


@dataclass(frozen=True, slots=True)
class Line:
    """What happened on a day, or is expected on one."""

    on: str  # "3 Dec 2026"
    words: str
    is_ahead: bool = False


@dataclass(frozen=True, slots=True)
class AttemptLines:
    """One attempt."""

    id: UUID
    number: int
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """Every attempt at one assessment, the last on top."""

    code: str
    title: str
    attempts: tuple[AttemptLines, ...]


def timeline(submission: Submission, by: Appointment) -> Timeline:
    """What `by`, its learner, may know of the whole chain (three queries)."""
    chain = visible_submissions(by).filter(
        registration=submission.registration_id, assessment=submission.assessment_id, voided_at=None
    )
    rows = list(chain.select_related("registration", "assessment").order_by("-attempt"))
    sheets = {one.submission_id: one for one in MarkSheet.objects.filter(submission__in=rows)}
    happened: dict[str, list[LedgerEntry]] = {}
    ids = [str(row.pk) for row in rows] + [str(one.pk) for one in sheets.values()]
    for entry in LedgerEntry.objects.filter(subject_id__in=ids).order_by("seq"):
        happened.setdefault(entry.subject_id, []).append(entry)
    return Timeline(
        submission.assessment.code,
        submission.assessment.title,
        tuple(_attempt(row, sheets.get(row.pk), happened) for row in rows),
    )


def _attempt(row: Submission, sheet: MarkSheet | None, happened: dict[str, list[LedgerEntry]]) -> AttemptLines:
    entries = happened.get(str(row.pk), []) + (happened.get(str(sheet.pk), []) if sheet else [])
    past = told((one.at, one.kind) for one in sorted(entries, key=lambda one: one.seq))
    lines = [Line(_day(timezone.localtime(one.at).date()), one.words) for one in past]
    return AttemptLines(row.pk, row.attempt, (*lines, *_ahead(row, sheet)))


def _ahead(row: Submission, sheet: MarkSheet | None) -> tuple[Line, ...]:
    """What comes next, and by when."""
    if row.is_draft:
        until = row.hand_in_by or row.registration.complete_by
        return (Line(_day(until), "Hand it in by then", is_ahead=True),)
    if row.due_on and (sheet is None or sheet.state == State.MARKING):
        return (Line(_day(row.due_on), "A decision is expected by then", is_ahead=True),)
    return ()


def _day(on: date) -> str:
    return date_format(on, "j M Y")
