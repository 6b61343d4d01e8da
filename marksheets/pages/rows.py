"""The rows of a sheet: a node of the assessment with what each hand gave it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Protocol

from assessments import words
from marksheets.models import MarkSet
from marksheets.pages.shape import Bullet, Cell, Row
from qualifications import outcome
from qualifications.pages.sheets import notes_on
from qualifications.specfile import Assessment, Kind, Node

PASS_OR_REFERRAL = (("met", "Pass"), ("not_met", "Referral"))
HANDS = ("assessor", "iqa", "third")
Sets = Mapping[str, MarkSet]
Fact = Mapping[str, Any]  # of one carried node, as `Submission.carried` holds it


class Marked(Protocol):
    """What one hand gave one node: a stored row, or marks that are only tried."""

    value: str
    strengths: str
    areas_for_improvement: str
    bullets: dict[str, str]


Written = Mapping[str, Marked] | None  # by node code; None where a hand has no set, or it is hidden


@dataclass(frozen=True)
class Given:
    """What one hand gave, node by node."""

    definition: Assessment
    written: Written

    @cached_property
    def by_node(self) -> Mapping[str, Marked]:
        """Its rows; none where there is no set to be seen."""
        return self.written or {}

    @cached_property
    def values(self) -> dict[str, outcome.Value]:
        """Its values as the engine takes them; what is not there is a blank."""
        rows = self.by_node
        return {
            node.code: outcome.read_value(node, rows[node.code].value if node.code in rows else "")
            for node in self.definition.scored
        }

    def cell(self, node: Node) -> Cell | None:
        """What stands in the box of this hand: a decision, or under a group what its marks add up to."""
        if self.written is None:
            return None
        if node.kind is Kind.GROUP:
            return _subtotal(outcome.subtotal(self.definition, node, self.values))
        if (row := self.by_node.get(node.code)) is None:
            return None
        standing = outcome.node_standing(node, self.values[node.code])
        return Cell(row.value, standing.word, standing.sentence)


def of(
    definition: Assessment, sets: Sets, hand: str = "", way: str = "", *, carried: Mapping[str, Fact] | None = None
) -> tuple[Row, ...]:
    """All rows in printed order; scored ones are numbered from 1.

    `hand` is whose fields they are, empty for a reader; `way` is how that hand decides criteria with marks; `carried`
    is what an earlier attempt earned.
    """
    found = of_given(definition, *(_written(sets.get(name)) for name in HANDS), hand=hand, way=way)
    assessor, facts = sets.get("assessor"), carried or {}
    named = set(assessor.named) if assessor else set()
    return tuple(_with_history(row, facts.get(row.code), named=row.code in named) for row in found)


def _with_history(row: Row, fact: Fact | None, *, named: bool) -> Row:
    """A row that an earlier attempt earned says so, in each column that holds it."""
    if fact is None:
        return replace(row, named=True) if named else row
    qa_words = "c/f" if fact["qa"] else "c/f, not re-marked"
    return replace(
        row,
        carried=words.carried_from(fact),
        assessor=replace(row.assessor, carried="c/f") if row.assessor else None,
        qa=replace(row.qa, carried=qa_words) if row.qa else None,
        third=replace(row.third, carried="c/f") if row.third else None,
        qa_difference=row.qa_difference if fact["qa"] else "",
    )


def of_given(
    definition: Assessment,
    theirs: Written,
    mine: Written = None,
    third: Written = None,
    *,
    hand: str = "",
    way: str = "",
) -> tuple[Row, ...]:
    """The same of what each hand gave by node code, stored or not; None where a hand has no set."""
    hands = {name: Given(definition, given) for name, given in zip(HANDS, (theirs, mine, third), strict=True)}
    numbers = {node.code: number for number, node in enumerate(definition.scored, start=1)}
    return tuple(_row(definition, node, numbers.get(node.code, 0), hands, hand, way) for node in definition.walk())


def ways_of(definition: Assessment, sets: Sets, hand: str, wished: str) -> str:
    """How the hand that writes decides criteria with marks; while it gave nothing, as it wishes or as the assessor did.

    Empty for somebody who only reads, and on sheets that leave no choice.
    """
    if not hand:
        return ""
    theirs, mine = (Given(definition, _written(sets.get(one))).values for one in ("assessor", hand))
    return outcome.way_of(definition, mine, wished or outcome.way_of(definition, theirs))


def _written(marks: MarkSet | None) -> Written:
    return None if marks is None else {row.node: row for row in marks.node_marks.all()}


def _row(definition: Assessment, node: Node, number: int, hands: Mapping[str, Given], hand: str, way: str) -> Row:
    given = hands["assessor"].by_node.get(node.code)
    own_bullets = given.bullets if given else {}
    cells = {name: one.cell(node) for name, one in hands.items()}
    return Row(
        number=number,
        code=node.code,
        kind=node.kind.value,
        heading=node.heading or node.text,
        short=node.short or node.heading or node.name,
        guidance=node.guidance,
        maximum=_maximum(definition, node),
        minimum=node.minimum,
        options=options(node),
        bullets=tuple(
            Bullet(b.code, b.text, b.evidences, notes_on(b.flags), own_bullets.get(b.code, "")) for b in node.bullets
        ),
        assessor=cells["assessor"],
        qa=cells["iqa"],
        strengths=given.strengths if given else "",
        areas=given.areas_for_improvement if given else "",
        qa_difference=_difference(cells["assessor"], cells["iqa"]) if node.is_scored else "",
        third=cells["third"],
        name=node.name,
        label=_label(node),
        local=node.local,
        text=node.text if node.heading else "",
        passing=_passing(node),
        by_words=outcome.takes_words(node) and _by_words(node, [cells[hand]] if hand else [*cells.values()], way),
        asks=tuple(outcome.limits(definition.quantity(code)) for code in node.quantities),
        words=node.words,
    )


def options(node: Node) -> tuple[tuple[str, str], ...]:
    """The values to choose from, (value, words), for what is decided in words."""
    if node.choices:
        return tuple((choice.code, choice.text) for choice in node.choices)
    if node.takes_met:
        yes, no = node.met_words
        return (("met", yes.capitalize()), ("not_met", no.capitalize()))
    return PASS_OR_REFERRAL if outcome.takes_words(node) else ()


def _passing(node: Node) -> tuple[str, ...]:
    return tuple(choice.code for choice in node.choices if choice.passes) if node.choices else ("met",)


def _label(node: Node) -> str:
    """What is printed before the text: the criterion's own number; a section's stands in its heading's line."""
    return node.number if node.kind not in (Kind.GROUP, Kind.CONTEXT) else ""


def _maximum(definition: Assessment, node: Node) -> int | None:
    found = outcome.subtotal(definition, node, {}) if node.kind is Kind.GROUP else None
    return found.maximum if found else node.maximum


def _subtotal(found: outcome.Subtotal | None) -> Cell | None:
    if found is None:
        return None
    return Cell("" if found.marks is None else str(found.marks), found.standing.word, found.standing.sentence)


def _by_words(node: Node, cells: Iterable[Cell | None], way: str) -> bool:
    """A value says it itself: what was given is shown as it was, also where both ways stand on one sheet."""
    given = next((cell for cell in cells if cell and cell.raw), None)
    return not given.is_number if given else way == "words" or "marks" not in node.markings


def _difference(given: Cell | None, checked: Cell | None) -> str:
    if given is None or checked is None or not checked.raw or not given.raw:
        return ""
    if given.raw == checked.raw:
        return "same mark" if given.is_number else "same decision"
    if given.is_number and checked.is_number:
        gap = int(checked.raw) - int(given.raw)
        return f"{abs(gap)} {'above' if gap > 0 else 'below'} the assessor"
    return "differs from the assessor"
