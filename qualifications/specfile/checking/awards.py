"""Whether an award fits the units and assessments it names."""

from __future__ import annotations

from collections.abc import Container
from itertools import pairwise

from qualifications.specfile.checking.duplicates import duplicates
from qualifications.specfile.checking.entries import Entry
from qualifications.specfile.checking.library import Library, Name
from qualifications.specfile.shapes import Award, Reference

DATES = ("operational_from", "registration_ends", "certification_ends")


def check_award(entry: Entry[Award], library: Library) -> None:
    """Dates in order, references known, credits that add up, sheets whose units the award has."""
    _check_dates(entry)
    _check_references(entry, "units", "unit", entry.thing.units, library.units)
    _check_references(entry, "assessments", "assessment", entry.thing.assessments, library.assessments)
    _check_credits(entry, library)
    _check_sheets(entry, library)
    _check_supersedes(entry, library)


def _check_dates(entry: Entry[Award]) -> None:
    given = [(key, day) for key in DATES if (day := getattr(entry.thing, key))]
    for (earlier, first), (later, second) in pairwise(given):
        if second < first:
            entry.wrong(f"“{later}” ({second}) lies before “{earlier}” ({first}); are they swapped?", later)


def _check_references(
    entry: Entry[Award], key: str, called: str, references: tuple[Reference, ...], known: Container[Name]
) -> None:
    for code in duplicates(reference.code for reference in references):
        entry.wrong(f"The award names {called} {code} twice.", key)
    for at, reference in enumerate(references):
        if (reference.code, reference.version) not in known:
            sentence = f"No file holds {called} {reference.code} in version {reference.version}."
            entry.wrong(sentence, key, at)


def _check_credits(entry: Entry[Award], library: Library) -> None:
    award = entry.thing
    units = [(reference, library.units.get((reference.code, reference.version))) for reference in award.units]
    if award.credits is None or not units or any(unit is None for _, unit in units):
        return
    mandatory = sum(unit.credits for reference, unit in units if unit and reference.mandatory)
    together = sum(unit.credits for _, unit in units if unit)
    if not mandatory <= award.credits <= together:
        sentence = f"The credits do not add up: the award says {award.credits}, its units come to {together}"
        extra = f" ({mandatory} of them mandatory)." if mandatory != together else "."
        entry.wrong(sentence + extra, "credits")


def _check_sheets(entry: Entry[Award], library: Library) -> None:
    own = {reference.code for reference in entry.thing.units}
    for at, reference in enumerate(entry.thing.assessments):
        sheet = library.assessments.get((reference.code, reference.version))
        for code in sheet.units if sheet else ():
            if code not in own:
                sentence = f"Assessment {reference.code} is for unit {code}, which the award does not have."
                entry.wrong(sentence, "assessments", at)


def _check_supersedes(entry: Entry[Award], library: Library) -> None:
    award = entry.thing
    if award.supersedes == award.version:
        entry.wrong("A version cannot supersede itself.", "supersedes")
    elif award.supersedes and (award.code, award.supersedes) not in library.awards:
        entry.wrong(f"No file holds {award.code} in version {award.supersedes}.", "supersedes")
