"""Whether an overlay fits the awards it applies to, and takes nothing from them."""

from __future__ import annotations

from collections.abc import Collection

from qualifications.specfile.checking.duplicates import duplicates
from qualifications.specfile.checking.entries import Entry
from qualifications.specfile.checking.library import Library
from qualifications.specfile.checking.sheets import quantity_faults
from qualifications.specfile.shapes import Award, Overlay, Quantity
from qualifications.specfile.stricter import counterparts, is_relief, together


def check_overlay(entry: Entry[Overlay], library: Library) -> None:
    """Codes once each, quantities bound, awards known, and nothing below what they ask themselves."""
    _check_codes(entry)
    _check_quantities(entry, library)
    _check_bound(entry)
    _check_awards(entry, library)
    _check_yields(entry, library)


def _check_codes(entry: Entry[Overlay]) -> None:
    overlay = entry.thing
    if not overlay.requirements:
        entry.wrong("An overlay without requirements adds nothing; give it one, or leave it out.", "requirements")
    kinds = {
        "quantities": [quantity.code for quantity in overlay.quantities],
        "requirements": [requirement.code for requirement in overlay.requirements],
        "applies_to": list(overlay.applies_to),
        "yields": list(overlay.yields),
    }
    for key, codes in kinds.items():
        for code in duplicates(codes):
            entry.wrong(f"{code} stands twice in “{key}” of this overlay; once is enough, or each needs its own.", key)


def _check_quantities(entry: Entry[Overlay], library: Library) -> None:
    awards = [award for code in entry.thing.applies_to for award in library.versions_of(code)]
    units = [reference.code for award in awards for reference in award.units]
    for at, quantity in enumerate(entry.thing.quantities):
        for sentence, key in quantity_faults(quantity, units, "overlay’s awards"):
            entry.wrong(sentence, "quantities", at, *key, place=f"quantity {quantity.code}")


def _check_bound(entry: Entry[Overlay]) -> None:
    """A quantity is asked for by a requirement, and a requirement names quantities that are there."""
    known = [quantity.code for quantity in entry.thing.quantities]
    asked = {code for requirement in entry.thing.requirements for code in requirement.quantities}
    for at, requirement in enumerate(entry.thing.requirements):
        for code in requirement.quantities:
            if code not in known:
                place = f"requirement {requirement.code}"
                entry.wrong(_no_quantity(code, known), "requirements", at, "quantities", place=place)
    for at, quantity in enumerate(entry.thing.quantities):
        if quantity.code not in asked:
            sentence = (
                f"No requirement names the quantity “{quantity.code}”, so nobody would ask for it; name it in one."
            )
            entry.wrong(sentence, "quantities", at)


def _no_quantity(code: str, known: Collection[str]) -> str:
    return f"The overlay has no quantity “{code}”; it has {', '.join(known) or 'none'}."


def _check_awards(entry: Entry[Overlay], library: Library) -> None:
    if not entry.thing.applies_to:
        entry.wrong("“applies_to” names no award, so the overlay adds to nothing; name at least one.", "applies_to")
    for code in entry.thing.applies_to:
        versions = library.versions_of(code)
        if not versions:
            entry.wrong(f"No file holds award {code}; give its file as well, or correct the code.", "applies_to")
        for award in versions:
            _check_against(entry, award, library)


def _check_against(entry: Entry[Overlay], award: Award, library: Library) -> None:
    for at, quantity in enumerate(entry.thing.quantities):
        if sentence := _fault(entry.thing, quantity, award, library):
            entry.wrong(sentence, "quantities", at, "minimum", place=f"quantity {quantity.code}")


def _fault(overlay: Overlay, quantity: Quantity, award: Award, library: Library) -> str:
    """Why this quantity cannot stand beside the award's own; empty when it can."""
    own = counterparts(quantity, library.quantities_of(award))
    if len(own) > 1:
        places = " or ".join(each.criterion or each.code for each in own)
        return f"“{quantity.code}” may be meant for {places} of {award.code}; name the criterion that it speaks of."
    if not own or quantity.code in overlay.yields:
        return ""
    return _relief(quantity, own[0], award) if is_relief(quantity, own[0]) else _clash(quantity, own[0], award)


def _relief(quantity: Quantity, own: Quantity, award: Award) -> str:
    return (
        f"“{quantity.code}” asks for {_asked(quantity)} where {award.code} asks for {_asked(own)}: an overlay may "
        "add, never subtract. If the centre prints it so, name it in “yields”, and the award’s own governs."
    )


def _clash(quantity: Quantity, own: Quantity, award: Award) -> str:
    """Why nobody could meet the award and the overlay; empty when somebody can."""
    both = together(quantity, own)
    if both.minimum is None or both.maximum is None or both.minimum <= both.maximum:
        return ""
    asked = f"“{quantity.code}” asks for {_asked(quantity)} where {award.code} asks for {_asked(own)}"
    return f"{asked}: nobody could meet both. Change the one that is not printed so."


def _asked(quantity: Quantity) -> str:
    limits = (("at least", quantity.minimum), ("at most", quantity.maximum))
    return " and ".join(f"{word} {limit}" for word, limit in limits if limit is not None)


def _check_yields(entry: Entry[Overlay], library: Library) -> None:
    overlay = entry.thing
    own = [each for code in overlay.applies_to for each in library.quantities_of_every(code)]
    known = {quantity.code: quantity for quantity in overlay.quantities}
    for code in overlay.yields:
        if code not in known:
            entry.wrong(_no_quantity(code, known), "yields")
        elif not any(is_relief(known[code], each) for each in counterparts(known[code], own)):
            entry.wrong(
                f"“{code}” gives way to nothing: no award of this overlay asks for more. Leave it out of “yields”.",
                "yields",
            )
    if overlay.yields and not overlay.decisions:
        sentence = "A quantity gives way to the award, and no decision says why; add it to “decisions”."
        entry.wrong(sentence, "yields")
