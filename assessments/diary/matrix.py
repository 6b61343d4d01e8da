"""The learner's matrix: each bullet of an assessment, what shows it, and how the learner rates it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from assessments.access import visible_submissions
from assessments.diary.criteria import SheetBullet, bullets_of, sheets_of
from assessments.diary.models import CriterionTag, SelfRating
from assessments.models import Submission
from centres import policy
from centres.models import Appointment
from centres.roles import Role
from learners.models import Learner


@dataclass(frozen=True, slots=True)
class Shown:
    """One thing that shows a criterion: what it is called and where it is."""

    name: str
    url: str


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One bullet: its words, its criteria, what shows them, the learner's rating."""

    code: str
    part: str
    text: str
    criteria: tuple[str, ...]
    missing: tuple[str, ...]  # the criteria that nothing shows
    shown: tuple[Shown, ...]
    rating: str
    rating_name: str


@dataclass(frozen=True, slots=True)
class MatrixPage:
    """One assessment's criteria: a sentence and a row for each bullet."""

    id: str
    code: str
    title: str
    learner: str
    mine: bool
    is_draft: bool
    sentence: str
    rows: tuple[MatrixRow, ...]
    files: tuple[Shown, ...]  # to be tagged, while it is a draft
    rates: bool  # whether ratings are shown to this reader
    choices: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class MatrixLine:
    """One assessment in the list."""

    code: str
    title: str
    sentence: str
    url: str
    is_whole: bool


@dataclass(frozen=True, slots=True)
class TagChoice:
    """One criterion to tick: its code, the bullet's words, whether it is ticked."""

    code: str
    text: str
    chosen: bool


def matrix_rows(learner: Learner, by: Appointment) -> list[MatrixLine]:
    """The learner's attempts that this person may see, and how many criteria of each nothing shows (two queries)."""
    rows = visible_submissions(by).filter(registration__learner=learner, voided_at=None).select_related("assessment")
    mine = learner.appointment_id == by.pk
    tags = [tag for tag in _tags(learner) if _is_seen(tag, mine)]
    lines = []
    for submission in rows.order_by("registration__registered_on", "pk"):
        bullets = bullets_of(submission.assessment.definition)
        if bullets:
            wanted = {code for bullet in bullets for code in bullet.criteria}
            missing = wanted - {tag.criterion for tag in tags if _is_of(tag, submission)}
            url = reverse("diary-matrix", args=[by.centre.slug, submission.pk])
            sentence = _sentence(len(missing), len(wanted))
            lines.append(
                MatrixLine(submission.assessment.code, submission.assessment.title, sentence, url, not missing)
            )
    return lines


def _sentence(missing: int, wanted: int) -> str:
    if not missing:
        return f"Something shows each of the {wanted} criteria."
    return f"{missing} of {wanted} criteria {'is' if missing == 1 else 'are'} not shown by anything yet."


def matrix_of(submission: Submission, by: Appointment) -> MatrixPage:
    """One assessment's matrix, for its learner or for staff who may see the submission."""
    learner = submission.registration.learner
    mine = learner.appointment_id == by.pk
    bullets = bullets_of(submission.assessment.definition)
    tags = [tag for tag in _tags(learner) if _is_of(tag, submission) and _is_seen(tag, mine)]
    shows = mine or policy.in_force().assessor_sees_self_rating
    rated = {row.bullet: row for row in submission.ratings.all()} if shows else {}
    rows = tuple(_row(bullet, tags, rated.get(bullet.code), by) for bullet in bullets)
    wanted = {code for bullet in bullets for code in bullet.criteria}
    missing = {code for row in rows for code in row.missing}
    return MatrixPage(
        id=str(submission.pk),
        code=submission.assessment.code,
        title=submission.assessment.title,
        learner=learner.name,
        mine=mine,
        is_draft=submission.is_draft,
        sentence=_sentence(len(missing), len(wanted)),
        rows=rows,
        files=_files(submission, by) if mine and submission.is_draft else (),
        rates=shows,
        choices=tuple((str(value), str(label)) for value, label in SelfRating.Rating.choices),
    )


def _tags(learner: Learner) -> list[CriterionTag]:
    rows = CriterionTag.objects.filter(learner=learner).select_related("entry", "evidence")
    return [tag for tag in rows.order_by("pk") if tag.entry is None or tag.entry.withdrawn_at is None]


def _is_of(tag: CriterionTag, submission: Submission) -> bool:
    """An entry shows a criterion wherever it is asked; a file shows it in its own submission."""
    return tag.evidence is None or tag.evidence.submission_id == submission.pk


def _is_seen(tag: CriterionTag, mine: bool) -> bool:
    """Staff read no drafts, so a draft shows them nothing."""
    return mine or tag.entry is None or tag.entry.is_final


def _row(bullet: SheetBullet, tags: Iterable[CriterionTag], rated: SelfRating | None, by: Appointment) -> MatrixRow:
    mine = [tag for tag in tags if tag.criterion in bullet.criteria]
    found = {tag.criterion for tag in mine}
    return MatrixRow(
        code=bullet.code,
        part=bullet.part,
        text=bullet.text,
        criteria=bullet.criteria,
        missing=tuple(code for code in bullet.criteria if code not in found),
        shown=tuple(dict.fromkeys(_shown(tag, by) for tag in mine)),
        rating=rated.rating if rated else "",
        rating_name=str(rated.get_rating_display()) if rated else "",
    )


def _shown(tag: CriterionTag, by: Appointment) -> Shown:
    if tag.entry is not None:
        name = f"{tag.entry.who or tag.entry.form.name}, {tag.entry.on.day} {tag.entry.on:%b %Y}"
        readable = by.role in {Role.LEARNER, Role.TUTOR, Role.ASSESSOR, Role.IQA, Role.LEAD_IQA}
        return Shown(name, reverse("diary-entry", args=[by.centre.slug, tag.entry_id]) if readable else "")
    return Shown(tag.evidence.name, reverse("file", args=[by.centre.slug, tag.evidence_id]))


def _files(submission: Submission, by: Appointment) -> tuple[Shown, ...]:
    return tuple(
        Shown(file.name, reverse("diary-file-criteria", args=[by.centre.slug, file.pk]))
        for file in submission.files.all()
    )


def choices_of(learner: Learner, chosen: Iterable[str]) -> tuple[tuple[str, str, tuple[TagChoice, ...]], ...]:
    """Every criterion to tick, by assessment: code, title, choices. A criterion of two bullets stands once."""
    ticked = set(chosen)
    return tuple(
        (sheet.code, sheet.title, _choices(bullets_of(sheet.definition), ticked))
        for sheet in sheets_of(learner)
        if bullets_of(sheet.definition)
    )


def _choices(bullets: Iterable[SheetBullet], ticked: set[str]) -> tuple[TagChoice, ...]:
    found: dict[str, TagChoice] = {}
    for bullet in bullets:
        for code in bullet.criteria:
            found.setdefault(code, TagChoice(code, bullet.text, code in ticked))
    return tuple(found.values())
