"""Reading mark sets as the outcome engine sees them, and which set is whose now; no rule is here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from assessments.requirements.frozen import amounts
from centres import policy
from marksheets.models import MarkSet, MarkSheet, NodeMark, Outside
from marksheets.models.marks import Hand
from qualifications import outcome
from qualifications.outcome import Decision
from qualifications.specfile import Assessment


def current_sets(sheet: MarkSheet, *, third_by: int | None = None) -> dict[str, MarkSet]:
    """The set of each hand that counts now, with its rows (two queries).

    An assessor's and an IQA's is the latest of whoever has the sheet: re-opening leaves both as they were signed.
    A third set belongs to the revision in dispute; where several were written, `third_by`'s own goes first.
    """
    sets = sheet.mark_sets.filter(revision__lte=sheet.revision).prefetch_related("node_marks")
    owners = {Hand.ASSESSOR: sheet.assessor_user_id, Hand.IQA: sheet.iqa_user_id}
    found: dict[str, MarkSet] = {}
    for marks in sorted(sets, key=lambda one: (one.revision, one.by_id == third_by, one.saved_at)):
        if marks.hand in owners:
            if marks.by_id == owners[Hand(marks.hand)]:
                found[marks.hand] = marks
        elif marks.revision == sheet.revision:
            found[marks.hand] = marks
    return found


def set_of(sheet: MarkSheet, hand: str, *, by: int | None = None) -> MarkSet | None:
    """The set of one hand that counts now; with `by`, of a third set only that person's own."""
    found = current_sets(sheet, third_by=by).get(hand)
    return None if found is None or (hand == Hand.THIRD and by not in {None, found.by_id}) else found


def marks_of(marks: MarkSet) -> list[NodeMark]:
    """The rows of a set in the order of their codes."""
    return sorted(marks.node_marks.all(), key=lambda mark: mark.node)


def values_of(definition: Assessment, rows: Iterable[NodeMark]) -> dict[str, outcome.Value]:
    """Node code -> value, as the engine takes it; a blank is undecided."""
    given = {row.node: row.value for row in rows}
    return {node.code: outcome.read_value(node, given.get(node.code, "")) for node in definition.scored}


def decision_of(sheet: MarkSheet, marks: MarkSet | None, *, unit_outcomes: str = "") -> Decision:
    """What this set decides, by the rule of the sheet's assessment version."""
    definition = sheet.submission.assessment.definition
    rows = marks.node_marks.all() if marks is not None else ()
    return outcome.decide(
        definition,
        values_of(definition, rows),
        quantities=amounts_of(sheet, outside_of(sheet)),
        unit_outcomes=unit_outcomes or policy.in_force().unit_outcomes,
    )


def apart_of(sheet: MarkSheet, one: MarkSet, other: MarkSet, tolerated: int) -> tuple[outcome.Apart, ...]:
    """Where two hands lie more than `tolerated` marks apart; what was carried forward is not asked again."""
    definition = sheet.submission.assessment.definition
    values = [values_of(definition, marks.node_marks.all()) for marks in (one, other)]
    found = outcome.apart(definition, *values, tolerated)
    return tuple(each for each in found if each.node.code not in sheet.submission.carried)


def outside_of(sheet: MarkSheet) -> tuple[Outside, ...]:
    """What was recorded as evidenced outside the diary (no query where nothing can have been)."""
    return tuple(sheet.outside.all()) if overridable(sheet) else ()


def amounts_of(sheet: MarkSheet, outside: Iterable[Outside]) -> dict[str, Decimal]:
    """What the sheet is told by quantity code: the diary as it was handed in, and what is evidenced outside it."""
    found = amounts(sheet.submission.counted)
    for row in outside:
        found[row.quantity] = found.get(row.quantity, Decimal(0)) + row.amount
    return found


def overridable(sheet: MarkSheet) -> tuple[str, ...]:
    """The quantities of which the diary shows too few and on which a printed point depends, by code.

    Where a criterion itself depends on one, it is not met and refers; hours are then added in the diary (RULINGS 6).
    """
    definition, told = sheet.submission.assessment.definition, amounts(sheet.submission.counted)
    bound = {bullet.quantity for node in definition.scored for bullet in node.bullets if bullet.quantity}
    return tuple(
        quantity.code
        for quantity in definition.quantities
        if quantity.code in bound
        and quantity.code in told
        and not outcome.reaches(quantity, told[quantity.code])
        and not any(quantity.code in node.own_quantities for node in definition.scored)
    )


def short_of(definition: Assessment, told: Mapping[str, Decimal]) -> dict[str, str]:
    """Half a sentence by quantity code for each that does not reach its minimum: "the diary shows 9 hours ..."."""
    asked = (quantity for quantity in definition.quantities if quantity.measure != "words" and quantity.code in told)
    return {q.code: outcome.shortfall(q, told[q.code]) for q in asked if not outcome.reaches(q, told[q.code])}
