"""The rows of a sheet: a node of the assessment with what each hand gave it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Protocol

from assessments import words
from marksheets.models import MarkSet, NodeMark
from marksheets.pages.shape import Bullet, Cell, Row
from qualifications import outcome
from qualifications.pages.sheets import notes_on
from qualifications.specfile import Assessment, Node


class Marked(Protocol):
    """What one hand gave one node: a stored row, or marks that are only tried."""

    value: str
    strengths: str
    areas_for_improvement: str
    bullets: dict[str, str]


Given = Mapping[str, Marked] | None


def of(
    definition: Assessment,
    assessor: MarkSet | None,
    qa: MarkSet | None,
    third: MarkSet | None = None,
    *,
    carried: Mapping[str, Mapping[str, Any]] | None = None,
) -> tuple[Row, ...]:
    """All rows in printed order; scored ones are numbered from 1. `carried`: what an earlier attempt earned."""
    found = of_given(definition, *(_by_node(marks) for marks in (assessor, qa, third)))
    named = set(assessor.named) if assessor else set()
    facts = carried or {}
    return tuple(_with_history(row, facts.get(row.code), named=row.code in named) for row in found)


def _with_history(row: Row, fact: Mapping[str, Any] | None, *, named: bool) -> Row:
    """A row that an earlier attempt earned says so, in each column that holds it."""
    if fact is None:
        return replace(row, named=named) if named else row
    qa_words = "c/f" if fact["qa"] else "c/f, not re-marked"
    return replace(
        row,
        carried=words.carried_from(fact),
        assessor=replace(row.assessor, carried="c/f") if row.assessor else None,
        qa=replace(row.qa, carried=qa_words) if row.qa else None,
        third=replace(row.third, carried="c/f") if row.third else None,
        qa_difference="" if not fact["qa"] else row.qa_difference,
    )


def of_given(definition: Assessment, theirs: Given, mine: Given = None, third: Given = None) -> tuple[Row, ...]:
    """The same of what each hand gave by node code, stored or not; None where a hand has no set."""
    numbers = {node.code: number for number, node in enumerate(definition.scored, start=1)}
    return tuple(_row(node, numbers.get(node.code, 0), theirs, mine, third) for node in definition.walk())


def _by_node(marks: MarkSet | None) -> dict[str, NodeMark] | None:
    return None if marks is None else {row.node: row for row in marks.node_marks.all()}


def _row(node: Node, number: int, theirs: Given, mine: Given, third: Given) -> Row:
    given = (theirs or {}).get(node.code)
    checked = (mine or {}).get(node.code)
    own_bullets = given.bullets if given else {}
    return Row(
        number=number,
        code=node.code,
        kind=node.kind.value,
        heading=node.heading or node.text,
        short=node.short or node.heading or node.name,
        guidance=node.guidance,
        maximum=node.maximum,
        minimum=node.minimum,
        options=options(node),
        bullets=tuple(
            Bullet(b.code, b.text, b.evidences, notes_on(b.flags), own_bullets.get(b.code, "")) for b in node.bullets
        ),
        assessor=_cell(node, given),
        qa=_cell(node, checked),
        strengths=given.strengths if given else "",
        areas=given.areas_for_improvement if given else "",
        qa_difference=_difference(given, checked),
        third=_cell(node, (third or {}).get(node.code)),
    )


def options(node: Node) -> tuple[tuple[str, str], ...]:
    """The values to choose from, (value, words), for kinds without marks."""
    if node.choices:
        return tuple((choice.code, choice.text) for choice in node.choices)
    return tuple(zip(("met", "not_met"), map(str.capitalize, node.met_words), strict=True)) if node.takes_met else ()


def _cell(node: Node, row: Marked | None) -> Cell | None:
    if row is None:
        return None
    standing = outcome.node_standing(node, outcome.read_value(node, row.value))
    return Cell(row.value, standing.word, standing.sentence)


def _difference(given: Marked | None, checked: Marked | None) -> str:
    if given is None or checked is None or not checked.value or not given.value:
        return ""
    if given.value == checked.value:
        return "same mark" if given.value.isdigit() else "same decision"
    if not (given.value.isdigit() and checked.value.isdigit()):
        return "differs from the assessor"
    gap = int(checked.value) - int(given.value)
    return f"{abs(gap)} {'above' if gap > 0 else 'below'} the assessor"
