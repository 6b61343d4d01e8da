"""From the marks of one marker to the outcome of the sheet.

Pass needs what the sheet's own rule says, and sections never make up for one another. A blank is undecided,
never zero. Every number and every comparison comes from the specification.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from qualifications.outcome.headlines import headline, still_to_decide
from qualifications.outcome.marking import Marking
from qualifications.outcome.remarks import bullet_warnings, quantity_warnings, remarks
from qualifications.outcome.rules import Reason, Verdict, hear, in_words
from qualifications.outcome.units import units_of
from qualifications.outcome.values import Value, misfit
from qualifications.outcome.words import small
from qualifications.specfile import Assessment, UnitOutcomes

MIXED = "Some criteria carry marks and others Pass or Referral; choose one way for the whole sheet."


class Outcome(StrEnum):
    """What a sheet says. The trade's word for not passing is referral."""

    PASS = "pass"
    REFERRAL = "referral"
    UNDECIDED = "undecided"


@dataclass(frozen=True)
class Decision:
    """The outcome of one marking, with everything a person may ask about it.

    `total` is None until all marks are in, and where nothing is marked by number; `running` is the sum so
    far and `available` the sum of the maxima, 0 where nothing is marked by number. `referred` and
    `to_decide` hold node codes in printed order; `units` says met, referred, held or undecided by unit code;
    `warnings` are sentences.
    """

    outcome: Outcome
    headline: str
    total: int | None
    running: int
    available: int
    referred: tuple[str, ...] = ()
    reasons: tuple[Reason, ...] = ()
    warnings: tuple[str, ...] = ()
    units: Mapping[str, str] = field(default_factory=dict)
    to_decide: tuple[str, ...] = ()

    @property
    def is_decided(self) -> bool:
        """Whether it says pass or referral: a blank, mixed markings or a quantity nobody recorded leave it open."""
        return self.outcome is not Outcome.UNDECIDED

    @property
    def summary(self) -> str:
        """One breath: "53, referral: section 2 has 22, needs 25"; "54, pass"; "1 section still to mark"."""
        said = "pass" if self.outcome is Outcome.PASS else small(self.headline)
        is_told = self.is_decided and self.total is not None
        return f"{self.total}, {said}" if is_told else said


def decide(
    assessment: Assessment,
    values: Mapping[str, Value],
    *,
    quantities: Mapping[str, Decimal | int | float] | None = None,
    unit_outcomes: str | None = None,
    bullets: Mapping[str, bool | None] | None = None,
) -> Decision:
    """The outcome of these values (by node code) under the assessment's own rule.

    `quantities` are the recorded ones by code; absent means not recorded. `unit_outcomes` is the centre's
    policy; when empty the assessment's default holds. `bullets` (by code) only ever bring a warning.
    A value for a node that the sheet does not have is an error of the caller: KeyError.
    """
    for code, value in values.items():
        if not value.is_blank:
            assessment.node(code)
    amounts = {code: Decimal(str(amount)) for code, amount in (quantities or {}).items()}
    marking = Marking(assessment, values, amounts)
    policy = UnitOutcomes(unit_outcomes or assessment.unit_outcomes)
    return _decided(marking, _verdict(marking), policy, bullets or {})


def compare(one: Decision, other: Decision) -> bool:
    """Whether two markings agree: the same outcome and the same referred nodes (RULINGS 1)."""
    return one.outcome is other.outcome and set(one.referred) == set(other.referred)


def _verdict(marking: Marking) -> Verdict:
    """What the rule says; nothing yet while a node is blank or the markings are mixed."""
    if marking.is_mixed:
        return Verdict(None, (Reason("mixed", MIXED),))
    if marking.blanks:
        still = Reason("still_to_mark", still_to_decide(marking.blanks, in_words=marking.without_marks))
        return Verdict(None, (still, *_misfits(marking)))
    return hear(marking.assessment.rule, marking)


def _misfits(marking: Marking) -> Iterable[Reason]:
    """The values that were given and cannot stand: their nodes count as blank."""
    for node in marking.blanks:
        if sentence := misfit(node, marking.values.get(node.code, Value())):
            yield Reason("cannot_stand", sentence, node.code)


def _decided(marking: Marking, verdict: Verdict, policy: UnitOutcomes, bullets: Mapping[str, bool | None]) -> Decision:
    outcome = {True: Outcome.PASS, False: Outcome.REFERRAL, None: Outcome.UNDECIDED}[verdict.holds]
    assessment = marking.assessment
    referred = _in_printed_order(verdict.referred, assessment) if outcome is Outcome.REFERRAL else ()
    units = units_of(assessment, outcome.value, referred, policy)
    reasons = verdict.reasons if outcome is Outcome.UNDECIDED else _nodes_first(verdict.reasons, assessment)
    unmet = bullet_warnings(marking, bullets) if outcome is Outcome.PASS else ()
    return Decision(
        outcome=outcome,
        headline=headline(verdict.holds, reasons, assessment, in_words(assessment.rule, marking)),
        total=_total(marking),
        running=marking.total(),
        available=_available(marking),
        referred=referred,
        reasons=(*reasons, *remarks(marking, verdict, units)),
        warnings=(*quantity_warnings(marking), *unmet),
        units=units,
        to_decide=tuple(node.code for node in marking.blanks),
    )


def _total(marking: Marking) -> int | None:
    """The sum of the marks, once all are in."""
    marked = marking.marked()
    is_whole = marked and all(marking.value(node).mark is not None for node in marked)
    return marking.total() if is_whole else None


def _available(marking: Marking) -> int:
    """What the marks are out of; nothing where Pass or Referral was chosen instead of them."""
    in_words = marking.without_marks and not marking.is_mixed
    return 0 if in_words else sum(node.maximum or 0 for node in marking.marked())


def _in_printed_order(codes: Iterable[str], assessment: Assessment) -> tuple[str, ...]:
    wanted = set(codes)
    return tuple(node.code for node in assessment.walk() if node.code in wanted)


def _nodes_first(reasons: Iterable[Reason], assessment: Assessment) -> tuple[Reason, ...]:
    """Nodes in printed order, then what concerns the whole sheet."""
    order = {node.code: at for at, node in enumerate(assessment.walk())}
    return tuple(sorted(reasons, key=lambda reason: order.get(reason.node, len(order))))
