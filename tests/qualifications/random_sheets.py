"""Random sheets with random rules and random markings, and a second reading of rules to compare with.

The second reading works on the stored document, not on the engine's own shapes, and tells nothing but yes,
no or "cannot be said"; it is as plain as possible, so that it can be believed.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from qualifications import specfile
from qualifications.outcome import Value
from qualifications.specfile import Assessment, Band, Bullet, Kind, Node, Quantity, Rule, UnitOutcomes

UNITS = ("U1", "U2")
LEAF_KINDS = (Kind.SECTION, Kind.CRITERION_MARK, Kind.CRITERION, Kind.BANDS, Kind.TEST, Kind.CONTEXT)
BANDS = (Band(code="yes", text="Yes", passes=True), Band(code="no", text="No", passes=False))


@dataclass(frozen=True)
class Marked:
    """A sheet with one marker's values and the quantities recorded."""

    sheet: Assessment
    values: dict[str, Value]
    quantities: dict[str, int]


@st.composite
def leaf_nodes(draw: st.DrawFn, code: str) -> Node:
    kind = draw(st.sampled_from(LEAF_KINDS))
    maximum = draw(st.integers(1, 60)) if kind in (Kind.SECTION, Kind.CRITERION_MARK) else None
    evidences = tuple(f"{unit} 1.1" for unit in draw(st.sets(st.sampled_from(UNITS))))
    return Node(
        code=code,
        kind=kind,
        number=code,
        maximum=maximum,
        minimum=draw(st.integers(0, maximum)) if maximum else None,
        markings=("marks", "pass_referral") if kind is Kind.CRITERION_MARK else (),
        bands=BANDS if kind is Kind.BANDS else (),
        results=BANDS if kind is Kind.TEST else (),
        quantity="hours" if kind in (Kind.CRITERION, Kind.BANDS) and draw(st.booleans()) else "",
        bullets=() if kind is Kind.CONTEXT else (Bullet(code=f"{code}.1", text="A", evidences=evidences),),
    )


@st.composite
def node_lists(draw: st.DrawFn, prefix: str = "N", deep: bool = True) -> tuple[Node, ...]:
    nodes = []
    for at in range(draw(st.integers(1, 4))):
        code = f"{prefix}{at}"
        if deep and draw(st.integers(0, 3)) == 0:
            inner = draw(node_lists(prefix=f"{code}-", deep=False))
            most = sum(node.maximum or 0 for node in inner)
            nodes.append(
                Node(code=code, kind=Kind.GROUP, number=code, minimum=draw(st.integers(0, most)), nodes=inner)
            )
        else:
            nodes.append(draw(leaf_nodes(code)))
    return tuple(nodes)


def leaf_rules(nodes: tuple[Node, ...]) -> st.SearchStrategy[Rule]:
    every = [node for top in nodes for node in top.walk()]
    most = sum(node.maximum or 0 for node in every)
    named = st.sampled_from([node.code for node in every])
    marks = st.integers(0, most)
    return st.one_of(
        st.builds(specfile.TotalAtLeast, marks),
        st.builds(
            specfile.TotalAtLeast, marks, st.lists(named, min_size=1, max_size=2, unique=True).map(tuple)
        ),
        st.builds(
            specfile.EachAtLeastMinimum, st.sampled_from([Kind.SECTION, Kind.CRITERION_MARK, Kind.GROUP])
        ),
        st.builds(specfile.EveryPasses, st.sampled_from([Kind.CRITERION, Kind.BANDS, Kind.TEST])),
        st.builds(specfile.NodePasses, named),
        st.just(specfile.QuantityAtLeast("hours")),
        st.just(specfile.QuantityAtMost("hours")),
    )


def rules(nodes: tuple[Node, ...]) -> st.SearchStrategy[Rule]:
    def combined(parts: st.SearchStrategy[Rule]) -> st.SearchStrategy[Rule]:
        lists = st.lists(parts, min_size=1, max_size=3).map(tuple)
        return st.builds(specfile.AllOf, lists) | st.builds(specfile.AnyOf, lists)

    return st.recursive(leaf_rules(nodes), combined, max_leaves=6)


@st.composite
def sheets(draw: st.DrawFn) -> Assessment:
    nodes = draw(node_lists())
    return Assessment(
        code="RANDOM",
        version="1",
        title="A random sheet",
        wording="centre_own",
        rule=draw(rules(nodes)),
        units=UNITS,
        unit_outcomes=draw(st.sampled_from(UnitOutcomes)),
        quantities=(Quantity(code="hours", measure="hours", minimum=Decimal(12), maximum=Decimal(20)),),
        nodes=nodes,
    )


