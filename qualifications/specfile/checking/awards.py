"""Whether an award fits the units and assessments it names."""

from __future__ import annotations

from collections.abc import Container
from itertools import pairwise

from qualifications.specfile.checking.combination import check_combination
from qualifications.specfile.checking.duplicates import duplicates
from qualifications.specfile.checking.entries import Entry
from qualifications.specfile.checking.library import Library, Name
from qualifications.specfile.checking.routes import check_courses
from qualifications.specfile.checking.sheets import quantity_faults
from qualifications.specfile.checking.supersedes import check_supersedes
from qualifications.specfile.shapes import Award, Reference

DATES = ("operational_from", "registration_ends", "certification_ends")


def check_award(entry: Entry[Award], library: Library) -> None:
    """Dates in order, references known, credits that add up, sheets whose units the award has."""
    _check_dates(entry)
    _check_references(entry, "units", "unit", entry.thing.units, library.units)
    _check_references(entry, "assessments", "assessment", entry.thing.assessments, library.assessments)
    _check_credits(entry, library)
    check_combination(entry, library)
    _check_quantities(entry)
    _check_competences(entry, library)
    _check_sheets(entry, library)
    check_courses(entry, library)
    check_supersedes(entry, library.awards)


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
        extra = f" ({mandatory} of them mandatory)" if mandatory != together else ""
        sums = f"the award says {award.credits}, its units come to {together}{extra}"
        entry.wrong(f"The credits do not add up: {sums}. {_right(award.credits, mandatory, together)}", "credits")


def _right(said: int, mandatory: int, together: int) -> str:
    """What would be right."""
    if said < mandatory:
        return f"Write credits = {mandatory}, or leave out the units that are too many."
    more = "" if mandatory == together else " or less"
    return f"Write credits = {together}{more}, or name the units that are missing."


def _check_quantities(entry: Entry[Award]) -> None:
    """As those of a sheet; where a quantity names a unit, the award has it."""
    award = entry.thing
    for code in duplicates(quantity.code for quantity in award.quantities):
        entry.wrong(f"{code} stands twice among the quantities of this award.", "quantities")
    for at, quantity in enumerate(award.quantities):
        for sentence, key in quantity_faults(quantity, [reference.code for reference in award.units], "award"):
            entry.wrong(sentence, "quantities", at, *key, place=f"quantity {quantity.code}")


def _check_competences(entry: Entry[Award], library: Library) -> None:
    known = {code for code, _ in library.competences}
    for code in entry.thing.competences:
        if code not in known:
            entry.wrong(f"No file holds a table of competence requirements {code}.", "competences")


def _check_sheets(entry: Entry[Award], library: Library) -> None:
    own = {reference.code for reference in entry.thing.units}
    for at, reference in enumerate(entry.thing.assessments):
        sheet = library.assessments.get((reference.code, reference.version))
        for code in sheet.units if sheet else ():
            if code not in own:
                sentence = f"Assessment {reference.code} is for unit {code}, which the award does not have."
                entry.wrong(sentence, "assessments", at)
