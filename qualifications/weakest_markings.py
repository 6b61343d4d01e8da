"""Markings at the edges of a sheet: the best, the worst, and the weakest that still meet some rules.

The weakest marking that meets a rule is the one that is likeliest to miss another. For rules that ask for minima
and for sums of parts lying inside one another these markings are all there is to try; anything else is `TooMany`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import combinations, islice, product

from qualifications.outcome.marking import Marking
from qualifications.outcome.values import Value
from qualifications.specfile import (
    AllOf,
    AnyOf,
    Assessment,
    EachAtLeastMinimum,
    EveryPasses,
    Leaf,
    Node,
    NodePasses,
    Quantity,
    QuantityAtLeast,
    Rule,
    TotalAtLeast,
)

MOST = 4000
Literal = tuple[Leaf, bool]


class TooMany(Exception):
    """There are more markings to try than are worth it, or trying these would prove nothing."""


@dataclass(frozen=True)
class Sum:
    """The marks of these nodes together reach `marks`."""

    codes: frozenset[str]
    marks: int


@dataclass(frozen=True)
class Good:
    """One node passes by its own measure."""

    code: str


@dataclass(frozen=True)
class Enough:
    """One quantity reaches its minimum (or, with `most`, stays within its maximum)."""

    code: str
    most: bool


Need = Sum | Good | Enough


class Extremes:
    """The best and the worst that a sheet can be given, in marks where it takes them."""

    def __init__(self, sheet: Assessment) -> None:
        self.sheet = sheet
        marked = [node for node in sheet.scored if node.takes_marks]
        alone = [node for node in marked if "marks" not in (node.markings or ("marks",))]
        self.by_marks = not alone
        both = [node for node in marked if "pass_referral" not in node.markings]
        self.undecidable = _mixed(both[0], alone[0]) if alone and both else ""

    def best(self) -> Marking:
        """Everything at its maximum, every quantity between its limits."""
        return Marking(self.sheet, {node.code: self.good(node) for node in self.sheet.scored}, self.enough())

    def worst(self) -> Iterator[Marking]:
        """Nothing met and no marks: once with too little of every quantity, once with too much."""
        values = {node.code: self.bad(node, 0) for node in self.sheet.scored}
        for most in (False, True):
            off = {quantity.code: _off(quantity, most=most) for quantity in self.sheet.quantities}
            yield Marking(self.sheet, values, {code: amount for code, amount in off.items() if amount is not None})

    def enough(self) -> dict[str, Decimal]:
        """An amount of every quantity that neither limit objects to."""
        return {each.code: each.minimum or each.maximum or Decimal(0) for each in self.sheet.quantities}

    def good(self, node: Node, mark: int | None = None) -> Value:
        """A value that passes; with `mark`, these marks where the node takes marks."""
        if node.takes_marks and self.by_marks:
            return Value(mark=node.maximum if mark is None else mark)
        passing = next((choice.code for choice in node.choices if choice.passes), None)
        return Value(band=passing) if node.choices else Value(met=True)

    def bad(self, node: Node, mark: int) -> Value:
        """The worst value there is; these marks where the node takes marks."""
        if node.takes_marks and self.by_marks:
            return Value(mark=mark)
        worst = next((choice.code for choice in node.choices if not choice.passes), None)
        return Value(band=worst or node.choices[0].code) if node.choices else Value(met=False)


def _mixed(by_marks: Node, by_word: Node) -> str:
    return (
        f"No marking can decide this sheet: {by_marks.noun} {by_marks.code} takes marks alone, and {by_word.noun} "
        f"{by_word.code} takes Pass or Referral alone; let both take the same."
    )


def _off(quantity: Quantity, *, most: bool) -> Decimal | None:
    """An amount outside the limits, on the wanted side where there is one; None where nothing is outside."""
    below = max(quantity.minimum - 1, Decimal(0)) if quantity.minimum else None
    above = None if quantity.maximum is None else quantity.maximum + 1
    first, second = (above, below) if most else (below, above)
    return second if first is None else first


def weakest(sheet: Assessment, met: Iterable[Rule], missed: Iterable[Rule]) -> Iterator[Marking]:
    """The weakest markings that meet the first rules, for missing the second; the caller judges whether they do."""
    tried = 0
    wanted = [*((rule, True) for rule in met), *((rule, False) for rule in missed)]
    for literals in _ways(wanted):
        draft = Draft(sheet)
        for leaf, holds in literals:
            if holds:
                draft.must(draft.needs(leaf))
        lacking = [draft.needs(leaf) for leaf, holds in literals if not holds]
        for lacks in product(*lacking):
            tried += 1
            if tried > MOST:
                raise TooMany
            yield from draft.filled(lacks)


def _ways(wanted: Sequence[tuple[Rule, bool]]) -> Iterator[tuple[Literal, ...]]:
    """Every choice of leaves that together make these rules hold or fail."""
    ways = product(*(tuple(islice(_leaves(rule, holds), MOST)) for rule, holds in wanted))
    return (tuple(dict.fromkeys(literal for part in way for literal in part)) for way in ways)


def _leaves(rule: Rule, holds: bool) -> Iterator[tuple[Literal, ...]]:
    if not isinstance(rule, AllOf | AnyOf):
        yield ((rule, holds),)
    elif isinstance(rule, AllOf) is holds:
        yield from _ways([(part, holds) for part in rule.parts])
    else:
        for part in rule.parts:
            yield from _leaves(part, holds)


@dataclass
class Draft:
    """A marking in the making: what must be met, at its least."""

    sheet: Assessment
    sums: list[Sum] = field(default_factory=list)
    floors: dict[str, int] = field(default_factory=dict)  # by node code; of a node without marks, 1 is "passes"
    bound: set[Enough] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.extremes = Extremes(self.sheet)

    def needs(self, leaf: Leaf) -> tuple[Need, ...]:
        """What the leaf asks for: all of it for the leaf to hold, one of it lacking for the leaf to fail."""
        match leaf:
            case TotalAtLeast(marks, of):
                return self._sum(of, marks)
            case EachAtLeastMinimum(kind):
                own = [node for node in self.sheet.walk() if node.kind is kind]
                return tuple(need for node in own for need in self._minimum(node))
            case EveryPasses(kind):
                return tuple(Good(node.code) for node in self.sheet.walk() if node.kind is kind)
            case NodePasses(code):
                return tuple(need for node in self.sheet.node(code).walk() for need in self._passing(node))
            case _:
                return (Enough(leaf.quantity, not isinstance(leaf, QuantityAtLeast)),)

    def _sum(self, codes: Sequence[str], marks: int) -> tuple[Need, ...]:
        marked = Marking(self.sheet, {}).marked(codes)
        if not self.extremes.by_marks:
            return tuple(Good(node.code) for node in marked)
        return (Sum(frozenset(node.code for node in marked), marks),)

    def _minimum(self, node: Node) -> tuple[Need, ...]:
        if node.takes_marks:
            return (Good(node.code),)
        return self._sum([node.code], node.minimum or 0)

    def _passing(self, node: Node) -> tuple[Need, ...]:
        if node.is_scored:
            return (Good(node.code),)
        return self._minimum(node) if node.nodes and self.extremes.by_marks else ()

    def must(self, needs: Iterable[Need]) -> None:
        """Take these needs as met."""
        for need in needs:
            match need:
                case Sum():
                    self.sums.append(need)
                case Good(code):
                    node = self.sheet.node(code)
                    by_marks = node.takes_marks and self.extremes.by_marks
                    self.floors[code] = (node.minimum or 0) if by_marks else 1
                    self.bound |= set() if by_marks else {Enough(q, m) for q in node.quantities for m in (False, True)}
                case Enough():
                    self.bound.add(need)

    def filled(self, lacks: Sequence[Need]) -> Iterator[Marking]:
        """The marking with all needs at their least, without these; none where both cannot be."""
        ceilings, short = self._ceilings(lacks), [need for need in lacks if isinstance(need, Sum)]
        if ceilings is None or any(need in self.bound for need in lacks):
            return
        if not _nested([each.codes for each in (*self.sums, *short)]):
            raise TooMany
        marks = {code: self.floors.get(code, 0) for code in ceilings}
        if any(marks[code] > most for code, most in ceilings.items()) or not self._raise(marks, ceilings, short):
            return
        yield Marking(self.sheet, self._values(marks), self._amounts(lacks))

    def _ceilings(self, lacks: Sequence[Need]) -> dict[str, int] | None:
        """The most each node may have; None where one that must fail cannot."""
        by_marks = self.extremes.by_marks
        most = {n.code: (n.maximum or 0) if n.takes_marks and by_marks else 1 for n in self.sheet.scored}
        for need in lacks:
            if isinstance(need, Good):
                node = self.sheet.node(need.code)
                least = (node.minimum or 0) if node.takes_marks and by_marks else 1
                most[need.code] = min(most[need.code], least - 1)
                if least == 0 or not self._can_fail(node):
                    return None
        return most

    def _can_fail(self, node: Node) -> bool:
        """A choice of passing values alone fails by a quantity, if at all: that is not searched."""
        if node.choices and all(choice.passes for choice in node.choices):
            if node.quantities:
                raise TooMany
            return False
        return True

    def _raise(self, marks: dict[str, int], ceilings: dict[str, int], short: Sequence[Sum]) -> bool:
        """Give marks until every sum is reached, first where no other sum must stay short; False if it cannot be."""
        for need in sorted(self.sums, key=lambda each: len(each.codes)):
            order = sorted(sorted(need.codes), key=lambda code: sum(code in each.codes for each in short))
            for code in order:
                lacking = need.marks - sum(marks[each] for each in need.codes)
                room = [ceilings[code] - marks[code]]
                room += [s.marks - 1 - sum(marks[each] for each in s.codes) for s in short if code in s.codes]
                marks[code] += max(0, min(lacking, *room))
            if sum(marks[each] for each in need.codes) < need.marks:
                return False
        return True

    def _values(self, marks: dict[str, int]) -> dict[str, Value]:
        good, bad = self.extremes.good, self.extremes.bad
        return {
            node.code: good(node, marks[node.code]) if marks[node.code] else bad(node, 0) for node in self.sheet.scored
        }

    def _amounts(self, lacks: Sequence[Need]) -> dict[str, Decimal]:
        amounts = self.extremes.enough()
        for need in lacks:
            if isinstance(need, Enough):
                off = _off(self.sheet.quantity(need.code), most=need.most)
                amounts[need.code] = amounts[need.code] if off is None else off
        return amounts


def _nested(sets: Sequence[frozenset[str]]) -> bool:
    """Whether any two of them are apart, or one lies inside the other."""
    return all(not one & other or one <= other or other <= one for one, other in combinations(sets, 2))
