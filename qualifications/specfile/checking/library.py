"""Finding a thing by code and version, among the files read and the catalogue beside them."""

from __future__ import annotations

from collections.abc import Sequence

from qualifications.specfile.catalogue import Catalogue
from qualifications.specfile.checking.entries import Entries, Entry, Thing
from qualifications.specfile.shapes import Assessment, Award, Quantity, Unit

Name = tuple[str, str]


class Library:
    """Everything by (code, version); what the files say goes before the catalogue beside."""

    def __init__(self, entries: Entries, beside: Catalogue) -> None:
        self.units = _by_name(beside.units, entries.units)
        self.assessments = _by_name(beside.assessments, entries.assessments)
        self.awards = _by_name(beside.awards, entries.awards)
        self.overlays = _by_name(beside.overlays, entries.overlays)
        self.upgrades = _by_name(beside.upgrades, entries.upgrades)
        self.competences = _by_name(beside.competences, entries.competences)

    def units_of(self, sheet: Assessment, code: str) -> tuple[Unit, ...]:
        """The versions of one unit that a sheet must fit: those its awards pair it with, or all there are."""
        paired = {
            (reference.code, reference.version)
            for award in self.awards_of(sheet)
            for reference in award.units
            if reference.code == code
        }
        names = paired or {name for name in self.units if name[0] == code}
        return tuple(self.units[name] for name in sorted(names) if name in self.units)

    def versions_of(self, code: str) -> tuple[Award, ...]:
        """Every version of one award; empty when no file holds it."""
        return tuple(award for (known, _), award in sorted(self.awards.items()) if known == code)

    def sheets_of(self, award: Award) -> tuple[Assessment, ...]:
        """The assessments that an award names and some file holds, in the award's order."""
        names = [(reference.code, reference.version) for reference in award.assessments]
        return tuple(self.assessments[name] for name in names if name in self.assessments)

    def quantities_of(self, award: Award) -> tuple[Quantity, ...]:
        """Everything the award itself asks for by number, on whichever of its sheets or on none."""
        return (*award.quantities, *(quantity for sheet in self.sheets_of(award) for quantity in sheet.quantities))

    def quantities_of_every(self, code: str) -> tuple[Quantity, ...]:
        """The same over every version of one award."""
        return tuple(quantity for award in self.versions_of(code) for quantity in self.quantities_of(award))

    def awards_of(self, sheet: Assessment) -> tuple[Award, ...]:
        """The awards that refer to this very version of the sheet."""
        name = (sheet.code, sheet.version)
        return tuple(
            award for award in self.awards.values() if name in {(r.code, r.version) for r in award.assessments}
        )


def check_duplicates(entries: Entries) -> None:
    """Each code and version stands once in all the files."""
    _check_duplicates(entries.awards)
    _check_duplicates(entries.units)
    _check_duplicates(entries.assessments)
    _check_duplicates(entries.overlays)
    _check_duplicates(entries.upgrades)
    _check_duplicates(entries.competences)


def _check_duplicates(entries: Sequence[Entry[Thing]]) -> None:
    first: dict[Name, Entry[Thing]] = {}
    for entry in entries:
        name = (entry.thing.code, entry.thing.version)
        if "" in name:
            continue
        if name in first:
            file = first[name].table.notes.file
            entry.wrong(f"{name[0]} version {name[1]} stands twice; it is in {file} already. Leave one out.", "code")
        first.setdefault(name, entry)


def _by_name(beside: Sequence[Thing], entries: Sequence[Entry[Thing]]) -> dict[Name, Thing]:
    named = {(thing.code, thing.version): thing for thing in beside}
    named.update({(entry.thing.code, entry.thing.version): entry.thing for entry in entries})
    return named
