"""The structure hash: it stays when the wording changes, and changes with each of what carries marks forward."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from decimal import Decimal
from typing import Any

import pytest

from qualifications.specfile import (
    AllOf,
    Assessment,
    Kind,
    Node,
    Printed,
    TotalAtLeast,
    UnitOutcomes,
    digest,
    structure_hash,
)
from tests.qualifications.made_up import sheet

# What a sheet says in words: none of it decides anything.
WORDING = {
    "title", "sheet_title", "printed_title", "source", "version", "wording", "form_version", "task", "headings_note",
    "declaration", "authenticity", "use_statement", "refusal", "rule_text", "number", "heading", "short", "guidance",
    "text", "local", "question", "flags",
}  # fmt: skip
# The sheets that between them have every kind of node, quantities, choices, bands and bullets.
SHEETS = ["D7.01", "D7.02-03", "D7.04", "ROWS", "MIXED", "HOURS", "PARTS", "GRADED", "CHECKLIST"]


def reworded(value: Any) -> Any:
    """The same with every text of it changed."""
    if isinstance(value, tuple):
        return tuple(reworded(each) for each in value)
    if not is_dataclass(value) or isinstance(value, type):
        return value
    changed = {}
    for field in fields(value):
        held = getattr(value, field.name)
        if field.name in WORDING:
            changed[field.name] = ("sic",) if field.name == "flags" else f"{held} (reworded)"
        elif field.name not in ("rule", "units"):
            changed[field.name] = reworded(held)
    return replace(value, **changed)


@pytest.mark.parametrize("code", SHEETS)
def test_wording_changes_the_digest_and_not_the_structure(code: str) -> None:
    before, after = sheet(code), reworded(sheet(code))
    after = replace(after, printed=(Printed(heading="New", text="A new row"),))

    assert structure_hash(after) == structure_hash(before)
    assert digest(after) != digest(before)


def with_node(sheet: Assessment, code: str, **changed: Any) -> Assessment:
    """The same sheet with one node changed, however deep it lies."""

    def new(node: Node) -> Node:
        own = changed if node.code == code else {}
        return replace(node, nodes=tuple(map(new, node.nodes)), **own)

    return replace(sheet, nodes=tuple(map(new, sheet.nodes)))


def with_bullet(sheet: Assessment, **changed: Any) -> Assessment:
    node = sheet.nodes[0]
    first, *rest = node.bullets
    return with_node(sheet, node.code, bullets=(replace(first, **changed), *rest))


def with_quantity(sheet: Assessment, **changed: Any) -> Assessment:
    return replace(sheet, quantities=(replace(sheet.quantities[0], **changed),))


def all_pass(sheet: Assessment, code: str) -> Assessment:
    return with_node(sheet, code, bands=tuple(replace(band, passes=True) for band in sheet.node(code).bands))


CHANGES: dict[str, tuple[str, Callable[[Assessment], Assessment]]] = {
    "maximum of a section": ("D7.01", lambda s: with_node(s, "S1", maximum=51)),
    "maximum of a row in a part": ("ROWS", lambda s: with_node(s, "B2", maximum=25)),
    "maximum of a quantity": ("GRADED", lambda s: with_quantity(s, maximum=Decimal(11))),
    "minimum of a section": ("D7.01", lambda s: with_node(s, "S2", minimum=24)),
    "minimum of a part": ("ROWS", lambda s: with_node(s, "A", minimum=13)),
    "minimum of a quantity": ("GRADED", lambda s: with_quantity(s, minimum=Decimal(5))),
    "mapping of a bullet": ("D7.01", lambda s: with_bullet(s, evidences=("D7.01 1.2",))),
    "mapping of a row": ("ROWS", lambda s: with_node(s, "A1", criterion="MU-10 1.2")),
    "quantity of a row": ("ROWS", lambda s: with_node(s, "B2", quantity="")),
    "units": ("ROWS", lambda s: replace(s, units=("MU-10",))),
    "what a referral says of each unit": ("ROWS", lambda s: replace(s, unit_outcomes=UnitOutcomes.WHOLE_SHEET)),
    "rule": ("D7.01", lambda s: replace(s, rule=AllOf((TotalAtLeast(51), *s.rule.parts[1:])))),  # type: ignore[union-attr]
    "kind of a node": ("ROWS", lambda s: with_node(s, "A1", kind=Kind.CRITERION)),
    "ways of marking": ("ROWS", lambda s: with_node(s, "A1", markings=("marks",))),
    "which band passes": ("GRADED", lambda s: all_pass(s, "B1")),
    "order of the nodes": ("D7.01", lambda s: replace(s, nodes=s.nodes[::-1])),
}  # fmt: skip


@pytest.mark.parametrize("what", CHANGES)
def test_each_of_these_is_structure(what: str) -> None:
    code, change = CHANGES[what]

    assert structure_hash(change(sheet(code))) != structure_hash(sheet(code))


def test_no_two_of_the_changes_are_taken_for_one() -> None:
    hashes = {structure_hash(change(sheet(code))) for code, change in CHANGES.values()}

    assert len(hashes) == len(CHANGES)
