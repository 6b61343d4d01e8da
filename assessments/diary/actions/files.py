"""Files of an entry: through the same gate and into the same store as a submission's."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from assessments.actions.files import attach_each, columns_of, count_bytes, keep
from assessments.diary.actions.own import only
from assessments.diary.models import Attachment, DiaryEntry
from assessments.files.intake import Taken
from centres import ledger
from centres.models import Appointment
from centres.refusals import Refused

MOST_FILES = 10


def attach_all(
    entry: DiaryEntry, received: Iterable[Taken | Refused], *, by: Appointment
) -> tuple[list[Attachment], list[Refused]]:
    """Add what came in to an entry; as `attach_each`."""
    return attach_each(received, lambda taken: attach(entry, taken, by=by), by=by)


@transaction.atomic
def attach(entry: DiaryEntry, taken: Taken, *, by: Appointment) -> Attachment:
    """Add one file that came in."""
    addable(entry, by)
    if entry.files.filter(sha256=taken.received.sha256).exists():
        raise Refused(f"“{taken.processed.name}” is here already, byte for byte.", code="duplicate")
    file = Attachment(entry=entry, **columns_of(taken, by))
    keep(file, "diary.file_added", entry, by=by)
    return file


def addable(entry: DiaryEntry, by: Appointment) -> None:
    """Refuse where no file can be added, before its bytes are taken."""
    only(entry.learner, by)
    if entry.withdrawn_at:
        raise Refused("This entry was withdrawn; nothing is added to it.", code="withdrawn")
    if entry.files.count() >= MOST_FILES:
        raise Refused(f"An entry holds {MOST_FILES} files; take one away before adding another.", code="full")


@transaction.atomic
def detach(file: Attachment, *, by: Appointment) -> None:
    """Take a file away from an entry."""
    entry = file.entry
    only(entry.learner, by)
    if entry.withdrawn_at:
        raise Refused("This entry was withdrawn; it stays as it was.", code="withdrawn")
    body = {"file": file.sha256, "name": file.name}
    count_bytes(file.sha256, file.size, -1)
    file.delete()
    ledger.record("diary.file_removed", entry, body, by=by)


def note_download(file: Attachment, *, by: Appointment) -> None:
    """Every original that is handed out leaves a line."""
    ledger.record("diary.file_downloaded", file.entry, {"file": file.sha256}, by=by)
