"""A learner's assignment, and what waits to be allocated, assembled for a page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from assessments import words
from assessments.access import visible_submissions
from assessments.actions import missing
from assessments.hours.counted import frozen_for
from assessments.models import Evidence, Submission
from assessments.pages.attempt import Attempt, attempt_of, carried
from assessments.permissions import nodes_that_ask, of_node
from assessments.requirements.frozen import lines
from centres.keyset import Slice
from centres.models import Appointment, Centre
from centres.roles import Role
from instruments.reading import learners_note
from learners.courses import course_said
from qualifications.outcome.words import capital
from qualifications.specfile import Assessment, Kind, Node


@dataclass(frozen=True, slots=True)
class Part:
    """One section of the brief as printed: its heading, guidance, criteria and what it needs."""

    number: int
    heading: str
    guidance: str
    needs: str  # "At least 25 of 50 marks", "" where no marks are printed
    bullets: tuple[str, ...]
    carried: str = ""  # "31/50. Carried forward from attempt 1: ...": not open in this attempt
    partly: str = ""  # "Criterion 1.1 is carried forward." where the rest of the part is open


@dataclass(frozen=True, slots=True)
class Answer:
    """One choice the task offers, with what was chosen."""

    code: str
    question: str
    options: tuple[tuple[str, str, bool], ...]  # code, text, chosen


@dataclass(frozen=True, slots=True)
class FileRow:
    """One file of a submission: what it is called, what it was found to be, what the virus scanner said."""

    id: UUID
    name: str
    kind: str  # "pdf" or "docx", found by structure
    summary: str  # "PDF · 18 pages · 4,120 words"
    size: int  # bytes
    words: int
    scan: str  # "clean" or "not scanned"
    sha256: str


@dataclass(frozen=True, slots=True)
class RecordedLine:
    """What the diary shows of one number that the task asks for: now, while it is a draft, else when handed in."""

    sentence: str  # "Hours: 9 of 12, not enough"
    missing: str  # "3 hours as coach or mentor are missing.", "" when nothing is
    short: bool


@dataclass(frozen=True, slots=True)
class PermissionCard:
    """A part that needs the permission of others: whose, and what is recorded, (id, words) each."""

    node: str
    name: str  # "Requirement c: case history"
    whose: str
    recorded: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class AssignmentPage:
    """A learner's page of one assignment: the brief, what was added, what is still missing."""

    id: str
    code: str
    title: str
    award: str
    task: str
    rule: str
    parts: tuple[Part, ...]
    answers: tuple[Answer, ...]
    files: tuple[FileRow, ...]
    words: int
    declared: bool
    refuses: bool
    declaration: str
    use_statement: str
    refusal_line: str
    missing: tuple[str, ...]
    draft: bool
    wording_official: bool
    attempt: Attempt
    recorded: tuple[RecordedLine, ...] = ()
    approval_note: str = ""  # why marking cannot begin yet, for the learner
    permissions: tuple[PermissionCard, ...] = ()
    called: str = ""  # "D7.01 Leadership …"; a checklist by its title alone, for its code is ours
    course: str = ""  # "Culture at Work Coach Training Course, completed 3 March 2026"; "" where none is asked
    asks_for_plan: bool = False


def assignment_page(submission: Submission) -> AssignmentPage:
    """Everything a learner needs to hand in one assignment."""
    definition = submission.assessment.definition
    files = tuple(file_row(file) for file in submission.files.all())
    return AssignmentPage(
        id=str(submission.pk),
        code=definition.code,
        title=definition.title,
        award=submission.registration.specification.title,
        task=definition.task,
        rule=definition.rule_text,
        parts=parts(definition, submission),
        answers=tuple(
            Answer(
                c.code, c.question, tuple((o.code, o.text, submission.choices.get(c.code) == o.code) for o in c.options)
            )
            for c in definition.choices
        ),
        files=files,
        words=sum(file.words for file in files),
        declared=submission.declared_own_work,
        refuses=submission.refuses_ilm_use,
        declaration=definition.declaration,
        use_statement=definition.use_statement,
        refusal_line=definition.refusal,
        missing=tuple(missing(submission)),
        draft=submission.is_draft,
        wording_official=definition.wording == "official",
        attempt=attempt_of(submission),
        recorded=_recorded(submission),
        approval_note=learners_note(submission.assessment, submission.registration.specification),
        permissions=_permissions(submission),
        called=definition.title if not definition.units else f"{definition.code} {definition.title}",
        course=course_said(submission.registration),
        asks_for_plan=any(quantity.planned for quantity in definition.quantities),
    )


