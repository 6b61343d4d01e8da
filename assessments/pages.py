"""A learner's assignment, and what waits to be allocated, assembled for a page."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from assessments.actions import missing
from assessments.models import Evidence, Submission
from centres.models import Centre
from qualifications.specfile import Assessment, Node


@dataclass(frozen=True, slots=True)
class Part:
    """One section of the brief as printed: its heading, guidance, criteria and what it needs."""

    number: int
    heading: str
    guidance: str
    needs: str  # "At least 25 of 50 marks", "" where no marks are printed
    bullets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """One choice the task offers, with what was chosen."""

    code: str
    question: str
    options: tuple[tuple[str, str, bool], ...]  # code, text, chosen


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
    files: tuple[Evidence, ...]
    words: int
    declared: bool
    refuses: bool
    declaration: str
    use_statement: str
    refusal_line: str
    missing: tuple[str, ...]
    draft: bool
    wording_official: bool


def assignment_page(submission: Submission) -> AssignmentPage:
    """Everything a learner needs to hand in one assignment."""
    definition = submission.assessment.definition
    files = tuple(submission.files.all())
    return AssignmentPage(
        id=str(submission.pk),
        code=definition.code,
        title=definition.title,
        award=submission.registration.specification.title,
        task=definition.task,
        rule=definition.rule_text,
        parts=parts(definition),
        answers=tuple(
            Answer(c.code, c.question, tuple((o.code, o.text, submission.choices.get(c.code) == o.code) for o in c.options))
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
    )


def parts(definition: Assessment) -> tuple[Part, ...]:
    """The sections of the brief in printed order; a criterion sheet reads as one list under its groups."""
    return tuple(_part(number, node) for number, node in enumerate(definition.nodes, start=1))


def _part(number: int, node: Node) -> Part:
    needs = f"At least {node.minimum} of {node.maximum} marks" if node.maximum and node.minimum is not None else ""
    inner = [child.text or child.heading for child in node.walk() if child is not node]
    bullets = tuple(bullet.text for bullet in node.bullets) + tuple(text for text in inner if text)
    return Part(number, node.heading or node.text, node.guidance, needs, bullets)


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
