"""Whether what a sheet evidences exists, and whether every criterion is evidenced."""

from __future__ import annotations

from collections.abc import Iterator

from qualifications.specfile.checking.entries import Entries, Entry
from qualifications.specfile.checking.library import Library
from qualifications.specfile.checking.paths import node_paths
from qualifications.specfile.lines import Key
from qualifications.specfile.shapes import Assessment, Unit


def check_references(entry: Entry[Assessment], library: Library, *, alone: bool) -> None:
    """Every unit and criterion that the sheet names exists."""
    sheet = entry.thing
    for code in sheet.units:
        if not alone and not library.units_of(sheet, code):
            entry.wrong(f"No file holds unit {code}; give its file as well, or correct the code.", "units")
    for reference, path, place in _references(sheet):
        if sentence := _fault(sheet, reference, library):
            entry.wrong(sentence, *path, place=place)


def check_coverage(entries: Entries, library: Library) -> None:
    """Every criterion of a unit is evidenced by a bullet or row of the sheets that one award has for it."""
    for entry in entries.assessments:
        if entry.sound:
            for code in entry.thing.units:
                _check_coverage(entry, code, library)


def _check_coverage(entry: Entry[Assessment], code: str, library: Library) -> None:
    evidenced = _evidenced(entry.thing)
    for award in library.awards_of(entry.thing):
        for reference in award.assessments:
            beside = library.assessments.get((reference.code, reference.version))
            evidenced |= _evidenced(beside) if beside and code in beside.units else set()
    for unit in library.units_of(entry.thing, code):
        for missing in (reference for reference in unit.criteria if reference not in evidenced):
            way = "name it in “evidences” of a bullet, or as the “criterion” of a row."
            entry.wrong(f"Criterion {missing} has no bullet: nothing on the sheet evidences it; {way}", "nodes")


def _evidenced(sheet: Assessment) -> set[str]:
    return {reference for node in sheet.nodes for reference in node.evidences}


def _references(sheet: Assessment) -> Iterator[tuple[str, tuple[Key, ...], str]]:
    """Every criterion the sheet names, with the path and the place of the naming."""
    for node, path in node_paths(sheet):
        if node.criterion:
            yield node.criterion, (*path, "criterion"), f"node {node.code}"
        for at, bullet in enumerate(node.bullets):
            for reference in bullet.evidences:
                yield reference, (*path, "bullets", at, "evidences"), f"bullet {bullet.code}"
    for at, quantity in enumerate(sheet.quantities):
        if quantity.criterion:
            yield quantity.criterion, ("quantities", at, "criterion"), f"quantity {quantity.code}"


def _fault(sheet: Assessment, reference: str, library: Library) -> str:
    """What is wrong with one reference such as "D7.02 1.1"; empty when nothing is."""
    code, blank, number = reference.partition(" ")
    if not (code and blank and number):
        return f"“{reference}” is not a criterion; write the unit and the number, such as “D7.02 1.1”."
    if code not in sheet.units:
        units = ", ".join(sheet.units) or "none"
        return f"“{reference}” belongs to unit {code}, but the units of this sheet are: {units}."
    versions = library.units_of(sheet, code)
    return next((_unknown(reference, unit) for unit in versions if reference not in unit.criteria), "")


def _unknown(reference: str, unit: Unit) -> str:
    known = ", ".join(c.partition(" ")[2] for c in unit.criteria) or "none"
    return f"“{reference}” is not a criterion of unit {unit.code} version {unit.version}; it has {known}."
