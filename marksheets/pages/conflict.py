"""The merge page: what was typed here beside what is saved, field by field, when both changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from marksheets.models import MarkSet, MarkSheet

WORDS = {"met": "Met", "not_met": "Not met", "": "–"}


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that differs: `typed` was on this page, `saved` is in the sheet now."""

    name: str
    label: str
    saved: str
    typed: str
    is_text: bool


def differences(sheet: MarkSheet, marks: MarkSet | None, typed: Mapping[str, str]) -> list[Difference]:
    """The fields whose typed value is not the saved one, in printed order."""
    rows = {row.node: row for row in marks.node_marks.all()} if marks else {}
    found = []
    for node in sheet.submission.assessment.definition.scored:
        row = rows.get(node.code)
        saved = {
            f"mark-{node.code}": row.value if row else "",
            f"strengths-{node.code}": row.strengths if row else "",
            f"areas-{node.code}": row.areas_for_improvement if row else "",
            **{f"bullet-{b.code}": (row.bullets.get(b.code, "") if row else "") for b in node.bullets},
        }
        words = {"mark": "mark", "strengths": "strengths", "areas": "areas for improvement"}
        for name, value in saved.items():
            mine = typed.get(name, value).replace("\r\n", "\n").strip()
            if mine != value.strip():
                kind = name.partition("-")[0]
                label = f"{node.short or node.heading}: {words.get(kind, 'bullet ' + name.partition('-')[2])}"
                found.append(Difference(name, label, WORDS.get(value, value), WORDS.get(mine, mine), kind in {"strengths", "areas"}))
    return found


def kept(typed: Mapping[str, str], found: list[Difference]) -> list[tuple[str, str]]:
    """The typed fields to send again when the person keeps their own."""
    names = {difference.name for difference in found}
    return [(name, value) for name, value in typed.items() if name in names]
