"""What one hand changed since the revision before: for whoever checks a sheet that was returned or re-opened."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher

from marksheets.models import MarkSet, MarkSheet, NodeMark
from marksheets.models.marks import Hand
from marksheets.pages.cells import Before, Change
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
        if (before := _earlier(sheet, now)) is not None:
            found += [(str(hand.label), sentence) for sentence in changes(definition, before, now)]
    return tuple(found)


def signed_before(sheet: MarkSheet, now: MarkSet | None) -> dict[str, Before]:
    """Each part as it stands in the same hand's revision before, by node code (2 queries; none at a first revision)."""
    before = None if now is None or now.revision == 1 else _earlier(sheet, now)
    if now is None or before is None:
        return {}
    old, new = ({row.node: row for row in marks.node_marks.all()} for marks in (before, now))
    nodes = (node for node in sheet.submission.assessment.definition.scored if node.code in old and node.code in new)
    return {node.code: _before(node, old[node.code], new[node.code]) for node in nodes}


def _before(node: Node, old: NodeMark, new: NodeMark) -> Before:
    return Before(
        figure="" if old.value == new.value else _figure(node, old),
        strengths=by_words(old.strengths, new.strengths),
        areas=by_words(old.areas_for_improvement, new.areas_for_improvement),
        points=_otherwise(node, old, new),
    )


def by_words(old: str, new: str) -> tuple[tuple[Change, str], ...]:
    """What became of a text, in runs of words: the same, gone, new; () where nothing did."""
    was, now = old.split(), new.split()
    if was == now:
        return ()
    found: list[tuple[Change, str]] = []
    for kind, i, j, k, m in SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        runs: tuple[tuple[Change, list[str]], ...] = (
            (("same", was[i:j]),) if kind == "equal" else (("gone", was[i:j]), ("new", now[k:m]))
        )
        found += [(change, " ".join(words)) for change, words in runs if words]
    return tuple(found)


def _earlier(sheet: MarkSheet, now: MarkSet) -> MarkSet | None:
    earlier = sheet.mark_sets.filter(hand=now.hand, by=now.by_id, revision__lt=now.revision)
    found: MarkSet | None = earlier.order_by("-revision").prefetch_related("node_marks").first()
    return found


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
    if points := _otherwise(node, old, new):
        yield f"{name}: {points} printed {'point' if points == 1 else 'points'} decided anew."


def _otherwise(node: Node, old: NodeMark, new: NodeMark) -> int:
    """How many printed points are decided otherwise."""
    return sum(old.bullets.get(bullet.code) != new.bullets.get(bullet.code) for bullet in node.bullets)


def _figure(node: Node, row: NodeMark) -> str:
    return str(dict(options(node)).get(row.value, row.value)) or "no mark"
