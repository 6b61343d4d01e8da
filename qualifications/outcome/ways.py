"""Marks, or Pass and Referral: the choice that a later sheet leaves to the marker, once for all its criteria."""

from __future__ import annotations

from collections.abc import Mapping

from qualifications.outcome.marking import Marking
from qualifications.outcome.values import BLANK, Value
from qualifications.specfile import Assessment, Kind, Node

MARKS, WORDS, MIXED = "marks", "words", "mixed"


def has_choice(assessment: Assessment) -> bool:
    """Whether everything that carries marks may be decided by Pass or Referral instead."""
    marked = [node for node in assessment.scored if node.takes_marks]
    return bool(marked) and all({"marks", "pass_referral"} <= set(node.markings) for node in marked)


def way_of(assessment: Assessment, values: Mapping[str, Value], wished: str = "") -> str:
    """ "marks", "words" or "mixed", by what is given so far; what was `wished` for while nothing is.

    Empty where the sheet leaves no choice.
    """
    if not has_choice(assessment):
        return ""
    marking = Marking(assessment, values)
    if marking.is_mixed:
        return MIXED
    if marking.without_marks:
        return WORDS
    is_begun = any(marking.value(node).mark is not None for node in marking.marked())
    return WORDS if wished == WORDS and not is_begun else MARKS


def turned(assessment: Assessment, values: Mapping[str, Value], way: str) -> Mapping[str, Value]:
    """The values of the nodes that change when a marker goes over to the other way.

    A mark at or above its minimum becomes a Pass, one below a Referral. A Pass has no number: it becomes a blank.
    """
    marking, changed = Marking(assessment, values), {}
    for node in marking.marked() if has_choice(assessment) else ():
        value = marking.value(node)
        if way == WORDS and value.mark is not None:
            changed[node.code] = Value(met=value.mark >= (node.minimum or 0))
        elif way == MARKS and value.met is not None:
            changed[node.code] = BLANK
    return changed


def takes_words(node: Node) -> bool:
    """Whether a node with marks may be decided by Pass or Referral."""
    return node.kind is Kind.CRITERION_MARK and "pass_referral" in node.markings
