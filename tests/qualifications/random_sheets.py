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
LEAF_KINDS = (
    Kind.SECTION,
    Kind.CRITERION_MARK,
    Kind.CRITERION,
    Kind.REQUIREMENT,
    Kind.BANDS,
    Kind.TEST,
    Kind.CONTEXT,
)
HAVE_BULLETS = (Kind.SECTION, Kind.CRITERION_MARK, Kind.CRITERION, Kind.BANDS, Kind.TEST)
BANDS = (Band(code="yes", text="Yes", passes=True), Band(code="no", text="No", passes=False))


@dataclass(frozen=True)
class Marked:
    """A sheet with one marker's values and the quantities recorded."""

    sheet: Assessment
    values: dict[str, Value]
    quantities: dict[str, int]


@dataclass(frozen=True)
class Draft:
    """What is drawn of one node: numbers that are cut to size when the sheet is put together."""

    kind: Kind
    maximum: int
    minimum: int
    mark: int
    good: bool
    needs_hours: bool
    units: frozenset[str]
    inside: tuple[Draft, ...] = ()


# All strategies are built once: drawing through freshly built ones is ten times slower.
NUMBERS = st.integers(0, 60)
LEAVES = st.builds(
    Draft,
    st.sampled_from(LEAF_KINDS),
    st.integers(1, 60),
    NUMBERS,
    NUMBERS,
    st.booleans(),
    st.booleans(),
    st.frozensets(st.sampled_from(UNITS)),
)
GROUPS = st.builds(
    lambda inside, minimum: Draft(Kind.GROUP, 0, minimum, 0, False, False, frozenset(), tuple(inside)),
    st.lists(LEAVES, min_size=1, max_size=3),
    NUMBERS,
)
TREES = st.lists(LEAVES | LEAVES | LEAVES | GROUPS, min_size=1, max_size=4)
LEAF_RULES = st.tuples(st.sampled_from(("total", "subtotal", "each", "every", "passes", "least", "most")), NUMBERS)
RULES = st.recursive(
    LEAF_RULES,
    lambda parts: st.tuples(st.sampled_from(("all", "any")), st.lists(parts, min_size=1, max_size=3)),
    max_leaves=6,
)


def node(draft: Draft, code: str) -> Node:
    """The node of a draft, with a maximum and a minimum that fit together."""
    kind, inside = draft.kind, tuple(node(each, f"{code}-{at}") for at, each in enumerate(draft.inside))
    marked = kind in (Kind.SECTION, Kind.CRITERION_MARK)
    most = draft.maximum if marked else sum(each.maximum or 0 for each in inside)
    evidences = tuple(f"{unit} 1.1" for unit in sorted(draft.units))
    return Node(
        code=code,
        kind=kind,
        number=code,
        maximum=draft.maximum if marked else None,
        minimum=min(draft.minimum, most) if marked or kind is Kind.GROUP else None,
        markings=("marks", "pass_referral") if kind is Kind.CRITERION_MARK else (),
        bands=BANDS if kind is Kind.BANDS else (),
        results=BANDS if kind is Kind.TEST else (),
        quantity="hours" if kind in (Kind.CRITERION, Kind.REQUIREMENT, Kind.BANDS) and draft.needs_hours else "",
        bullets=(Bullet(code=f"{code}.1", text="A", evidences=evidences),) if kind in HAVE_BULLETS else (),
        nodes=inside,
    )


def rule(drawn: Any, every: tuple[Node, ...]) -> Rule:
    """The rule of a draft: its numbers choose marks, kinds and nodes of the sheet at hand."""
    word, number = drawn
    if word in ("all", "any"):
        parts = tuple(rule(part, every) for part in number)
        return specfile.AllOf(parts) if word == "all" else specfile.AnyOf(parts)
    one, other = every[number % len(every)].code, every[number // 2 % len(every)].code
    minima = (Kind.SECTION, Kind.CRITERION_MARK, Kind.GROUP)
    passing = (Kind.CRITERION, Kind.REQUIREMENT, Kind.BANDS, Kind.TEST)
    leaves: dict[str, Rule] = {
        "total": specfile.TotalAtLeast(number),
        "subtotal": specfile.TotalAtLeast(number // 2, tuple({one: 0, other: 0})),
        "each": specfile.EachAtLeastMinimum(minima[number % 3]),
        "every": specfile.EveryPasses(passing[number % 4]),
        "passes": specfile.NodePasses(one),
        "least": specfile.QuantityAtLeast("hours"),
        "most": specfile.QuantityAtMost("hours"),
    }
    return leaves[word]


def put_together(drafts: list[Draft], drawn: Any, policy: UnitOutcomes, by_marks: bool, hours: int | None) -> Marked:
    """A sheet with every scored node decided: by marks or, without sections, by Pass or Referral."""
    nodes = tuple(node(draft, f"N{at}") for at, draft in enumerate(drafts))
    sheet = Assessment(
        code="RANDOM",
        version="1",
        title="A random sheet",
        wording="centre_own",
        rule=rule(drawn, tuple(each for top in nodes for each in top.walk())),
        units=UNITS,
        unit_outcomes=policy,
        quantities=(Quantity(code="hours", measure="hours", minimum=Decimal(12), maximum=Decimal(20)),),
        nodes=nodes,
    )
    by_marks = by_marks or any(each.kind is Kind.SECTION for each in sheet.scored)
    drafts = [leaf for draft in drafts for leaf in (draft.inside or (draft,)) if leaf.kind is not Kind.CONTEXT]
    values = {n.code: _value(n, d, by_marks) for n, d in zip(sheet.scored, drafts, strict=True)}
    return Marked(sheet, values, {} if hours is None else {"hours": hours})


def _value(node: Node, draft: Draft, by_marks: bool) -> Value:
    if node.takes_marks and by_marks:
        return Value(mark=min(draft.mark, node.maximum or 0))
    return Value(band="yes" if draft.good else "no") if node.choices else Value(met=draft.good)


MARKED_SHEETS = st.builds(
    put_together, TREES, RULES, st.sampled_from(UnitOutcomes), st.booleans(), st.none() | st.integers(10, 22)
)


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
            "every_requirement_confirmed": "requirement",
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
        marks, tops = (asked, self.top) if isinstance(asked, int) else (asked["marks"], [*map(self.named, asked["of"])])
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
