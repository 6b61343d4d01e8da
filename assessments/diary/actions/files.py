"""Files of an entry: through the same gate and into the same store as a submission's."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from assessments.actions import count_bytes
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
    """Add what came in; a file that cannot be taken does not stop the others. What was added, and each refusal."""
    added: list[Attachment] = []
    refusals: list[Refused] = []
    for item in received:
        try:
            if isinstance(item, Refused):
                raise item
            added.append(_attach(entry, item, by=by))
        except Refused as refused:
            refusals.append(refused)
    return added, refusals


@transaction.atomic
def _attach(entry: DiaryEntry, taken: Taken, *, by: Appointment) -> Attachment:
    only(entry.learner, by)
    bytes_, read = taken.received, taken.processed
    if entry.withdrawn_at:
        raise Refused("This entry was withdrawn; nothing is added to it.", code="withdrawn")
    if entry.files.filter(sha256=bytes_.sha256).exists():
        raise Refused(f"“{read.name}” is here already, byte for byte.", code="duplicate")
    if entry.files.count() >= MOST_FILES:
        raise Refused(f"An entry holds {MOST_FILES} files; take one away before adding another.", code="full")
    file = Attachment(
        entry=entry,
        name=read.name,
        kind=read.kind,
        sha256=bytes_.sha256,
        size=bytes_.size,
        pages=read.pages,
        words=read.words,
        scan=taken.scanned,
        uploaded_by_id=by.user_id,
    )
    file.save()
    count_bytes(bytes_.sha256, bytes_.size, +1)
    facts = {"file": bytes_.sha256, "name": read.name, "scan": taken.scanned}
    ledger.record("diary.file_added", entry, facts, by=by)
    return file


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
