"""Learners of a centre, assembled for the office's pages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.urls import reverse
from django.utils.formats import date_format

from centres.keyset import Slice
from centres.models import Centre
from learners.models import QualificationApproval, Registration
from qualifications.models import Specification


@dataclass(frozen=True, slots=True)
class LearnerRow:
    """One registration in the list of learners."""

    name: str
    award: str
    number: str
    cohort: str
    registered: str
    complete_by: str
    url: str


def learner_rows(centre: Centre, wanted: str = "") -> list[LearnerRow]:
    """Registrations of the centre, by name; `wanted` keeps those whose learner's name holds it."""
    rows = Registration.objects.with_people().order_by("learner__name")
    if wanted:
        rows = rows.filter(learner__name__icontains=wanted)
    return [
        LearnerRow(
            name=row.learner.name,
            award=row.specification.title,
            number=row.number,
            cohort=row.cohort.name if row.cohort else "",
            registered=date_format(row.registered_on, "j M Y"),
            complete_by=date_format(row.complete_by, "j M Y"),
            url=reverse("learner", args=[centre.slug, row.learner_id]),
        )
        for row in rows[:200]
    ]


@dataclass(frozen=True, slots=True)
class RegistrationRow:
    """One registration as it is recorded; a cohort and a site by the names the centre gave them."""

    id: UUID
    learner_id: UUID
    learner_name: str
    specification: UUID
    award_code: str
    award_version: str
    award_title: str
    number: str
    registered_on: date
    complete_by: date
    cohort: str
    site: str
    method: str
    funded: bool


def registration_rows(wanted: Slice) -> tuple[list[RegistrationRow], UUID | None]:
    """The centre's registrations in the order they were made, and the id to go on after."""
    found, last = wanted.of(Registration.objects.with_people().select_related("site"))
    return [registration_row(row) for row in found], last


def registration_row(row: Registration) -> RegistrationRow:
    """One registration."""
    return RegistrationRow(
        id=row.pk,
        learner_id=row.learner_id,
        learner_name=row.learner.name,
        specification=row.specification_id,
        award_code=row.specification.code,
        award_version=row.specification.version,
        award_title=row.specification.title,
        number=row.number,
        registered_on=row.registered_on,
        complete_by=row.complete_by,
        cohort=row.cohort.name if row.cohort else "",
        site=row.site.name if row.site else "",
        method=row.method,
        funded=row.funded,
    )


@dataclass(frozen=True, slots=True)
class ApprovalRow:
    """One qualification and what the awarding body says of it here, the latest word first."""

    award_code: str
    title: str
    word: str  # "Approved", "Suspended", "Ended", "From 1 Sep 2027", "None"
    tone: str  # "ok", "warn", ""
    history: tuple[QualificationApproval, ...]


def approval_rows(on: date) -> list[ApprovalRow]:
    """Every qualification that the centre has, or had, a word about; then the others."""
    titles = dict(Specification.objects.order_by("title").values_list("code", "title"))
    said: dict[str, list[QualificationApproval]] = {}
    for row in QualificationApproval.objects.select_related("recorded_by"):
        said.setdefault(row.award_code, []).append(row)
    rows = [_approval_row(code, title, tuple(said.get(code, ())), on) for code, title in titles.items()]
    return sorted(rows, key=lambda row: (not row.history, row.title))


def _approval_row(code: str, title: str, history: tuple[QualificationApproval, ...], on: date) -> ApprovalRow:
    standing = next((row for row in history if row.starts_on <= on), None)
    word, tone = _word(standing, history, on)
    return ApprovalRow(code, title, word, tone, history)


def _word(
    standing: QualificationApproval | None, history: tuple[QualificationApproval, ...], on: date
) -> tuple[str, str]:
    if standing is None:
        return (f"From {date_format(history[-1].starts_on, 'j M Y')}", "") if history else ("None", "")
    if standing.ends_on is not None and standing.ends_on < on:
        return "Ended", "warn"
    label = str(QualificationApproval.Status(standing.status).label)
    return label, "ok" if standing.status == QualificationApproval.Status.APPROVED else "warn"