def _permissions(submission: Submission) -> tuple[PermissionCard, ...]:
    nodes = list(nodes_that_ask(submission))
    rows = list(submission.permissions.all()) if nodes else []
    return tuple(PermissionCard(node.code, _called(node), node.permission, of_node(rows, node)) for node in nodes)


def _called(node: Node) -> str:
    """ "Requirement c: Case history"."""
    return f"{capital(node.name)}: {node.short}" if node.short else capital(node.name)


def _recorded(submission: Submission) -> tuple[RecordedLine, ...]:
    counted = frozen_for(submission) if submission.is_draft else submission.counted
    found = lines(submission.assessment.definition.quantities, counted)
    return tuple(RecordedLine(line.sentence, line.missing, line.is_short) for line in found)


def file_row(file: Evidence) -> FileRow:
    """A file without its text."""
    return FileRow(file.pk, file.name, file.kind, file.summary, file.size, file.words, file.scan, file.sha256)


def parts(definition: Assessment, submission: Submission) -> tuple[Part, ...]:
    """The sections of the brief in printed order; a criterion sheet reads as one list under its groups."""
    nodes = enumerate(definition.nodes, start=1)
    return tuple(_part(number, node, definition, submission) for number, node in nodes)


def _part(number: int, node: Node, definition: Assessment, submission: Submission) -> Part:
    needs = f"At least {node.minimum} of {node.maximum} marks" if node.maximum and node.minimum is not None else ""
    inner = [child.text or child.heading for child in node.walk() if child is not node]
    bullets = tuple(bullet.text for bullet in node.bullets) + tuple(text for text in inner if text)
    kept, partly = carried(node, definition, submission), words.partly(node, submission)
    if node.kind is Kind.REQUIREMENT:
        asked = "\n\n".join(text for text in (node.text, node.guidance) if text)
        return Part(number, _called(node), asked, needs, bullets, kept, partly)
    return Part(number, node.heading or node.text, node.guidance, needs, bullets, kept, partly)


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """A handed-in submission that nobody marks yet."""

    id: str
    learner: str
    code: str
    title: str
    submitted: str
    due: str
    url: str


def to_allocate(centre: Centre) -> list[WaitingRow]:
    """Handed in and with nobody, the oldest first."""
    rows = Submission.objects.to_allocate().with_rows()[:100]
    return [
        WaitingRow(
            id=str(row.pk),
            learner=row.registration.learner.name,
            code=row.assessment.code,
            title=row.assessment.title,
            submitted=date_format(timezone.localtime(row.submitted_at), "j M Y"),
            due=date_format(row.due_on, "D j M") if row.due_on else "",
            url=reverse("allocate", args=[centre.slug, row.pk]),
        )
        for row in rows
    ]


@dataclass(frozen=True, slots=True)
class SubmissionRow:
    """One attempt in a list: whose, at what, handed in when. A learner is not told who marks it."""

    id: UUID
    code: str
    title: str
    attempt: int
    learner: str
    draft: bool
    submitted_at: datetime | None
    receipt: str
    due_on: date | None
    assessor: str


@dataclass(frozen=True, slots=True)
class SubmissionPage:
    """One attempt with everything the learner reads and says about it."""

    submission: SubmissionRow
    assignment: AssignmentPage


def submission_rows(by: Appointment, wanted: Slice) -> tuple[list[SubmissionRow], UUID | None]:
    """The submissions a person may see, in the order they were laid out, and the id to go on after."""
    found, last = wanted.of(visible_submissions(by).with_rows())
    return [_submission_row(submission, by) for submission in found], last


def submission_page(submission: Submission, by: Appointment) -> SubmissionPage:
    """One submission for one reader."""
    return SubmissionPage(_submission_row(submission, by), assignment_page(submission))


def _submission_row(submission: Submission, by: Appointment) -> SubmissionRow:
    assessor = "" if by.role == Role.LEARNER or submission.assessor is None else submission.assessor.name
    return SubmissionRow(
        id=submission.pk,
        code=submission.assessment.code,
        title=submission.assessment.title,
        attempt=submission.attempt,
        learner=submission.registration.learner.name,
        draft=submission.is_draft,
        submitted_at=submission.submitted_at,
        receipt=submission.receipt,
        due_on=submission.due_on,
        assessor=assessor,
    )
