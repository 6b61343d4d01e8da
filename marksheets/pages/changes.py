"""What one hand changed since the revision before: for whoever checks a sheet that was returned or re-opened."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from marksheets.models import MarkSet, MarkSheet, NodeMark
from marksheets.models.marks import Hand
from marksheets.pages.rows import options
from qualifications.outcome.words import capital
from qualifications.specfile import Assessment, Node

TEXTS = {"strengths": "strengths", "areas_for_improvement": "areas for improvement"}


def changed_since(sheet: MarkSheet, seen: Mapping[str, MarkSet]) -> tuple[tuple[str, str], ...]:
    """(hand, sentence) for every change, of the hands that this reader sees (2 queries; none at a first revision)."""
    definition, found = sheet.submission.assessment.definition, []
    for hand in (Hand.ASSESSOR, Hand.IQA):
        now = seen.get(hand)
        if now is None or now.revision == 1:
            continue
        earlier = sheet.mark_sets.filter(hand=hand, by=now.by_id, revision__lt=now.revision)
        before = earlier.order_by("-revision").prefetch_related("node_marks").first()
        if before is not None:
            found += [(str(hand.label), sentence) for sentence in changes(definition, before, now)]
    return tuple(found)


def changes(definition: Assessment, before: MarkSet, now: MarkSet) -> Iterator[str]:
    """In printed order: "Section 2: 22 became 26." and what was written anew."""
    old, new = ({row.node: row for row in marks.node_marks.all()} for marks in (before, now))
    for node in definition.scored:
        if node.code in old and node.code in new:
            yield from _of_node(node, old[node.code], new[node.code])


def _of_node(node: Node, old: NodeMark, new: NodeMark) -> Iterator[str]:
    name = capital(node.name)
    if old.value != new.value:
        yield f"{name}: {_figure(node, old)} became {_figure(node, new)}."
    for column, words in TEXTS.items():
        was, now = getattr(old, column).strip(), getattr(new, column).strip()
        if was != now:
            yield f"{name}: {words} {'added' if not was else 'taken out' if not now else 'written anew'}."
    points = sum(old.bullets.get(bullet.code) != new.bullets.get(bullet.code) for bullet in node.bullets)
    if points:
        yield f"{name}: {points} printed {'point' if points == 1 else 'points'} decided anew."


def _figure(node: Node, row: NodeMark) -> str:
    return str(dict(options(node)).get(row.value, row.value)) or "no mark"
