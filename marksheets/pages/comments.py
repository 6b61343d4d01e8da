"""Saved comments: all that a person may use, those that fit a box of a sheet, and both as a table for a spreadsheet."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from assessments.diary.export import as_text
from centres.models import Appointment
from centres.refusals import Unfit
from marksheets.actions.comments import KEEPERS, Wording
from marksheets.models import MarkSheet, SavedComment
from marksheets.models.comments import Box

MOST_OFFERED = 30
MOST_BYTES = 1_000_000
HEAD = ("Sheet or unit", "Part", "Box", "Comment")


@dataclass(frozen=True, slots=True)
class CommentRow:
    """One comment as a list shows it."""

    id: str
    text: str
    where: str  # "D7.01", "" for anywhere
    node: str
    box: str
    place: str  # "D7.01 · S2 · areas for improvement", "anywhere"
    uses: int
    shared: bool  # the centre's
    version: int
    may_change: bool


def visible_comments(by: Appointment) -> QuerySet[SavedComment]:
    """One's own and the centre's."""
    return SavedComment.objects.filter(Q(owner=by.user_id) | Q(owner=None))


def comment_rows(by: Appointment) -> tuple[CommentRow, ...]:
    """All of them, the own first (one query)."""
    rows = sorted(visible_comments(by), key=lambda one: one.owner_id is None)
    return tuple(row_of(one, by) for one in rows)


def offered(sheet: MarkSheet, by: Appointment, *, node: str, box: str, asked: str = "") -> tuple[CommentRow, ...]:
    """Those that fit a box, what fits most closely and is used most first; `asked` has to occur in them (one query)."""
    definition = sheet.submission.assessment.definition
    fits = Q(sheet=definition.code) & (Q(node="") | Q(node=node))
    rows = visible_comments(by).filter(fits | Q(sheet="", unit="") | Q(unit__in=definition.units))
    if box:
        rows = rows.filter(box__in=["", box])
    if asked := asked.strip()[:100]:
        rows = rows.filter(text__icontains=asked)
    found = sorted(rows, key=lambda one: (not one.node, not one.sheet, not one.unit, -one.uses, one.made_at))
    return tuple(row_of(one, by) for one in found[:MOST_OFFERED])


def row_of(one: SavedComment, by: Appointment) -> CommentRow:
    """One of them as a list shows it."""
    where, shared = one.sheet or one.unit, one.owner_id is None
    places = [where, one.node, one.get_box_display() if one.box else ""]
    return CommentRow(
        str(one.pk),
        one.text,
        where,
        one.node,
        one.box,
        " · ".join(filter(None, places)) or "anywhere",
        one.uses,
        shared,
        one.version,
        may_change=not shared or by.role in KEEPERS,
    )


def as_csv(rows: tuple[CommentRow, ...]) -> str:
    """A table with a line that names the columns; what `read_csv` reads."""
    out = io.StringIO()
    out.write("\ufeff")  # so that every spreadsheet reads it as UTF-8
    table = csv.writer(out)
    table.writerow(HEAD)
    for row in rows:
        table.writerow([as_text(value) for value in (row.where, row.node, row.box, row.text)])
    return out.getvalue()


def read_csv(body: bytes) -> list[Wording]:
    """The comments in such a table. Raises Unfit with what is wrong with the file."""
    if len(body) > MOST_BYTES:
        raise Unfit("The file is larger than 1 MB; split it.", code="file")
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Unfit("The file is not in UTF-8; save it as “CSV UTF-8” and choose it again.", code="file") from None
    try:
        lines = [line for line in csv.reader(io.StringIO(text, newline="")) if any(cell.strip() for cell in line)]
    except csv.Error:
        raise Unfit("The file cannot be read as CSV.", code="file") from None
    if not lines or tuple(cell.strip() for cell in lines[0]) != HEAD:
        raise Unfit(f"The first line names the columns: {', '.join(HEAD)}.", code="file")
    return [_wording(number, line) for number, line in enumerate(lines[1:], start=2)]


def _wording(number: int, line: list[str]) -> Wording:
    if len(line) != len(HEAD):
        raise Unfit(f"Line {number} has {len(line)} columns, not {len(HEAD)}.", code="file")
    where, node, box, text = (cell.strip().removeprefix("'") if cell.startswith("'") else cell.strip() for cell in line)
    by_label = {label: value for value, label in Box.choices}
    return Wording(text, where, node, by_label.get(box.lower(), box.lower()))
