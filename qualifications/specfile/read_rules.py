"""Outcome rules: from the small tables of a file to the tree that the engine reads."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from qualifications.specfile.shapes import (
    AllOf,
    AnyOf,
    EachAtLeastMinimum,
    EveryPasses,
    Kind,
    NodePasses,
    QuantityAtLeast,
    QuantityAtMost,
    Rule,
    TotalAtLeast,
)
from qualifications.specfile.table import MOST, Table

EACH = {
    "each_section_at_least": Kind.SECTION,
    "each_criterion_at_least": Kind.CRITERION_MARK,
    "each_group_at_least": Kind.GROUP,
}
EVERY = {
    "every_criterion_met": Kind.CRITERION,
    "every_requirement_confirmed": Kind.REQUIREMENT,
    "every_band_passes": Kind.BANDS,
    "every_test_passed": Kind.TEST,
}
NAMED: dict[str, Callable[[str], Rule]] = {
    "node_passes": NodePasses,
    "quantity_at_least": QuantityAtLeast,
    "quantity_at_most": QuantityAtMost,
}
KINDS = ("all_of", "any_of", "total_at_least", *EACH, *EVERY, *NAMED)
DEEPEST = 12
NOTHING = AllOf(())
_TOTAL = '“total_at_least” takes whole marks, or { marks = 20, of = ["S1", "S2"] }.'


def read_rule(table: Table) -> Rule:
    """The `rule` of an assessment; an empty all-of when it cannot be read (a mistake is then noted)."""
    raw = table.get("rule")
    if raw is None:
        table.wrong("“rule” is missing: nothing says what makes a pass.", "rule")
        return NOTHING
    return _rule(raw, table, DEEPEST)


def _rule(raw: object, table: Table, depth: int) -> Rule:
    if not isinstance(raw, Mapping) or len(raw) != 1 or depth == 0:
        table.wrong(
            f"Each part of a rule is one key, such as {{ total_at_least = 50 }}, at most {DEEPEST} deep.",
            "rule",
        )
        return NOTHING
    [(kind, value)] = raw.items()
    if kind in ("all_of", "any_of"):
        return _combined(kind, value, table, depth)
    return _leaf(kind, value, table)


def _combined(kind: str, value: object, table: Table, depth: int) -> Rule:
    if not isinstance(value, list) or not value:
        table.wrong(f"“{kind}” takes a list of at least one rule.", "rule")
        return NOTHING
    parts = tuple(_rule(part, table, depth - 1) for part in value)
    return AllOf(parts) if kind == "all_of" else AnyOf(parts)


def _leaf(kind: str, value: object, table: Table) -> Rule:
    if kind == "total_at_least":
        return _total(value, table)
    if kind in EACH and value == "minimum":
        return EachAtLeastMinimum(EACH[kind])
    if kind in EVERY and value is True:
        return EveryPasses(EVERY[kind])
    if kind in NAMED and isinstance(value, str):
        return NAMED[kind](value)
    table.wrong(_leaf_sentence(kind), "rule")
    return NOTHING


def _leaf_sentence(kind: str) -> str:
    if kind in EACH:
        return f'“{kind}” is written {kind} = "minimum".'
    if kind in EVERY:
        return f"“{kind}” is written {kind} = true."
    if kind in NAMED:
        return f"“{kind}” takes one code in quotes."
    return f"“{kind}” is not a kind of rule; the kinds are {', '.join(KINDS)}."


def _total(value: object, table: Table) -> Rule:
    asked: Mapping[str, object] = value if isinstance(value, Mapping) else {"marks": value}
    marks, of = asked.get("marks"), asked.get("of", [])
    if isinstance(marks, int) and not isinstance(marks, bool) and isinstance(of, list):
        codes = tuple(code for code in of if isinstance(code, str))
        if 0 <= marks <= MOST and len(codes) == len(of) and set(asked) <= {"marks", "of"}:
            return TotalAtLeast(marks, codes)
    table.wrong(_TOTAL, "rule")
    return NOTHING
