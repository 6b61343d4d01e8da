"""The outcome rule of a sheet, read aloud: what each of its sentences says of one marking."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from qualifications.outcome.amounts import least, most, not_recorded, reaches, shortfall, within
from qualifications.outcome.marking import Marking
from qualifications.outcome.words import capital, listed, small
from qualifications.specfile import (
    AllOf,
    AnyOf,
    EachAtLeastMinimum,
    EveryPasses,
    Kind,
    Node,
    NodePasses,
    QuantityAtLeast,
    QuantityAtMost,
    Rule,
    TotalAtLeast,
)


@dataclass(frozen=True)
class Reason:
    """Why an outcome is what it is: a code for programs, a sentence for people, and the node it is about."""

    code: str
    sentence: str
    node: str = ""


@dataclass(frozen=True)
class Verdict:
    """Whether a rule holds (None: cannot be said yet), why not, and the nodes that are referred by it."""

    holds: bool | None
    reasons: tuple[Reason, ...] = ()
    referred: tuple[str, ...] = ()


HOLDS = Verdict(True)
EVERY_IS = {Kind.CRITERION: "met", Kind.REQUIREMENT: "confirmed"}


def hear(rule: Rule, marking: Marking) -> Verdict:
    """What the rule says of a marking in which every scored node is decided."""
    match rule:
        case AllOf(parts):
            return _all([hear(part, marking) for part in parts])
        case AnyOf(parts):
            return _any(rule, [hear(part, marking) for part in parts], marking)
        case TotalAtLeast():
            return _total(rule, marking)
        case EachAtLeastMinimum(kind):
            return _minimums(_of_kind(kind, marking), marking)
        case EveryPasses(kind):
            return _each(_of_kind(kind, marking), marking.passes, marking)
        case NodePasses(code):
            return _each(_measured(marking.assessment.node(code), marking), marking.passes, marking)
        case QuantityAtLeast(code) | QuantityAtMost(code):
            return _quantity(rule, code, marking)


def _all(verdicts: Sequence[Verdict]) -> Verdict:
    """Every part must hold; one that does not is enough for a referral."""
    failing = [verdict for verdict in verdicts if verdict.holds is False]
    open_ = [verdict for verdict in verdicts if verdict.holds is None]
    if failing:
        return _together(False, failing)
    return _together(None, open_) if open_ else HOLDS


def _any(rule: AnyOf, verdicts: Sequence[Verdict], marking: Marking) -> Verdict:
    """One part is enough; when none holds, each says why."""
    if any(verdict.holds for verdict in verdicts):
        return HOLDS
    holds = None if any(verdict.holds is None for verdict in verdicts) else False
    verdict = _together(holds, verdicts)
    if len(verdicts) == 1:
        return verdict
    enough = Reason("one_is_enough", f"One of these is enough: {in_words(rule, marking)}.")
    return Verdict(holds, (*verdict.reasons, enough), verdict.referred)


def _together(holds: bool | None, verdicts: Iterable[Verdict]) -> Verdict:
    verdicts = tuple(verdicts)
    reasons = dict.fromkeys(reason for verdict in verdicts for reason in verdict.reasons)
    referred = dict.fromkeys(code for verdict in verdicts for code in verdict.referred)
    return Verdict(holds, tuple(reasons), tuple(referred))


def _total(rule: TotalAtLeast, marking: Marking) -> Verdict:
    """The sum of the marks. Where Pass or Referral was chosen instead of marks, every node must pass."""
    if marking.without_marks:
        return _each(marking.marked(rule.of), marking.passes, marking)
    total = marking.total(rule.of)
    if total >= rule.marks:
        return HOLDS
    sentence = f"{capital(_sum_called(rule, marking))} is {total}, needs {rule.marks}."
    return Verdict(False, (Reason("total_short", sentence),), rule.of)


def _minimums(nodes: Sequence[Node], marking: Marking) -> Verdict:
    """Every minimum. Where Pass or Referral was chosen instead of marks, every node below must pass."""
    if marking.without_marks:
        marked = [inner for node in nodes for inner in node.walk() if inner.takes_marks]
        return _each(marked, marking.passes, marking)
    return _each(nodes, marking.reaches_minimum, marking)


def _each(nodes: Sequence[Node], passes: Callable[[Node], bool], marking: Marking) -> Verdict:
    """No surplus rescues another node: each one that does not pass is referred."""
    referred = [node for node in nodes if not passes(node)]
    if not referred:
        return HOLDS
    return Verdict(
        False,
        tuple(_reason(node, marking) for node in referred),
        tuple(node.code for node in referred),
    )


def _quantity(rule: QuantityAtLeast | QuantityAtMost, code: str, marking: Marking) -> Verdict:
    quantity, recorded = marking.assessment.quantity(code), marking.quantities.get(code)
    if recorded is None:
        return Verdict(None, (Reason("quantity_not_recorded", not_recorded(quantity)),))
    holds = reaches(quantity, recorded) if isinstance(rule, QuantityAtLeast) else within(quantity, recorded)
    sentence = f"{capital(shortfall(quantity, recorded))}."
    return HOLDS if holds else Verdict(False, (Reason("quantity_short", sentence),))


def _of_kind(kind: Kind, marking: Marking) -> tuple[Node, ...]:
    return tuple(node for node in marking.assessment.walk() if node.kind is kind)


def _measured(node: Node, marking: Marking) -> tuple[Node, ...]:
    """The node and all below it that can fail by themselves; a group only by its own subtotal."""
    short = not marking.without_marks and not marking.reaches_minimum(node)
    return tuple(inner for inner in node.walk() if inner.is_scored or (inner.kind is Kind.GROUP and short))


def _reason(node: Node, marking: Marking) -> Reason:
    name, value = capital(node.name), marking.value(node)
    if node.kind is Kind.GROUP or value.mark is not None:
        sentence = f"{name} has {marking.total([node.code])}, needs {node.minimum}."
        return Reason("below_minimum", sentence, node.code)
    if short := marking.shortfall(node):
        return Reason("quantity_short", f"{name} is {node.met_words[1]}: {short}.", node.code)
    if value.band is not None:
        text = next(choice.text for choice in node.choices if choice.code == value.band)
        return Reason("not_passed", f"{name} has “{text}”, which does not pass.", node.code)
    return Reason("not_met", f"{name} is {node.met_words[1]}.", node.code)


def _sum_called(rule: TotalAtLeast, marking: Marking) -> str:
    if not rule.of:
        return "the total"
    return f"the total of {listed([marking.assessment.node(code).name for code in rule.of])}"


def in_words(rule: Rule, marking: Marking) -> str:
    """The rule as part of a sentence: "the total is 50 or more and every section is at or above ..."."""
    match rule:
        case AllOf(parts):
            return listed([in_words(part, marking) for part in parts])
        case AnyOf(parts):
            return ", or ".join(in_words(part, marking) for part in parts)
        case TotalAtLeast():
            return f"{_sum_called(rule, marking)} is {rule.marks} or more"
        case EachAtLeastMinimum(kind):
            noun = _noun(kind, marking)
            return f"every {noun} passes" if marking.without_marks else f"every {noun} is at or above its minimum"
        case EveryPasses(kind):
            return f"every {_noun(kind, marking)} is {EVERY_IS.get(kind, 'passed')}"
        case NodePasses(code):
            return f"{small(marking.assessment.node(code).name)} is passed"
        case QuantityAtLeast(code):
            return f"{least(marking.assessment.quantity(code))} are recorded"
        case QuantityAtMost(code):
            return f"{most(marking.assessment.quantity(code))} are recorded"


def _noun(kind: Kind, marking: Marking) -> str:
    return next((node.noun for node in _of_kind(kind, marking)), kind.value)
