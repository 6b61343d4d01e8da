"""A specification as it prints, assembled for a page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from qualifications.models import Assessment, Specification, SpecificationQuerySet, Unit
from qualifications.specfile import Assessment as Sheet
from qualifications.specfile import Award


@dataclass(frozen=True, slots=True)
class SpecificationPage:
    """One version of an award with its units and sheets."""

    specification: Specification
    award: Award
    units: tuple[Unit, ...]
    sheets: tuple[Sheet, ...]
    facts: tuple[tuple[str, str], ...]


def specification_page(specification: Specification) -> SpecificationPage:
    """The award's facts in printed order; what no source prints says so."""
    award = specification.definition
    units = [place.unit for place in specification.unit_places.select_related("unit")]
    sheets = [place.assessment for place in specification.assessment_places.select_related("assessment")]
    return SpecificationPage(specification, award, tuple(units), tuple(_sheet(s) for s in sheets), facts(award))


def _sheet(assessment: Assessment) -> Sheet:
    definition: Sheet = assessment.definition
    return definition


def facts(award: Award) -> tuple[tuple[str, str], ...]:
    """Label and value of everything short that the award prints."""
    days = (("Registration ends", award.registration_ends), ("Certification ends", award.certification_ends))
    rows = [
        ("Version", award.version),
        ("Accreditation number", award.accreditation_number or "none printed"),
        ("Document", award.document_code or "none printed"),
        ("Level", str(award.level or "")),
        ("Credits", str(award.credits or "")),
        ("Induction", _hours(award.induction_hours)),
        ("Tutorial support", _hours(award.tutorial_hours)),
        ("Guided learning", _hours(award.guided_hours)),
        ("To be completed in", f"{award.duration_years} years" if award.duration_years else "none printed"),
        *((label, f"{day:%d/%m/%Y}" if day else "none printed") for label, day in days),
    ]
    return tuple(row for row in rows if row[1])


def _hours(hours: int | None) -> str:
    return "none printed" if hours is None else f"{hours} hour{'s' if hours != 1 else ''}"


@dataclass(frozen=True, slots=True)
class AwardRow:
    """One version of an award in a list."""

    id: UUID
    code: str
    version: str
    title: str
    kind: str
    level: int | None
    credits: int | None
    fictional: bool
    operational_from: date | None
    registration_ends: date | None
    certification_ends: date | None


@dataclass(frozen=True, slots=True)
class Listed:
    """A unit or a mark sheet of an award, by code, version and title."""

    code: str
    version: str
    title: str


@dataclass(frozen=True, slots=True)
class AwardPage:
    """One version of an award: what it prints about itself, its units and its mark sheets."""

    award: AwardRow
    facts: tuple[tuple[str, str], ...]  # label, value
    units: tuple[Listed, ...]
    mark_sheets: tuple[Listed, ...]


def award_rows() -> list[AwardRow]:
    """Every published version of every award: the real ones first, the highest level first."""
    return [_award_row(row) for row in in_order()]


def in_order() -> SpecificationQuerySet:
    """The awards as the catalogue lists them."""
    rows: SpecificationQuerySet = Specification.objects.order_by("fictional", "-level", "title", "version")
    return rows


def award_page(specification: Specification) -> AwardPage:
    """One award without the text of its units and sheets."""
    page = specification_page(specification)
    return AwardPage(
        award=_award_row(specification),
        facts=page.facts,
        units=tuple(Listed(unit.code, unit.version, unit.title) for unit in page.units),
        mark_sheets=tuple(Listed(sheet.code, sheet.version, sheet.title) for sheet in page.sheets),
    )


def _award_row(row: Specification) -> AwardRow:
    return AwardRow(
        id=row.pk,
        code=row.code,
        version=row.version,
        title=row.title,
        kind=row.kind,
        level=row.level,
        credits=row.credits,
        fictional=row.fictional,
        operational_from=row.operational_from,
        registration_ends=row.registration_ends,
        certification_ends=row.certification_ends,
    )
