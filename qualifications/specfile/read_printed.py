"""What awards, units and assessments have in common: whose wording it is, and printed rows without a key."""

from __future__ import annotations

from qualifications.specfile.shapes import Printed
from qualifications.specfile.table import Table

WORDINGS = ("official", "centre_own")


def read_printed(table: Table) -> tuple[Printed, ...]:
    """The rows a document prints for which no key exists."""
    rows = []
    for each in table.tables("printed", "printed row"):
        rows.append(Printed(heading=each.text("heading", required=True), text=each.text("text", required=True)))
        each.close("a printed row")
    return tuple(rows)
