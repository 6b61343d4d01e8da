"""Files that are held or were not taken, as the office sees them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import chain

from assessments.diary.models import Attachment
from assessments.files.intake import HELD
from assessments.models import Evidence
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
    """What waits for the scanner (two queries)."""
    evidence = Evidence.objects.filter(scan=HELD).select_related("submission__registration__learner")
    attached = Attachment.objects.filter(scan=HELD).select_related("entry__learner")
    found = chain(
        ((file, file.submission.registration.learner) for file in evidence),
        ((file, file.entry.learner) for file in attached),
    )
    return tuple(
        FileLine(file.name, whose.name, file.uploaded_at, "Waits for the virus scanner") for file, whose in found
    )


def refused_lines() -> tuple[FileLine, ...]:
    """The last files that were not taken (one query)."""
    rows = RefusedFile.objects.select_related("by").order_by("-at")[:MOST]
    return tuple(FileLine(row.name, row.by.name, row.at, row.sentence) for row in rows)
