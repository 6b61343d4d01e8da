"""How one node stands, in a few words beside its mark."""

from __future__ import annotations

from dataclasses import dataclass

from qualifications.outcome.values import Value, misfit
from qualifications.outcome.words import capital
from qualifications.specfile import Node


@dataclass(frozen=True)
class Standing:
    """`word` is none, ok or ref (for the icon and the ink); `sentence` is what stands beside the mark."""

    word: str
    sentence: str


def node_standing(node: Node, value: Value) -> Standing:
    """The standing of one node by its own measure, whatever the rest of the sheet says."""
    if not node.is_scored:
        return Standing("none", "")
    if sentence := misfit(node, value):
        return Standing("none", sentence)
    if value.is_blank:
        return Standing("none", "No mark yet" if node.takes_marks else "Not decided")
    if value.mark is not None:
        return against_minimum(value.mark, node.minimum, node.maximum)
    if value.met is not None:
        yes, no = map(capital, node.met_words) if node.takes_met else ("Pass", "Referral")
        return Standing("ok", yes) if value.met else Standing("ref", no)
    chosen = next(choice for choice in node.choices if choice.code == value.band)
    return Standing("ok" if chosen.passes else "ref", chosen.text)


def against_minimum(mark: int, minimum: int | None, maximum: int | None) -> Standing:
    """How far a mark, or a subtotal, is above or below its minimum."""
    if minimum is None:
        return Standing("ok", f"{mark} of {maximum}")
    above = mark - minimum
    if above < 0:
        return Standing("ref", f"{-above} below the minimum of {minimum}")
    return Standing("ok", f"{above} above the minimum" if above else "At the minimum")
