"""One marker's values on one assessment: how each node stands by its own measure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from qualifications.outcome.amounts import shortfall
from qualifications.outcome.values import BLANK, Value, misfit
from qualifications.specfile import Assessment, Kind, Node


@dataclass(frozen=True)
class Marking:
    """Values by node code, and the quantities that the learner's diary records by quantity code."""

    assessment: Assessment
    values: Mapping[str, Value]
    quantities: Mapping[str, Decimal] = field(default_factory=dict)

    def value(self, node: Node) -> Value:
        """What the node was given; a value that cannot stand there counts as a blank."""
        value = self.values.get(node.code) or BLANK
        return BLANK if misfit(node, value) else value

    @cached_property
    def blanks(self) -> tuple[Node, ...]:
        """The scored nodes still to decide, in printed order."""
        return tuple(node for node in self.assessment.scored if self.value(node).is_blank)

    @cached_property
    def without_marks(self) -> bool:
        """Whether the marker chose Pass or Referral instead of marks."""
        return any(self.value(node).met is not None for node in self.marked())

    @property
    def is_mixed(self) -> bool:
        """Whether some nodes carry marks and others Pass or Referral: no total can then be told."""
        return self.without_marks and any(self.value(node).mark is not None for node in self.marked())

    def marked(self, codes: Sequence[str] = ()) -> tuple[Node, ...]:
        """The nodes whose marks make the total: those at or below the named nodes, or all."""
        tops = [self.assessment.node(code) for code in codes] or self.assessment.nodes
        return tuple({node.code: node for top in tops for node in top.walk() if node.takes_marks}.values())

    def total(self, codes: Sequence[str] = ()) -> int:
        """The marks given so far to the named nodes, or to all."""
        return sum(self.value(node).mark or 0 for node in self.marked(codes))

    def reaches_minimum(self, node: Node) -> bool:
        """Whether the node's own mark, or a group's own subtotal, is at or above its minimum (inclusive)."""
        return self.total([node.code]) >= (node.minimum or 0)

    def passes(self, node: Node) -> bool:
        """Whether the node passes by its own measure; a group passes when all inside it does."""
        match node.kind:
            case Kind.SECTION | Kind.CRITERION_MARK if not self.without_marks:
                # Where marks are given they alone decide, however few the hours (RULINGS 6).
                return self.reaches_minimum(node)
            case Kind.SECTION | Kind.CRITERION_MARK | Kind.CRITERION | Kind.REQUIREMENT:
                return self.value(node).met is True and not self.shortfall(node)
            case Kind.BANDS | Kind.TEST:
                passing = {choice.code for choice in node.choices if choice.passes}
                return self.value(node).band in passing and not self.shortfall(node)
            case Kind.GROUP:
                enough = self.without_marks or self.reaches_minimum(node)
                return enough and all(self.passes(inner) for inner in node.nodes)
            case Kind.CONTEXT:
                return True

    def shortfall(self, node: Node) -> str:
        """The quantity that this node needs and the diary does not reach, as half a sentence; empty if none."""
        bound = [self.assessment.quantity(code) for code in node.quantities]
        short = [shortfall(quantity, self.quantities.get(quantity.code)) for quantity in bound]
        return next((sentence for sentence in short if sentence), "")
