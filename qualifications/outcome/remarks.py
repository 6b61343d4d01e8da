"""What people ask beyond the outcome: why a high total does not help, what hours do, what is unmet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from qualifications.outcome.amounts import not_recorded, shortfall
from qualifications.outcome.marking import Marking
from qualifications.outcome.rules import Reason, Verdict, in_words
from qualifications.outcome.words import PLURALS, capital
from qualifications.specfile import (
    Kind,
    Node,
    Quantity,
    QuantityAtLeast,
    QuantityAtMost,
    TotalAtLeast,
    leaves,
)

NOT_DIVISIBLE = "The total belongs to the whole sheet and cannot be divided between its units."


def remarks(marking: Marking, verdict: Verdict, units: Mapping[str, str]) -> Iterator[Reason]:
    """Reasons that decide nothing but belong beside the outcome."""
    if verdict.holds:
        yield Reason("rule_holds", f"{capital(in_words(marking.assessment.rule, marking))}.")
    elif verdict.holds is False:
        yield from _about_the_total(marking, verdict, units)
    for sentence in _idle_shortfalls(marking):
        yield Reason("quantity_short", sentence)


def _about_the_total(marking: Marking, verdict: Verdict, units: Mapping[str, str]) -> Iterator[Reason]:
    below = [marking.assessment.node(reason.node) for reason in verdict.reasons if reason.code == "below_minimum"]
    for rule in leaves(marking.assessment.rule):
        if not isinstance(rule, TotalAtLeast) or rule.of or marking.without_marks:
            continue
        if marking.total() < rule.marks and "met" in units.values():
            yield Reason("total_not_divisible", NOT_DIVISIBLE)
        elif marking.total() >= rule.marks and below:
            yield Reason("no_compensation", _no_compensation(rule.marks, below[0]))


def _no_compensation(marks: int, node: Node) -> str:
    return f"The total is {marks} or more, but marks cannot be moved between {PLURALS[node.noun]}."


def _idle_shortfalls(marking: Marking) -> Iterator[str]:
    """Short quantities that change nothing: on a sheet with marks the marks alone decide (RULINGS 6)."""
    for quantity, short in _shortfalls(marking):
        if not _decides(quantity, marking):
            yield f"{capital(short)}; on this sheet the marks alone decide."


def _decides(quantity: Quantity, marking: Marking) -> bool:
    """Whether the rule names the quantity, or a criterion decided without a mark depends on it."""
    rule = [leaf for leaf in leaves(marking.assessment.rule) if isinstance(leaf, QuantityAtLeast | QuantityAtMost)]
    bound = [node for node in marking.assessment.scored if quantity.code in node.quantities]
    decided = any(node.kind is not Kind.SECTION and marking.value(node).mark is None for node in bound)
    return decided or any(leaf.quantity == quantity.code for leaf in rule)


def quantity_warnings(marking: Marking) -> Iterator[str]:
    """Every quantity that is short, and every one that is not recorded."""
    for _, short in _shortfalls(marking):
        yield f"{capital(short)}."
    for quantity in _told(marking):
        if quantity.code not in marking.quantities:
            yield not_recorded(quantity)


def _shortfalls(marking: Marking) -> Iterator[tuple[Quantity, str]]:
    for quantity in _told(marking):
        if short := shortfall(quantity, marking.quantities.get(quantity.code)):
            yield quantity, short


def _told(marking: Marking) -> Iterator[Quantity]:
    """The quantities that are spoken of: word counts are guidance and never held against anybody."""
    return (quantity for quantity in marking.assessment.quantities if quantity.measure != "words")


def bullet_warnings(marking: Marking, bullets: Mapping[str, bool | None]) -> Iterator[str]:
    """On a pass: marks can pass a section with a bullet untouched, which 002 does not mean to allow."""
    for node in marking.assessment.scored:
        for bullet in node.bullets:
            if bullets.get(bullet.code) is False:
                yield f"{capital(node.name)} passes with a bullet that is not met: “{bullet.text}”."
