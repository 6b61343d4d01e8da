"""The one sentence that stands under an outcome."""

from __future__ import annotations

from collections.abc import Sequence

from qualifications.outcome.rules import Reason
from qualifications.outcome.words import PLURALS, counted, listed, small
from qualifications.specfile import Assessment, Node


def headline(holds: bool | None, reasons: Sequence[Reason], assessment: Assessment, rule: str) -> str:
    """Such as "Referral: section 2 has 22, needs 25." or "1 section still to mark."; never empty."""
    if holds:
        return f"Pass: {rule}."
    if holds is None:
        return reasons[0].sentence
    return f"Referral: {'; '.join(_phrases(reasons, assessment))}."


def still_to_decide(nodes: Sequence[Node], *, in_words: bool = False) -> str:
    """Such as "1 section still to mark."; "2 criteria still to decide." where words are given and no marks."""
    word = "mark" if all(node.takes_marks for node in nodes) and not in_words else "decide"
    return f"{counted(node.noun for node in nodes)} still to {word}."


def _phrases(reasons: Sequence[Reason], assessment: Assessment) -> list[str]:
    """One phrase a reason; nodes that are simply not met share one: "criteria 1.1 and 2.1 are not met"."""
    told = [reason for reason in reasons if reason.code != "one_is_enough"]
    unmet: dict[str, list[Node]] = {}
    for reason in told:
        if reason.code == "not_met":
            node = assessment.node(reason.node)
            unmet.setdefault(node.noun, []).append(node)
    shared = {noun: nodes for noun, nodes in unmet.items() if len(nodes) > 1}
    together = [_unmet(nodes) for nodes in shared.values()]
    alone = [reason for reason in told if reason.code != "not_met" or assessment.node(reason.node).noun not in shared]
    return [*together, *(small(reason.sentence) for reason in alone)]


def _unmet(nodes: Sequence[Node]) -> str:
    numbers = listed([node.label for node in nodes])
    return f"{PLURALS[nodes[0].noun]} {numbers} are {nodes[0].met_words[1]}"
