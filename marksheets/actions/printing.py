"""Editions of the printed form: a release freezes the page, the bytes are made from that and noted once."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from centres import ledger, outbox
from centres.models import Appointment, PublicLink
from marksheets import codes
from marksheets.models import MarkSheet, StoredPdf


@transaction.atomic
def freeze_edition(sheet: MarkSheet, *, by: Appointment | None) -> StoredPdf:
    """Freeze the page as the next edition, in the transaction that releases it (or in which an EV signs after that).

    The ledger entry holds the digest of the page; its place and digest are what the paper prints as the ledger's head.
    """
    from marksheets.pages.assemble import sheet_page  # what is released is what was on the page: only here does an
    from marksheets.pages.frozen import freeze  # action read one

    page, code = freeze(sheet_page(sheet, None)), codes.fresh()
    last = sheet.pdfs.order_by("edition").last()
    edition = StoredPdf(
        sheet=sheet, revision=sheet.revision, edition=last.edition + 1 if last else 1, page=page, code=code
    )
    facts = {
        "sheet": str(sheet.pk),
        "edition": edition.edition,
        "revision": edition.revision,
        "page": ledger.digest_of(page),
        "code": codes.hash_of_code(code),
        "at": edition.frozen_at.isoformat(),
    }
    entry = ledger.record("edition.frozen", edition, facts, by=by)
    edition.ledger_seq, edition.ledger_digest = entry.seq, entry.digest
    edition.save(force_insert=True)
    PublicLink.objects.create(centre_id=entry.centre_id, token_hash=codes.hash_of_code(code))
    outbox.put("marksheet.render", sheet=str(sheet.pk), edition=edition.edition)
    return edition


@transaction.atomic
def note_bytes(edition: StoredPdf, *, sha256: str, size: int) -> bool:
    """Note the bytes of an edition; False when another worker had noted its own before, and nothing is changed."""
    rows, now = StoredPdf.objects.filter(pk=edition.pk, sha256=""), timezone.now()
    if not rows.update(sha256=sha256, size=size, made_at=now):
        return False
    PublicLink.objects.create(centre_id=edition.centre_id, token_hash=codes.hash_of_file(sha256))
    facts = {
        "revision": edition.revision,
        "edition": edition.edition,
        "sha256": sha256,
        "size": size,
        "at": now.isoformat(),
    }
    ledger.record("pdf.stored", edition.sheet, facts, by=None)
    return True
