"""The merge page: what was typed here beside what is saved, field by field, when both changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from marksheets.actions.fields import NOTE
from marksheets.models import MarkSet, MarkSheet, NodeMark
from marksheets.pages.rows import options
from qualifications.specfile import Node

KINDS = {"mark": "mark", "strengths": "strengths", "areas": "areas for improvement"}
BULLET_WORDS = {"met": "Met", "not_met": "Not met", "": "left open"}


@dataclass(frozen=True, slots=True)
class Clash:
    """One field that differs: `mine` was typed on this page, `theirs` is in the sheet now."""

    name: str
    label: str
    kind: str  # "text", "mark" or "choice"
    mine: str
    theirs: str
    mine_word: str
    theirs_word: str


def clashes(sheet: MarkSheet, marks: MarkSet | None, typed: Mapping[str, str]) -> list[Clash]:
    """The fields whose typed value is not the saved one, in printed order."""
    rows = {row.node: row for row in marks.node_marks.all()} if marks else {}
    found = [
        _clash(node, name, saved, typed[name])
        for node in sheet.submission.assessment.definition.scored
        for name, saved in _saved(node, rows.get(node.code))
        if name in typed
    ]
    if NOTE in typed:
        mine, theirs = typed[NOTE].replace("\r\n", "\n"), marks.staff_note if marks else ""
        found.append(Clash(NOTE, "Note for staff", "text", mine, theirs, "", ""))
    return [clash for clash in found if clash.mine.strip() != clash.theirs.strip()]


def _saved(node: Node, row: NodeMark | None) -> Iterator[tuple[str, str]]:
    yield f"mark-{node.code}", row.value if row else ""
    yield f"strengths-{node.code}", row.strengths if row else ""
    yield f"areas-{node.code}", row.areas_for_improvement if row else ""
    for bullet in node.bullets:
        yield f"bullet-{bullet.code}", row.bullets.get(bullet.code, "") if row else ""


def _clash(node: Node, name: str, theirs: str, typed: str) -> Clash:
    mine = typed.replace("\r\n", "\n")
    kind, _, code = name.partition("-")
    words = BULLET_WORDS if kind == "bullet" else dict(options(node)) if kind == "mark" else {}
    heading = node.short or node.heading or node.name
    return Clash(
        name=name,
        label=f"{heading}: {KINDS.get(kind, f'point {code}')}",
        kind="text" if kind in {"strengths", "areas"} else "choice" if words else "mark",
        mine=mine,
        theirs=theirs,
        mine_word=words.get(mine, ""),
        theirs_word=words.get(theirs, ""),
    )
