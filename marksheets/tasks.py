"""What the queue does for mark sheets."""

from __future__ import annotations

import dataclasses
import logging
from typing import Any
from uuid import UUID

from celery import shared_task
from django.conf import settings
from django.urls import reverse

from assessments.files import store
from centres import keys
from centres.models import Centre, Job
from centres.outbox import TryLater
from centres.scope import current_centre, tenant
from marksheets import actions, codes
from marksheets.models import MarkSheet, StoredPdf
from marksheets.pages.frozen import thaw
from marksheets.pages.shape import EditionMark, SheetPage
from marksheets.proof import prove
from marksheets.workflow import State

log = logging.getLogger(__name__)
WAITING = "The PDF waits. {sentence} As soon as that is there the PDF is made by itself."


def render_edition(payload: dict[str, Any]) -> None:
    """Print, seal and store one frozen edition; may run twice, also at once, and stores one file all the same."""
    from marksheets.pdf.render import PangoMissing

    centre = Centre.objects.get(pk=payload["centre_id"])
    with tenant(centre):
        edition = _edition_of(payload)
        if edition is None or edition.sha256:
            return
        _note(edition.sheet_id, Job.State.RUNNING, "")
    try:
        body = _sealed(edition, centre)
    except (PangoMissing, keys.NoKey) as missing:
        with tenant(centre):
            _note(edition.sheet_id, Job.State.STUCK, WAITING.format(sentence=missing))
        raise TryLater(str(missing)) from missing
    kept = store.receive(iter([body]), centre.pk, root=settings.MEDIA_ROOT)
    with tenant(centre):
        first = actions.note_bytes(edition, sha256=kept.sha256, size=kept.size)
        _note(edition.sheet_id, Job.State.DONE, "", done=1)
    if not first:  # no two seals are alike: these bytes are nobody's
        store.erase(centre.pk, kept.sha256, root=settings.MEDIA_ROOT)


def _edition_of(payload: dict[str, Any]) -> StoredPdf | None:
    """The edition a message names. Messages of the first landing name a revision: it is frozen now, if it stands."""
    sheet = MarkSheet.objects.with_rows().get(pk=payload["sheet"])
    if "edition" in payload:
        named: StoredPdf = sheet.pdfs.get(edition=payload["edition"])
        return named
    known: StoredPdf | None = sheet.pdfs.filter(revision=payload["revision"]).first()
    if known is not None or sheet.state != State.RELEASED or sheet.revision != payload["revision"]:
        return known
    return actions.freeze_edition(sheet, by=None)


def _sealed(edition: StoredPdf, centre: Centre) -> bytes:
    """The bytes of a frozen edition, under its centre's seal. Nothing is read but what was frozen."""
    from marksheets.pdf.render import render_sheet
    from marksheets.pdf.sealing import seal_pdf

    key = keys.key_of(centre)
    body = render_sheet(printed_page(edition, key.certificate), draft=False)
    return seal_pdf(body, key, number=edition.edition, code=edition.code)


def printed_page(edition: StoredPdf, certificate: keys.Certificate) -> SheetPage:
    """The frozen page with what this edition says of itself."""
    mark = EditionMark(
        number=edition.edition,
        code=edition.code,
        address=settings.PUBLIC_ADDRESS + reverse("verify-code", args=[codes.plain(edition.code)]),
        ledger_seq=edition.ledger_seq,
        ledger_digest=edition.ledger_digest,
        sealed_by=certificate.name,
        key=certificate.short,
        demo=certificate.demo,
    )
    return dataclasses.replace(thaw(edition.page), edition=mark)


def _note(sheet_id: UUID, state: str, sentence: str, *, done: int = 0) -> None:
    job, _ = Job.objects.get_or_create(
        subject_id=str(sheet_id), kind="pdf", defaults={"total": 1, "centre": current_centre()}
    )
    job.state, job.sentence, job.done = state, sentence, done
    job.save()


@shared_task
def prove_all() -> int:
    """Every night: read all that every centre sealed, and tell its admins once of each break; how many were found."""
    return sum(prove_one(centre) for centre in Centre.objects.order_by("pk"))


def prove_one(centre: Centre) -> int:
    """Prove one centre. The log says it every night until it holds again; a person is told once."""
    with tenant(centre, write=False):
        breaks = prove().breaks
    if breaks:
        for sentence in breaks:
            log.error("What %s sealed does not hold together: %s", centre.slug, sentence)
        with tenant(centre):
            actions.tell_of_breaks(breaks)
    return len(breaks)
