"""One version of an award as a page: its facts, units in their groups, mark sheets, decisions and versions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils import timezone

from qualifications.models import Specification, SpecificationUnit
from qualifications.pages.listing import AwardRow, Listed, award_row, listed
from qualifications.pages.versions import VersionOf, versions_of
from qualifications.specfile import Award


@dataclass(frozen=True, slots=True)
class Passage:
    """A text of the specification under its heading."""

    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class UnitInAward:
    """A unit in its place in an award."""

    id: UUID
    code: str
    version: str
    title: str
    level: int
    credits: int
    mandatory: bool


@dataclass(frozen=True, slots=True)
class UnitGroup:
    """Units that the award names together, and what it asks of them in words."""

    title: str
    asks: str  # "at least 10 credits", "" where nothing is printed
    units: tuple[UnitInAward, ...]


@dataclass(frozen=True, slots=True)
class Decided:
    """Where printed sources contradict each other: what was chosen, and why."""

    about: str
    chosen: str
    because: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AwardPage:
    """One version of an award: what it prints about itself, its units and its mark sheets."""

    award: AwardRow
    standing: str  # whether anybody can be registered today, as a sentence
    facts: tuple[tuple[str, str], ...]  # label, value
    passages: tuple[Passage, ...]  # purpose, entry requirements, progression, and what else is printed
    units: tuple[Listed, ...]
    groups: tuple[UnitGroup, ...]
    mark_sheets: tuple[Listed, ...]
    decisions: tuple[Decided, ...]
    versions: tuple[VersionOf, ...]


def award_page(specification: Specification) -> AwardPage:
    """One award without the text of its units and sheets (three queries)."""
    award: Award = specification.definition
    places = list(specification.unit_places.select_related("unit").defer("unit__document"))
    sheets = [
        place.assessment
        for place in specification.assessment_places.select_related("assessment").defer("assessment__document")
    ]
    versions = versions_of(specification)
    newer = next((one.superseded_by for one in versions if one.id == specification.pk), "")
    return AwardPage(
        award=award_row(specification, timezone.localdate(), newer),
        standing=_standing(specification),
        facts=facts(award),
        passages=tuple(_passages(award)),
        units=listed(place.unit for place in places),
        groups=unit_groups(specification.document, places),
        mark_sheets=listed(sheets),
        decisions=tuple(Decided(d.about, d.chosen, d.because, d.sources) for d in award.decisions),
        versions=versions,
    )


def _standing(specification: Specification) -> str:
    if specification.fictional:
        return "This specification is fictional; it serves the demo."
    refusal = specification.registration_refusal(timezone.localdate())
    return refusal or "Learners can be registered for it today."


def facts(award: Award) -> tuple[tuple[str, str], ...]:
    """Label and value of everything short that the award prints; what no source prints says so."""
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


def _passages(award: Award) -> list[Passage]:
    named = [
        Passage("Purpose", award.purpose),
        Passage("Entry requirements", award.entry_requirements),
        Passage("Progression", award.progression),
        Passage("Learning resources", "\n\n".join(award.learning_resources)),
    ]
    return [passage for passage in named if passage.text] + [Passage(p.heading, p.text) for p in award.printed]


def unit_groups(document: Mapping[str, Any], places: Sequence[SpecificationUnit]) -> tuple[UnitGroup, ...]:
    """The units as the award groups them. A unit says its group, or the group names its units; the rest stand after.

    Read from the document, so that an award without groups is one group of mandatory units, and one of others.
    """
    named: dict[str, str] = {unit["code"]: unit["group"] for unit in document.get("units", ()) if unit.get("group")}
    groups = document.get("groups", ())
    for group in groups:
        named |= {_code(unit): group["code"] for unit in group.get("units", ())}
    found = [
        UnitGroup(group.get("title") or f"Group {group['code']}", _asks(group), _of(places, named, group["code"]))
        for group in groups
    ]
    rest = [place for place in places if named.get(place.unit.code) not in {group["code"] for group in groups}]
    for title, mandatory in (("Mandatory units", True), ("Optional units", False)):
        units = tuple(_unit(place) for place in rest if place.mandatory is mandatory)
        found += [UnitGroup(title, "", units)] if units else []
    return tuple(found)


def _code(unit: str | Mapping[str, Any]) -> str:
    return unit if isinstance(unit, str) else str(unit["code"])


def _of(places: Sequence[SpecificationUnit], named: Mapping[str, str], group: str) -> tuple[UnitInAward, ...]:
    return tuple(_unit(place) for place in places if named.get(place.unit.code) == group)


def _asks(group: Mapping[str, Any]) -> str:
    limits = (("at least", "minimum"), ("at most", "maximum"))
    told = [
        f"{word} {group[f'{limit}_{what}']} {what if group[f'{limit}_{what}'] != 1 else what.removesuffix('s')}"
        for what in ("credits", "units")
        for word, limit in limits
        if group.get(f"{limit}_{what}") is not None
    ]
    return ", ".join(told)


def _unit(place: SpecificationUnit) -> UnitInAward:
    unit = place.unit
    return UnitInAward(unit.pk, unit.code, unit.version, unit.title, unit.level, unit.credits, place.mandatory)
