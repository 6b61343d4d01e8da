"""Whether a sheet is whole in itself: codes, maxima and minima, bands, quantities."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qualifications.specfile.checking.duplicates import duplicates
from qualifications.specfile.checking.entries import Entry
from qualifications.specfile.checking.paths import node_paths
from qualifications.specfile.lines import Key
from qualifications.specfile.shapes import Assessment, Kind, Node, Quantity


def check_sheet(entry: Entry[Assessment]) -> None:
    """Everything but the rule and the references to units."""
    sheet = entry.thing
    if not sheet.scored:
        entry.wrong("Nothing on this sheet is scored, so nobody could decide it.", "nodes")
    _check_codes(entry)
    for node, path in node_paths(sheet):
        _check_minimum(entry, node, path)
        _check_bands(entry, node, path)
        _check_bound_quantities(entry, node, path)
    for at, quantity in enumerate(sheet.quantities):
        _check_quantity(entry, at, quantity)


def _check_codes(entry: Entry[Assessment]) -> None:
    sheet = entry.thing
    nodes = list(sheet.walk())
    kinds = {
        "nodes": [node.code for node in nodes],
        "bullets": [bullet.code for node in nodes for bullet in node.bullets],
        "quantities": [quantity.code for quantity in sheet.quantities],
        "choices": [choice.code for choice in sheet.choices],
        "units": sheet.units,
    }
    for key, codes in kinds.items():
        for code in duplicates(codes):
            entry.wrong(
                f"{code} stands twice among the {key} of this sheet; each needs its own.",
                "nodes" if key == "bullets" else key,
            )
    for at, choice in enumerate(sheet.choices):
        for code in duplicates(option.code for option in choice.options):
            entry.wrong(f"{code} stands twice among the options; each needs its own.", "choices", at)


def _check_minimum(entry: Entry[Assessment], node: Node, path: tuple[Key, ...]) -> None:
    most = sum(inner.maximum or 0 for inner in node.walk())
    if node.minimum is not None and node.minimum > most:
        whose = "the maxima inside it, together" if node.kind is Kind.GROUP else "its maximum of"
        sentence = f"The minimum of {node.minimum} is above {whose} {most}; at most {most} can be asked for."
        entry.wrong(sentence, *path, "minimum", place=f"node {node.code}")
    if node.kind is Kind.GROUP and not node.nodes:
        entry.wrong(
            "The group holds no nodes; give it some under “nodes”, or leave it out.", *path, place=f"node {node.code}"
        )


def _check_bands(entry: Entry[Assessment], node: Node, path: tuple[Key, ...]) -> None:
    if node.kind not in (Kind.BANDS, Kind.TEST):
        return
    place = f"node {node.code}"
    if len(node.choices) < 2 or not any(band.passes for band in node.choices):
        entry.wrong("There must be at least two values to choose from, and one of them must pass.", *path, place=place)
    for code in duplicates(band.code.lower() for band in node.choices):
        entry.wrong(f"The value {code} stands twice; each needs its own code.", *path, place=place)


def _check_bound_quantities(entry: Entry[Assessment], node: Node, path: tuple[Key, ...]) -> None:
    known = {quantity.code: quantity for quantity in entry.thing.quantities}
    for code in node.quantities:
        if code not in known:
            entry.wrong(
                f"The sheet has no quantity “{code}”; it has {', '.join(known) or 'none'}.",
                *path,
                place=f"node {node.code}",
            )
        elif known[code].measure == "words" and node.kind is not Kind.SECTION:
            sentence = f"“{code}” counts words, and words are guidance: no criterion may depend on them."
            entry.wrong(sentence, *path, place=f"node {node.code}")


def _check_quantity(entry: Entry[Assessment], at: int, quantity: Quantity) -> None:
    for sentence, key in quantity_faults(quantity, entry.thing.units, "sheet"):
        entry.wrong(sentence, "quantities", at, *key, place=f"quantity {quantity.code}")


def quantity_faults(quantity: Quantity, units: Sequence[str], whose: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What is wrong with a quantity of a sheet or an award that has these units: sentence and key."""
    if quantity.minimum is None and quantity.maximum is None:
        yield "A quantity needs a minimum, a maximum, or both.", ()
    elif quantity.minimum is not None and quantity.maximum is not None and quantity.minimum > quantity.maximum:
        yield (
            f"The minimum of {quantity.minimum} is above the maximum of {quantity.maximum}; are they swapped?",
            ("minimum",),
        )
    if quantity.planned and quantity.measure not in ("hours", "percent"):
        yield "What is planned is counted in hours, or as a share of them in percent.", ("planned",)
    if quantity.planned and (quantity.roles or quantity.confirmed_by or quantity.session_minutes):
        yield "What is planned lies ahead: it has no role, no session and nobody who confirms it.", ("planned",)
    if quantity.unit and quantity.unit not in units:
        yield f"{quantity.unit} is not a unit of this {whose}; it has {', '.join(units) or 'none'}.", ("unit",)
