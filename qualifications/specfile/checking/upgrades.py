"""Whether an upgrade fits the two awards that it joins, and says what becomes of every unit."""

from __future__ import annotations

from collections.abc import Iterable

from qualifications.specfile.checking.duplicates import duplicates
from qualifications.specfile.checking.entries import Entry
from qualifications.specfile.checking.library import Library
from qualifications.specfile.shapes import Award, Upgrade


def check_upgrade(entry: Entry[Upgrade], library: Library) -> None:
    """Both awards known; each unit of the held award kept or replaced, and nothing lost."""
    upgrade = entry.thing
    held, wanted = library.versions_of(upgrade.from_), library.versions_of(upgrade.to)
    if upgrade.from_ == upgrade.to:
        entry.wrong("An award is no upgrade of itself; name another in “to”.", "to")
        return
    for key, code, versions in (("from", upgrade.from_, held), ("to", upgrade.to, wanted)):
        if not versions:
            entry.wrong(f"No file holds award {code}; give its file as well, or correct the code.", key)
    if held and wanted:
        _check_units(entry, _units(held), _units(wanted))
        _check_assessments(entry, held, wanted)
    _check_overlay(entry, library)


def _check_units(entry: Entry[Upgrade], held: set[str], wanted: set[str]) -> None:
    upgrade = entry.thing
    replaced = [pair.old for pair in upgrade.replaces]
    for code in duplicates([*upgrade.keeps, *replaced]):
        entry.wrong(f"Unit {code} is kept or replaced twice; once is enough.", "keeps")
    _check_in(entry, "keeps", upgrade.keeps, held, f"Unit {{}} is kept, but {upgrade.from_} does not have it")
    _check_in(entry, "keeps", upgrade.keeps, wanted, f"Unit {{}} is kept, but {upgrade.to} has no place for it")
    _check_in(entry, "replaces", replaced, held, f"Unit {{}} is replaced, but {upgrade.from_} does not have it")
    new = [pair.new for pair in upgrade.replaces]
    _check_in(entry, "replaces", new, wanted, f"Unit {{}} replaces another, but {upgrade.to} does not have it")
    for code in sorted(held & wanted & set(replaced)):
        entry.wrong(f"Unit {code} stands in both awards, so it is kept and not replaced.", "replaces")
    for code in sorted(held - set(upgrade.keeps) - set(replaced)):
        entry.wrong(f"Unit {code} of {upgrade.from_} is neither kept nor replaced: say what becomes of it.", "keeps")


def _check_in(entry: Entry[Upgrade], key: str, codes: Iterable[str], known: set[str], sentence: str) -> None:
    for code in codes:
        if code not in known:
            has = ", ".join(sorted(known)) or "none"
            entry.wrong(f"{sentence.format(code)}; it has {has}.", key)


def _check_assessments(entry: Entry[Upgrade], held: tuple[Award, ...], wanted: tuple[Award, ...]) -> None:
    upgrade = entry.thing
    for code, awards in ((upgrade.from_, held), (upgrade.to, wanted)):
        known = {reference.code for award in awards for reference in award.assessments}
        sentence = f"Assessment {{}} is kept, but {code} does not have it"
        _check_in(entry, "keeps_assessments", upgrade.keeps_assessments, known, sentence)


def _check_overlay(entry: Entry[Upgrade], library: Library) -> None:
    upgrade = entry.thing
    if not upgrade.overlay:
        return
    versions = [each for (code, _), each in library.overlays.items() if code == upgrade.overlay]
    if not versions:
        entry.wrong(f"No file holds overlay {upgrade.overlay}; give its file as well, or correct the code.", "overlay")
    elif not any(upgrade.to in each.applies_to for each in versions):
        applies = ", ".join(sorted({code for each in versions for code in each.applies_to}))
        entry.wrong(f"Overlay {upgrade.overlay} does not apply to {upgrade.to}; it applies to {applies}.", "overlay")


def _units(awards: Iterable[Award]) -> set[str]:
    return {reference.code for award in awards for reference in award.units}
