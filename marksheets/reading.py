"""Reading a mark set as the outcome engine sees it. No rule is here: the rule is `qualifications.outcome`."""

from __future__ import annotations

from collections.abc import Iterable

from centres import policy
from marksheets.models import MarkSet, MarkSheet, NodeMark
from qualifications import outcome
from qualifications.outcome import Decision
from qualifications.specfile import Assessment


def set_of(sheet: MarkSheet, hand: str) -> MarkSet | None:
    """The set of one hand in the sheet's current revision, with its rows."""
    sets = sheet.mark_sets.filter(revision=sheet.revision, hand=hand).prefetch_related("node_marks")
    return sets.first()


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
        definition, values_of(definition, rows), unit_outcomes=unit_outcomes or policy.in_force().unit_outcomes
    )
