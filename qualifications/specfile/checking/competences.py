"""Whether a table of competence requirements can be met, and whether each part of it is named once."""

from __future__ import annotations

from qualifications.specfile.checking.duplicates import duplicates
from qualifications.specfile.checking.entries import Entry
from qualifications.specfile.shapes import CompetenceRow, Competences, indicators


def check_competences(entry: Entry[Competences]) -> None:
    """Rows and indicators once each, and no required row that nothing could satisfy."""
    rows = entry.thing.rows
    if not rows:
        entry.wrong("The table has no rows, so it would ask for nothing.", "rows")
    for number in duplicates(row.number for row in rows):
        entry.wrong(f"Row {number} stands twice.", "rows")
    for code in duplicates(indicator.code for row in rows for indicator in indicators(row.indicators)):
        entry.wrong(f"Indicator {code or 'without a code'} stands twice.", "rows")
    for at, row in enumerate(rows):
        _check_row(entry, at, row)


def _check_row(entry: Entry[Competences], at: int, row: CompetenceRow) -> None:
    required = any(indicator.is_required for indicator in indicators(row.indicators))
    if row.is_required and not required:
        sentence = "Every indicator is desirable, and a desirable alone never satisfies: nothing could meet this row."
        entry.wrong(f'{sentence} Give the row strength = "desirable".', "rows", at, place=f"row {row.number}")
