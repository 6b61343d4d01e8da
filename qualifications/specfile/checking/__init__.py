"""What no single table can show: whether the parts of a catalogue fit together.

A thing whose own table has mistakes is not checked further: one slip should not bring ten sentences.
"""

from __future__ import annotations

from qualifications.specfile.catalogue import Catalogue
from qualifications.specfile.checking.awards import check_award
from qualifications.specfile.checking.competences import check_competences
from qualifications.specfile.checking.entries import Entries, Entry
from qualifications.specfile.checking.library import Library, check_duplicates
from qualifications.specfile.checking.overlays import check_overlay
from qualifications.specfile.checking.references import check_coverage, check_references
from qualifications.specfile.checking.rules import check_rule
from qualifications.specfile.checking.sheets import check_sheet
from qualifications.specfile.checking.supersedes import check_supersedes
from qualifications.specfile.checking.units import check_unit
from qualifications.specfile.checking.upgrades import check_upgrade

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
    _check_steps(entries, library)
    if not alone:
        check_coverage(entries, library)


def _check_steps(entries: Entries, library: Library) -> None:
    """What stands beside the awards: overlays that add to them, upgrades that join them."""
    for overlay in entries.overlays:
        if overlay.sound:
            check_overlay(overlay, library)
            check_supersedes(overlay, library.overlays)
    for upgrade in entries.upgrades:
        if upgrade.sound:
            check_upgrade(upgrade, library)
            check_supersedes(upgrade, library.upgrades)
