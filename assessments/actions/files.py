"""What every file that is kept has in common, whatever it is attached to: its columns, its bytes, its refusals."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from django.db import models
from django.db.models import F
from django.utils import timezone

from assessments.files.gate import FileRefused
from assessments.files.intake import HELD, Taken
from assessments.models import StoredFile
from assessments.uploading.models import RefusedFile
from centres import ledger, outbox
from centres.models import Appointment
from centres.refusals import Refused
from centres.scope import current_centre

Row = TypeVar("Row", bound=models.Model)


def columns_of(taken: Taken, by: Appointment) -> dict[str, Any]:
    """The columns of `KeptFile` for a file that came in."""
    bytes_, read = taken.received, taken.processed
    return {
        "name": read.name,
        "kind": read.kind,
        "sha256": bytes_.sha256,
        "size": bytes_.size,
        "pages": read.pages,
        "words": read.words,
        "scan": taken.scanned,
        "uploaded_by_id": by.user_id,
    }


def keep(row: Any, kind: str, subject: models.Model, *, by: Appointment) -> None:
    """Write a row of a file, count its bytes, note it in the ledger; one the scanner has not seen is scanned later."""
    row.save()
    count_bytes(row.sha256, row.size, +1)
    ledger.record(kind, subject, {"file": row.sha256, "name": row.name, "scan": row.scan}, by=by)
    if row.scan == HELD:
        outbox.put("file.scan", due_at=timezone.now(), table=row._meta.label_lower, file=str(row.pk))


def attach_each(
    received: Iterable[Taken | Refused], attach: Callable[[Taken], Row], *, by: Appointment
) -> tuple[list[Row], list[Refused]]:
    """Add what came in; a file that cannot be taken does not stop the others. What was added, and each refusal."""
    added: list[Row] = []
    refusals: list[Refused] = []
    for item in received:
        try:
            if isinstance(item, Refused):
                raise item
            added.append(attach(item))
        except Refused as refused:
            refusals.append(refused)
            if isinstance(refused, FileRefused):
                note_refused(refused, by=by)
    return added, refusals


def note_refused(refused: FileRefused, *, by: Appointment) -> None:
    """A file that the gate did not take: its name and why, for its owner and the office."""
    RefusedFile(name=refused.name[:180], code=refused.code, sentence=refused.sentence[:400], by=by).save()


def count_bytes(sha256: str, size: int, step: int) -> None:
    """One row more (+1) or fewer (-1) of this centre needs the bytes under a hash."""
    row, _ = StoredFile.objects.get_or_create(sha256=sha256, defaults={"size": size, "centre": current_centre()})
    StoredFile.objects.filter(pk=row.pk).update(references=F("references") + step)
    StoredFile.objects.filter(pk=row.pk, references=0).update(unused_since=timezone.now())
    StoredFile.objects.filter(pk=row.pk, references__gt=0).update(unused_since=None)
