"""Whether an award can be reached at all: its groups, its barred units, and the rule they make together."""

from __future__ import annotations

from qualifications.combination import Group, TooEntangled, impossible
from qualifications.specfile.checking.duplicates import duplicates
from qualifications.specfile.checking.entries import Entry
from qualifications.specfile.checking.library import Library
from qualifications.specfile.combining import combination_of
from qualifications.specfile.shapes import Award


def check_combination(entry: Entry[Award], library: Library) -> None:
    """Groups and bars that fit the units, then a search: is there one choice of units that meets the whole rule?"""
    before = len(entry.table.notes.mistakes)
    _check_groups(entry)
    _check_places(entry)
    _check_barred(entry)
    award = entry.thing
    if award.credits_above_level is not None and award.level is None:
        entry.wrong("“credits_above_level” needs the award’s own “level”.", "credits_above_level")
    if len(entry.table.notes.mistakes) == before:
        _check_reachable(entry, library)


def _check_groups(entry: Entry[Award]) -> None:
    for code in duplicates(group.code for group in entry.thing.groups):
        entry.wrong(f"Group {code} stands twice.", "groups")
    for at, group in enumerate(entry.thing.groups):
        if sentence := _group_fault(entry.thing, group):
            entry.wrong(sentence, "groups", at, place=f"group {group.code}")


def _group_fault(award: Award, group: Group) -> str:
    if all(reference.group != group.code for reference in award.units):
        return f'No unit is in this group; say group = "{group.code}" at the units that are.'
    limits = (
        ("credits", group.minimum_credits, group.maximum_credits),
        ("units", group.minimum_units, group.maximum_units),
    )
    for noun, least, most in limits:
        if least is not None and most is not None and least > most:
            return f"The minimum of {least} {noun} is above the maximum of {most}."
    return ""


def _check_places(entry: Entry[Award]) -> None:
    known = {group.code for group in entry.thing.groups}
    for at, reference in enumerate(entry.thing.units):
        if reference.group and reference.group not in known:
            groups = ", ".join(sorted(known)) or "none"
            sentence = f"Unit {reference.code} is in group {reference.group}; the groups of this award are: {groups}."
            entry.wrong(sentence, "units", at, "group")


def _check_barred(entry: Entry[Award]) -> None:
    own = {reference.code for reference in entry.thing.units}
    for at, barred in enumerate(entry.thing.barred):
        for code in barred.units:
            if code not in own:
                entry.wrong(f"Unit {code} is barred, but the award does not have it.", "barred", at, "units")


def _check_reachable(entry: Entry[Award], library: Library) -> None:
    """Without all its units an award is not asked: their absence has a sentence of its own."""
    award = entry.thing
    if any((reference.code, reference.version) not in library.units for reference in award.units):
        return
    rule = combination_of(award, library.units.values())
    if not award.units or _adds_up_wrongly(award, sum(place.credits for place in rule.places)):
        return
    try:
        reason = impossible(rule)
    except TooEntangled as problem:
        entry.wrong(f"Nobody could tell whether the rule of combination is met. {problem}", "units")
        return
    if reason:
        entry.wrong(f"No choice of its units meets the rule of combination. With all of them: {reason}", "units")


def _adds_up_wrongly(award: Award, together: int) -> bool:
    """That has its own sentence already."""
    return award.credits is not None and together < award.credits
