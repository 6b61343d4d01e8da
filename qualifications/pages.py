"""A specification as it prints, assembled for a page."""

from __future__ import annotations

from dataclasses import dataclass

from qualifications.models import Assessment, Specification, Unit
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
    return SpecificationPage(
        specification, award, tuple(units), tuple(_sheet(s) for s in sheets), facts(award)
    )


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
