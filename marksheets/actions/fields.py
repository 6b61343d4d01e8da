"""Writing single fields of a mark set."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from centres.models import Appointment
from marksheets.models import Annotation, MarkSet, MarkSheet, NodeMark
from marksheets.models.marks import Hand
from qualifications import outcome
from qualifications.outcome.words import capital
from qualifications.specfile import Assessment

BULLET_STATES = ("", "met", "not_met")
LONGEST_TEXT = 10_000
NOTE = "note-staff"
FIRST = "Where you saw more elsewhere, the assessor first records what is evidenced outside the diary."
CARRIED = (
    "{name} is carried forward from attempt {n} and is not marked again; to challenge it, ask for that attempt to be "
)
CARRIED += "re-opened."


def blank_set(sheet: MarkSheet, hand: str, by: Appointment) -> MarkSet:
    """A new set with an undecided row for every node that is open, and what is carried forward in the others."""
    marks = MarkSet(sheet=sheet, revision=sheet.revision, hand=hand, by_id=by.user_id)
    marks.save(force_insert=True)
    nodes = sheet.submission.assessment.definition.scored
    rows = [NodeMark(centre_id=sheet.centre_id, mark_set=marks, node=node.code) for node in nodes]
    for row in rows:
        carry_into(row, sheet.submission.carried.get(row.node), hand)
    NodeMark.objects.bulk_create(rows)
    return marks


def carry_into(row: NodeMark, fact: Mapping[str, Any] | None, hand: str) -> None:
    """Write what an earlier attempt earned into a row; a row that is open stays as it is.

    The QA column holds the QA mark of that attempt, or the standing mark where there is none (RULINGS 23).
    """
    if fact is None:
        row.carried_from = None
        return
    row.carried_from = fact["attempt"]
    row.value = (fact["qa"] or fact["value"]) if hand == Hand.IQA else fact["value"]
    if hand == Hand.ASSESSOR:
        row.strengths, row.areas_for_improvement, row.bullets = fact["strengths"], fact["areas"], fact["bullets"]


def copied_set(sheet: MarkSheet, marks: MarkSet, **fields: Any) -> MarkSet:
    """A set of the sheet's present revision that begins as an earlier one was left; the earlier one stays."""
    copy = MarkSet(
        sheet=sheet,
        revision=sheet.revision,
        hand=marks.hand,
        by_id=marks.by_id,
        named=marks.named,
        staff_note=marks.staff_note,
        **fields,
    )
    copy.save(force_insert=True)
    NodeMark.objects.bulk_create(_copies(marks.node_marks.all(), copy))
    Annotation.objects.bulk_create(_copies(marks.annotations.all(), copy))
    return copy


def _copies(rows: Iterable[Any], into: MarkSet) -> list[Any]:
    """The same rows in another set, each with an id of its own."""
    return [
        type(row)(
            mark_set=into,
            **{
                column.attname: getattr(row, column.attname)
                for column in row._meta.concrete_fields
                if column.name not in {"id", "mark_set"}
            },
        )
        for row in rows
    ]


def field_names(sheet: MarkSheet) -> frozenset[str]:
    """Every name that `apply` takes on this sheet."""
    nodes = sheet.submission.assessment.definition.scored
    rows = {f"{kind}-{node.code}" for node in nodes for kind in ("mark", "strengths", "areas", "refer")}
    return frozenset(rows | {NOTE} | {f"bullet-{bullet.code}" for node in nodes for bullet in node.bullets})


def apply(marks: MarkSet, definition: Assessment, given: Mapping[str, str], short: Mapping[str, str]) -> dict[str, str]:
    """Take the named fields into the set; a sentence for each that cannot be taken. Unknown names are ignored.

    `short` says by quantity code what the learner's record lacks: a point that depends on it cannot be met.
    """
    problems: dict[str, str] = {}
    rows = {row.node: row for row in marks.node_marks.all()}
    changed: dict[str, NodeMark] = {}
    for name, typed in given.items():
        kind, _, code = name.partition("-")
        node = code.rpartition(".")[0] if kind == "bullet" else code
        row = rows.get(node)
        if row is None or kind not in {"mark", "strengths", "areas", "bullet"}:
            continue
        if row.carried_from is not None:
            if _differs(row, kind, code, typed):
                problems[name] = CARRIED.format(name=capital(definition.node(row.node).name), n=row.carried_from)
            continue
        if sentence := _set(row, definition, kind, code, typed, short):
            problems[name] = sentence
        else:
            changed[node] = row
    for row in changed.values():
        row.save(update_fields=["value", "strengths", "areas_for_improvement", "bullets"])
    return problems


def note_of(given: Mapping[str, str]) -> tuple[str | None, str]:
    """The note for staff that was sent, None where none was; and why it cannot be taken, "" when it can."""
    if NOTE not in given:
        return None, ""
    text = given[NOTE].replace("\r\n", "\n").replace("\x00", "")
    fault = _too_long(text)
    return (None, fault) if fault else (text, "")


def _too_long(text: str) -> str:
    most = f"{LONGEST_TEXT:,} is the most a box holds."
    return f"This is {len(text):,} characters; {most}" if len(text) > LONGEST_TEXT else ""


def named_by(marks: MarkSet, definition: Assessment, given: Mapping[str, str]) -> list[str]:
    """The parts to be done again, in printed order, after what was sent: `refer-S1` with any word names S1."""
    named = set(marks.named)
    for name, typed in given.items():
        kind, _, code = name.partition("-")
        if kind == "refer":
            named = named | {code} if typed else named - {code}
    return [node.code for node in definition.scored if node.code in named]


def _differs(row: NodeMark, kind: str, code: str, typed: str) -> bool:
    """Whether what was typed is not what stands there: a page that sends a carried row back unchanged is no problem."""
    now = {"mark": row.value, "strengths": row.strengths, "areas": row.areas_for_improvement}
    return typed.strip().replace("\r\n", "\n") != now.get(kind, row.bullets.get(code, "")).strip()


def _set(row: NodeMark, definition: Assessment, kind: str, code: str, typed: str, short: Mapping[str, str]) -> str:
    if kind == "mark":
        return _set_mark(row, definition, typed)
    if kind == "bullet":
        return _set_bullet(row, definition, code, typed, short)
    if fault := _too_long(typed):
        return fault
    text = typed.replace("\r\n", "\n").replace("\x00", "")
    setattr(row, "strengths" if kind == "strengths" else "areas_for_improvement", text)
    return ""


def _set_mark(row: NodeMark, definition: Assessment, typed: str) -> str:
    read = outcome.parse_mark(definition.node(row.node), typed)
    if isinstance(read, outcome.Problem):
        return read.sentence
    row.value = outcome.written(read)
    return ""


def _set_bullet(row: NodeMark, definition: Assessment, code: str, typed: str, short: Mapping[str, str]) -> str:
    quantities = {bullet.code: bullet.quantity for bullet in definition.node(row.node).bullets}
    if typed not in BULLET_STATES or code not in quantities:
        return "A bullet is met, not met, or left open."
    if typed == "met" and quantities[code] in short:
        return f"Bullet {code} cannot be met: {short[quantities[code]]}. {FIRST}"
    row.bullets = {**row.bullets, code: typed} if typed else {k: v for k, v in row.bullets.items() if k != code}
    return ""
