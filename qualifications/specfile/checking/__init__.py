"""What no single table can show: whether the parts of a catalogue fit together.

A thing whose own table has mistakes is not checked further: one slip should not bring ten sentences.
"""

from __future__ import annotations

from qualifications.specfile.catalogue import Catalogue
from qualifications.specfile.checking.awards import check_award
from qualifications.specfile.checking.competences import check_competences
from qualifications.specfile.checking.entries import Entries, Entry
from qualifications.specfile.checking.library import Library, check_duplicates
from qualifications.specfile.checking.references import check_coverage, check_references
from qualifications.specfile.checking.rules import check_rule
from qualifications.specfile.checking.sheets import check_sheet
from qualifications.specfile.checking.units import check_unit

__all__ = ["Entries", "Entry", "check"]


def check(entries: Entries, beside: Catalogue, *, alone: bool) -> None:
    """Note every mistake between the things read; `beside` may be named, `alone` allows unknown units."""
    check_duplicates(entries)
    library = Library(entries, beside)
    for unit in entries.units:
        if unit.sound:
            check_unit(unit)
    for sheet in entries.assessments:
        if sheet.sound:
            check_sheet(sheet)
            check_rule(sheet)
            check_references(sheet, library, alone=alone)
    for table in entries.competences:
        if table.sound:
            check_competences(table)
    for award in entries.awards:
        if award.sound:
            check_award(award, library)
    if not alone:
        check_coverage(entries, library)
