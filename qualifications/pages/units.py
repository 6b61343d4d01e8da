"""One version of a unit as a page: outcomes and criteria, who uses it, and which sheets evidence each criterion."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from qualifications.models import Assessment, Unit
from qualifications.pages.listing import Listed, in_order, listed
from qualifications.pages.sheets import notes_on
from qualifications.pages.versions import VersionOf, versions_of
from qualifications.specfile import LearningOutcome
from qualifications.specfile import Unit as Printed

# The rows of a unit in the order in which the awarding body prints them (seed 002).
FACTS = (
    ("Unit purpose and aim(s)", "purpose"),
    ("Unit review date", "review_on"),
    (
        "Details of the relationship between the unit and relevant national occupational standards or professional "
        "standards or curricula (if appropriate)",
        "standards",
    ),
    ("Assessment requirements or guidance specified by a sector or regulatory body (if appropriate)", ""),
    ("Support for the unit from a sector skills council or other appropriate body (if required)", "supported_by"),
    ("Location of the unit within the subject/sector classification system", "sector"),
    ("Name of the organisation submitting the unit", "submitted_by"),
    ("Availability for use", "availability"),
    ("Units available from", "available_from"),
    ("Unit guided learning hours", "guided_hours"),
)
LEARNER_WILL, LEARNER_CAN = "Learning outcomes (the learner will)", "Assessment criteria (the learner can)"


@dataclass(frozen=True, slots=True)
class Evidenced:
    """Where a mark sheet evidences a criterion."""

    sheet: UUID
    code: str
    version: str
    part: str  # "section 2"
    notes: tuple[str, ...]  # how far the printed words part from the criterion's


@dataclass(frozen=True, slots=True)
class CriterionRow:
    """One criterion of a unit, with the sheets that evidence it."""

    number: str
    text: str
    evidenced: tuple[Evidenced, ...]


@dataclass(frozen=True, slots=True)
class OutcomeRow:
    """One learning outcome with its criteria and the content printed for it."""

    number: str
    text: str
    criteria: tuple[CriterionRow, ...]
    indicative_content: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UnitPage:
    """One version of a unit, in printed order."""

    id: UUID
    code: str
    version: str
    title: str
    level: int
    credits: int
    wording: str  # "as printed in ...", or whose words they are
    official: bool
    facts: tuple[tuple[str, str], ...]  # label and value; what the document leaves open is ""
    outcomes: tuple[OutcomeRow, ...]
    additional_guidance: str
    awards: tuple[Listed, ...]
    mark_sheets: tuple[Listed, ...]
    versions: tuple[VersionOf, ...]

    @property
    def unevidenced(self) -> tuple[str, ...]:
        """Numbers of the criteria that no mark sheet evidences."""
        rows = [row for outcome in self.outcomes for row in outcome.criteria]
        return tuple(row.number for row in rows if not row.evidenced)

    @property
    def has_content(self) -> bool:
        """Whether indicative content is printed for any of its outcomes."""
        return any(outcome.indicative_content for outcome in self.outcomes)


def unit_page(row: Unit) -> UnitPage:
    """A unit with what points to it (three queries)."""
    unit: Printed = row.definition
    awards = list(in_order().filter(units=row))
    used_there = Assessment.objects.filter(places__specification__units=row).distinct().order_by("code", "version")
    sheets = [sheet for sheet in used_there if row.code in sheet.definition.units]
    return UnitPage(
        id=row.pk,
        code=row.code,
        version=row.version,
        title=row.title,
        level=row.level,
        credits=row.credits,
        wording=_wording(unit),
        official=unit.wording == "official",
        facts=tuple((label, _shown(getattr(unit, name, ""))) for label, name in FACTS),
        outcomes=tuple(_outcome(row.code, outcome, sheets) for outcome in unit.outcomes),
        additional_guidance=unit.additional_guidance,
        awards=listed(awards),
        mark_sheets=listed(sheets),
        versions=versions_of(row),
    )


def _wording(unit: Printed) -> str:
    if unit.wording == "official":
        return f"as printed in {unit.source}" if unit.source else "as printed"
    return "the centre’s own, until the official text is entered"


def _shown(value: str | int | date | None) -> str:
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    return "" if value is None else str(value)


def _outcome(unit: str, outcome: LearningOutcome, sheets: Iterable[Assessment]) -> OutcomeRow:
    criteria = tuple(
        CriterionRow(one.number, one.text, tuple(evidence_of(f"{unit} {one.number}", sheets)))
        for one in outcome.criteria
    )
    return OutcomeRow(outcome.number, outcome.text, criteria, outcome.indicative_content)


def evidence_of(reference: str, sheets: Iterable[Assessment]) -> Iterable[Evidenced]:
    """Where these sheets evidence a criterion such as "D7.02 3.1"; each part of a sheet once."""
    for sheet in sheets:
        for node in sheet.definition.walk():
            bullets = [bullet for bullet in node.bullets if reference in bullet.evidences]
            if bullets or node.criterion == reference:
                notes = dict.fromkeys(note for bullet in bullets for note in notes_on(bullet.flags))
                yield Evidenced(sheet.pk, sheet.code, sheet.version, node.name, tuple(notes))
