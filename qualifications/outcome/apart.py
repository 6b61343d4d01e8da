"""How far two hands lie apart where both gave a mark (RULINGS 2)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from qualifications.outcome.values import BLANK, Value
from qualifications.outcome.words import capital
from qualifications.specfile import Assessment, Node


@dataclass(frozen=True)
class Apart:
    """One node with two marks further apart than is tolerated."""

    node: Node
    one: int
    other: int
    tolerated: int

    @property
    def sentence(self) -> str:
        """ "Section 2 has 31 and 22: 9 apart, where 5 are tolerated."."""
        far = abs(self.one - self.other)
        allowed = f"{self.tolerated} {'is' if self.tolerated == 1 else 'are'} tolerated"
        return f"{capital(self.node.name)} has {self.one} and {self.other}: {far} apart, where {allowed}."


def apart(
    assessment: Assessment, one: Mapping[str, Value], other: Mapping[str, Value], tolerated: int
) -> tuple[Apart, ...]:
    """The nodes, in printed order, whose two marks differ by more than `tolerated`; it changes no outcome."""
    found = []
    for node in assessment.scored:
        mine, theirs = one.get(node.code, BLANK).mark, other.get(node.code, BLANK).mark
        if mine is not None and theirs is not None and abs(mine - theirs) > tolerated:
            found.append(Apart(node, mine, theirs, tolerated))
    return tuple(found)
