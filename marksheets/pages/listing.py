"""Sheets as rows of a list, and the stored form of one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from centres.keyset import Slice
from centres.models import Appointment
from centres.roles import Role
from marksheets.access import visible_sheets
from marksheets.models import MarkSheet, StoredPdf
from marksheets.workflow import State


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One mark sheet as staff list it: whose, of what, where it stands. No marks: those are on the sheet."""

    id: UUID
    submission: UUID
    version: int
    revision: int
    state: str
    state_name: str
    assessment_code: str
    assessment_title: str
    attempt: int
    learner_name: str
    assessor_name: str
    iqa_name: str
    submitted_at: datetime
    check_due_on: date | None
    released_at: datetime | None


def sheet_rows(by: Appointment, wanted: Slice) -> tuple[list[SheetRow], UUID | None]:
    """The sheets a member of staff may see, in the order they were opened, and the id to go on after."""
    found, last = wanted.of(visible_sheets(by).select_related("assessor", "iqa"))
    return [_row(sheet) for sheet in found], last


def edition_of(sheet: MarkSheet, reader: Appointment | None = None) -> StoredPdf | None:
    """The latest edition of the stored form whose bytes are made; a learner's void sheet has none to give out."""
    if sheet.state == State.VOID and reader is not None and reader.role == Role.LEARNER:
        return None
    edition: StoredPdf | None = sheet.pdfs.exclude(sha256="").order_by("edition").last()
    return edition


def file_name(sheet: MarkSheet) -> str:
    """What the form is called when it is saved."""
    return f"{sheet.submission.assessment.code} {sheet.submission.registration.learner.name}.pdf"


def _row(sheet: MarkSheet) -> SheetRow:
    return SheetRow(
        id=sheet.pk,
        submission=sheet.submission_id,
        version=sheet.version,
        revision=sheet.revision,
        state=sheet.state,
        state_name=sheet.state_name,
        assessment_code=sheet.submission.assessment.code,
        assessment_title=sheet.submission.assessment.title,
        attempt=sheet.submission.attempt,
        learner_name=sheet.submission.registration.learner.name,
        assessor_name=sheet.assessor.name,
        iqa_name=sheet.iqa.name if sheet.iqa is not None else "",
        submitted_at=sheet.submission.submitted_at,
        check_due_on=sheet.check_due_on,
        released_at=sheet.released_at,
    )
