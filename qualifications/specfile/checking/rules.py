"""Whether an outcome rule can be read on its sheet, and reads all of it."""

from __future__ import annotations

from qualifications.specfile.checking.entries import Entry
from qualifications.specfile.shapes import (
    Assessment,
    EachAtLeastMinimum,
    EveryPasses,
    Kind,
    Leaf,
    Node,
    NodePasses,
    QuantityAtLeast,
    QuantityAtMost,
    TotalAtLeast,
    leaves,
)

NOUNS = {
    Kind.SECTION: "section",
    Kind.CRITERION_MARK: "criterion with marks",
    Kind.CRITERION: "criterion that is met or not met",
    Kind.REQUIREMENT: "requirement",
    Kind.BANDS: "criterion with bands",
    Kind.TEST: "test",
    Kind.GROUP: "group",
}


def check_rule(entry: Entry[Assessment]) -> None:
    """Each part of the rule has what it reads, and every scored node is read by some part."""
    sheet, read = entry.thing, set[str]()
    for leaf in leaves(sheet.rule):
        if sentence := _fault(leaf, sheet):
            entry.wrong(sentence, "rule")
        read |= _read(leaf, sheet)
    for node in sheet.scored:
        if node.code not in read:
            name, way = f"{node.noun} {node.code}", "name it in the rule, or make its kind “context”."
            entry.wrong(f"No part of the rule reads {name}, so it could never refer the sheet; {way}", "rule")


def _fault(leaf: Leaf, sheet: Assessment) -> str:
    match leaf:
        case TotalAtLeast():
            return _total_fault(leaf, sheet)
        case EachAtLeastMinimum(kind):
            return _minimum_fault(kind, sheet)
        case EveryPasses(kind):
            found = any(node.kind is kind for node in sheet.walk())
            return "" if found else f"The rule names every {NOUNS[kind]}, but the sheet has none; leave that part out."
        case NodePasses(code):
            known = [node.code for node in sheet.walk() if node.kind is not Kind.CONTEXT]
            missing = f"The rule names node “{code}”, which is not scored on this sheet; it has {', '.join(known)}."
            return "" if code in known else missing
        case QuantityAtLeast(code) | QuantityAtMost(code):
            return _quantity_fault(leaf, code, sheet)


def _total_fault(leaf: TotalAtLeast, sheet: Assessment) -> str:
    known = {node.code: node for node in sheet.walk()}
    for code in leaf.of:
        if code not in known or not _most(known[code]):
            marked = ", ".join(node.code for node in sheet.walk() if _most(node)) or "no nodes with marks"
            return f"The rule adds up node “{code}”, which has no marks on this sheet; it has {marked}."
    most = sum(_most(known[code]) for code in leaf.of) if leaf.of else sum(map(_most, sheet.nodes))
    if most < leaf.marks:
        return f"The rule asks for a total of {leaf.marks}, but the maxima come to {most}; ask for at most {most}."
    return ""


def _most(node: Node) -> int:
    return sum(inner.maximum or 0 for inner in node.walk())


def _minimum_fault(kind: Kind, sheet: Assessment) -> str:
    nodes = [node for node in sheet.walk() if node.kind is kind]
    if not nodes:
        return f"The rule asks a minimum of every {NOUNS[kind]}, but the sheet has none; leave that part out."
    without = [node.code for node in nodes if node.minimum is None]
    return f"The rule asks a minimum of every {NOUNS[kind]}, but {without[0]} has none; give it one." if without else ""


def _quantity_fault(leaf: Leaf, code: str, sheet: Assessment) -> str:
    quantity = next((quantity for quantity in sheet.quantities if quantity.code == code), None)
    if quantity is None:
        known = ", ".join(quantity.code for quantity in sheet.quantities) or "none"
        return f"The rule names the quantity “{code}”, which the sheet does not have; it has {known}."
    if quantity.measure == "words":
        return f"“{code}” counts words, and words are guidance: no outcome may depend on them."
    limit, word = (quantity.minimum, "minimum") if isinstance(leaf, QuantityAtLeast) else (quantity.maximum, "maximum")
    return f"The rule names the quantity “{code}”, which has no {word}; give it one." if limit is None else ""


def _read(leaf: Leaf, sheet: Assessment) -> set[str]:
    """Codes of the scored nodes whose value this part of the rule looks at."""
    match leaf:
        case TotalAtLeast(_, of):
            return {n.code for top in sheet.walk() if not of or top.code in of for n in top.walk() if n.takes_marks}
        case EachAtLeastMinimum(kind) | EveryPasses(kind):
            return {inner.code for node in sheet.walk() if node.kind is kind for inner in node.walk()}
        case NodePasses(code):
            return {inner.code for node in sheet.walk() if node.code == code for inner in node.walk()}
        case _:
            return set()
