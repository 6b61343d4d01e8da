"""What stands beside an award: steps from and to it, what a centre may add to it, who is competent to teach it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from qualifications.models import Overlay, Specification, Upgrade
from qualifications.specfile import OneOf
from qualifications.specfile.shapes.competence import CompetenceRow, indicators


@dataclass(frozen=True, slots=True)
class Step:
    """A printed way from one award to another; `other` is the code of the award at its other end."""

    title: str
    text: str
    leads_on: bool  # from this award; otherwise to it
    other: str


@dataclass(frozen=True, slots=True)
class Addition:
    """What a kind of centre asks beyond the award."""

    title: str
    version: str
    asks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RequirementRow:
    """One row of a competence table: what is required, and the evidence that shows it, as printed."""

    text: str
    any_of: bool
    indicators: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CompetenceTable:
    """A printed table of what those who teach or assess must bring."""

    title: str
    rows: tuple[RequirementRow, ...]


def steps_of(award: Specification) -> tuple[Step, ...]:
    """Steps to it and from it, the older versions of a step left out (one query)."""
    rows = Upgrade.objects.filter(Q(from_code=award.code) | Q(to_code=award.code), superseded_by=None)
    return tuple(_step(row, award.code) for row in rows.order_by("code", "version"))


def _step(row: Upgrade, code: str) -> Step:
    leads_on = row.from_code == code
    return Step(row.title, row.definition.text, leads_on, row.to_code if leads_on else row.from_code)


def additions_to(award: Specification) -> tuple[Addition, ...]:
    """Overlays in their newest version (one query)."""
    rows = Overlay.objects.filter(places__award_code=award.code, superseded_by=None).order_by("code", "version")
    return tuple(
        Addition(row.title, row.version, tuple(asked.text for asked in row.definition.requirements)) for row in rows
    )


def competence_tables(award: Specification) -> tuple[CompetenceTable, ...]:
    """The newest version of every table that the award names (one query)."""
    return tuple(
        CompetenceTable(table.title, tuple(_requirement(row) for row in table.rows))
        for table in award.competence_tables()
    )


def _requirement(row: CompetenceRow) -> RequirementRow:
    found = tuple(each.text for each in indicators(row.indicators))
    return RequirementRow(row.text, isinstance(row.indicators, OneOf), found)
