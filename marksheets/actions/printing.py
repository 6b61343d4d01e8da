"""Keeping the printed form: made once from the frozen page, stored by the hash of its bytes."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from centres import ledger, outbox
from centres.models import Appointment
from marksheets.models import MarkSheet, StoredPdf


def freeze_edition(sheet: MarkSheet, *, by: Appointment) -> None:
    """Order the form of the revision as it stands."""
    outbox.put("marksheet.render", sheet=str(sheet.pk), revision=sheet.revision)


@transaction.atomic
def store_edition(sheet_id: UUID, revision: int, *, page: dict[str, Any], sha256: str, size: int) -> StoredPdf:
    """Note the bytes of a revision's form; a second delivery of the same render finds the first."""
    sheet = MarkSheet.objects.get(pk=sheet_id)
    known = sheet.pdfs.filter(revision=revision).first()
    if known is not None:
        return known
    edition = StoredPdf(
        sheet=sheet,
        revision=revision,
        edition=sheet.pdfs.count() + 1,
        sha256=sha256,
        size=size,
        page=page,
        made_at=timezone.now(),
    )
    edition.save(force_insert=True)
    ledger.record("pdf.stored", sheet, {"revision": revision, "sha256": sha256, "edition": edition.edition}, by=None)
    return edition
