"""One version of an award as a page: its facts, units in their groups, mark sheets, decisions and versions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone

from qualifications.combination import Group
from qualifications.models import Specification, SpecificationUnit
from qualifications.outcome.words import listed as listed_words
from qualifications.pages.beside import Addition, CompetenceTable, Step, additions_to, competence_tables, steps_of
from qualifications.pages.listing import AwardRow, Listed, award_row, listed
from qualifications.pages.sheets import asked_for
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
    rules: tuple[str, ...]  # what it asks beyond the groups, a sentence each
    mark_sheets: tuple[Listed, ...]
    decisions: tuple[Decided, ...]
    versions: tuple[VersionOf, ...]
    steps: tuple[Step, ...]
    additions: tuple[Addition, ...]
    competences: tuple[CompetenceTable, ...]


def award_page(specification: Specification) -> AwardPage:
    """One award without the text of its units and sheets (at most seven queries)."""
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
        groups=unit_groups(award, places),
        rules=tuple(rules(award)),
        mark_sheets=listed(sheets),
        decisions=tuple(Decided(d.about, d.chosen, d.because, d.sources) for d in award.decisions),
        versions=versions,
        steps=steps_of(specification),
        additions=additions_to(specification),
        competences=competence_tables(specification),
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


def unit_groups(award: Award, places: Sequence[SpecificationUnit]) -> tuple[UnitGroup, ...]:
    """The units as the award groups them; those in no group stand after, the mandatory ones first."""
    named = {unit.code: unit.group for unit in award.units if unit.group}
    found = [
        UnitGroup(group.name, _asks(group), tuple(_unit(p) for p in places if named.get(p.unit.code) == group.code))
        for group in award.groups
    ]
    rest = [place for place in places if place.unit.code not in named]
    for title, mandatory in (("Mandatory units", True), ("Optional units", False)):
        units = tuple(_unit(place) for place in rest if place.mandatory is mandatory)
        found += [UnitGroup(title, "", units)] if units else []
    return tuple(found)


def _asks(group: Group) -> str:
    """ "at least 13 credits, at most 2 units"; "" where the group prints no limits."""
    limits = (
        ("at least", group.minimum_credits, "credit"),
        ("at most", group.maximum_credits, "credit"),
        ("at least", group.minimum_units, "unit"),
        ("at most", group.maximum_units, "unit"),
    )
    told = [f"{word} {n} {noun}{'s' if n != 1 else ''}" for word, n, noun in limits if n is not None]
    return ", ".join(told)


def rules(award: Award) -> Iterator[str]:
    """What the award asks beyond its groups, a sentence each."""
    for barred in award.barred:
        because = f": {barred.because}" if barred.because else "."
        yield f"Of {listed_words(barred.units)} only one counts{because}"
    if award.credits_above_level is not None:
        yield f"At most {award.credits_above_level} credits may come from units above its own level."
    for quantity in award.quantities:
        yield f"{asked_for(quantity)}."
    if award.requires_course:
        which = "one of these courses" if award.requires_course == "any" else "one of these courses that admits to it"
        yield f"The learner completes {which}: {listed_words([course.title for course in award.courses])}."


def _unit(place: SpecificationUnit) -> UnitInAward:
    unit = place.unit
    return UnitInAward(unit.pk, unit.code, unit.version, unit.title, unit.level, unit.credits, place.mandatory)
