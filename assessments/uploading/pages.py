"""Files that are held or were not taken, as the office sees them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import chain

from assessments.files.intake import HELD
from assessments.kept import KeptFile
from assessments.uploading.models import RefusedFile

MOST = 200


@dataclass(frozen=True, slots=True)
class FileLine:
    """One file: whose, what it is called, since when, and why it is here."""

    name: str
    whose: str
    at: datetime
    why: str


def held_lines() -> tuple[FileLine, ...]:
    """What waits for the scanner (a query for each kind of file)."""
    kinds = (
        kind._default_manager.filter(scan=HELD).select_related(kind.READ_WITH) for kind in KeptFile.__subclasses__()
    )
    return tuple(
        FileLine(file.name, file.whose, file.uploaded_at, "Waits for the virus scanner")
        for file in chain.from_iterable(kinds)
    )


def refused_lines() -> tuple[FileLine, ...]:
    """The last files that were not taken (one query)."""
    rows = RefusedFile.objects.select_related("by").order_by("-at")[:MOST]
    return tuple(FileLine(row.name, row.by.name, row.at, row.sentence) for row in rows)