@st.composite
def marked_sheets(draw: st.DrawFn) -> Marked:
    """A sheet with every scored node decided: by marks or, where criteria have marks, by Pass or Referral."""
    sheet = draw(sheets())
    by_marks = draw(st.booleans()) or any(node.kind is Kind.SECTION for node in sheet.scored)
    values = {node.code: draw(_values(node, by_marks)) for node in sheet.scored}
    quantities = {"hours": draw(st.integers(10, 22))} if draw(st.booleans()) else {}
    return Marked(sheet, values, quantities)


def _values(node: Node, by_marks: bool) -> st.SearchStrategy[Value]:
    if node.takes_marks and by_marks:
        return st.integers(0, node.maximum).map(lambda mark: Value(mark=mark))
    if node.choices:
        return st.sampled_from(("yes", "no")).map(lambda band: Value(band=band))
    return st.booleans().map(lambda met: Value(met=met))


def better(node: Node, value: Value) -> Value:
    """One step up, where there is one."""
    if value.mark is not None:
        return replace(value, mark=min(value.mark + 1, node.maximum or 0))
    return Value(band="yes") if value.band else Value(met=True)


def best(node: Node) -> Value:
    """The best a node can be given."""
    if node.takes_marks:
        return Value(mark=node.maximum)
    return Value(band="yes") if node.choices else Value(met=True)


class Reader:
    """The second reading of a rule."""

    def __init__(self, marked: Marked) -> None:
        document = specfile.to_document(marked.sheet)
        self.rule, self.top = document["rule"], document["nodes"]
        self.values, self.hours = marked.values, marked.quantities.get("hours")
        self.nodes = self.below(self.top)
        self.no_marks = any(self.values[n["code"]].met is not None for n in self.nodes if "maximum" in n)

    def below(self, nodes: list[dict[str, Any]]) -> list[dict[str, Any]]:
        found = []
        for node in nodes:
            found += [node, *self.below(node.get("nodes", []))]
        return found

    def says(self, rule: dict[str, Any]) -> bool | None:
        [(kind, asked)] = rule.items()
        if kind == "all_of":
            parts = [self.says(part) for part in asked]
            return False if False in parts else None if None in parts else True
        if kind == "any_of":
            parts = [self.says(part) for part in asked]
            return True if True in parts else None if None in parts else False
        if kind.startswith("quantity"):
            if self.hours is None:
                return None
            return self.hours >= 12 if kind == "quantity_at_least" else self.hours <= 20
        if kind == "total_at_least":
            return self.total(asked)
        if kind == "node_passes":
            return self.passes(self.named(asked))
        wanted = {
            "each_section_at_least": "section",
            "each_criterion_at_least": "criterion_mark",
            "each_group_at_least": "group",
            "every_criterion_met": "criterion",
            "every_band_passes": "bands",
            "every_test_passed": "test",
        }[kind]
        nodes = [node for node in self.nodes if node["kind"] == wanted]
        if wanted == "group":
            return all(self.subtotal(node) for node in nodes)
        return all(self.passes(node) for node in nodes)

    def named(self, code: str) -> dict[str, Any]:
        return next(node for node in self.nodes if node["code"] == code)

    def total(self, asked: Any) -> bool:
        marks, tops = (
            (asked, self.top) if isinstance(asked, int) else (asked["marks"], [*map(self.named, asked["of"])])
        )
        marked = {node["code"] for node in self.below(tops) if "maximum" in node}
        if self.no_marks:
            return all(self.values[code].met for code in marked)
        return sum(self.values[code].mark or 0 for code in marked) >= marks

    def subtotal(self, group: dict[str, Any]) -> bool:
        marked = [self.values[node["code"]] for node in self.below([group]) if "maximum" in node]
        if self.no_marks:
            return all(value.met for value in marked)
        return sum(value.mark or 0 for value in marked) >= group.get("minimum", 0)

    def passes(self, node: dict[str, Any]) -> bool:
        if node["kind"] == "context":
            return True
        if node["kind"] == "group":
            return self.subtotal(node) and all(self.passes(inner) for inner in node["nodes"])
        value = self.values[node["code"]]
        if value.mark is not None:
            return value.mark >= node.get("minimum", 0)
        in_time = "quantity" not in node or self.hours is None or 12 <= self.hours <= 20
        return (value.met is True or value.band == "yes") and in_time
