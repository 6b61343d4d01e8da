"""Finding a thing by code and version, among the files read and the catalogue beside them."""

from __future__ import annotations

from collections.abc import Sequence

from qualifications.specfile.catalogue import Catalogue
from qualifications.specfile.checking.entries import Entries, Entry, Thing
from qualifications.specfile.shapes import Assessment, Award, Unit

Name = tuple[str, str]


class Library:
    """Everything by (code, version); what the files say goes before the catalogue beside."""

    def __init__(self, entries: Entries, beside: Catalogue) -> None:
        self.units = _by_name(beside.units, entries.units)
        self.assessments = _by_name(beside.assessments, entries.assessments)
        self.awards = _by_name(beside.awards, entries.awards)

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
