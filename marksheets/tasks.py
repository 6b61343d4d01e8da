"""What the queue does for mark sheets."""

from __future__ import annotations

import dataclasses
import json
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder

from assessments.files import store
from centres.models import Centre, Job
from centres.outbox import TryLater
from centres.scope import current_centre, tenant
from marksheets import actions
from marksheets.models import MarkSheet
from marksheets.pages.assemble import sheet_page
from marksheets.pages.shape import SheetPage

WAITING = "The PDF waits. {sentence} As soon as that is there the PDF is made by itself."


def render_released_sheet(payload: dict[str, Any]) -> None:
    """Render the form of a released revision once; may run twice and stores one file all the same."""
    from marksheets.pdf.render import PangoMissing, render_sheet

    centre = Centre.objects.get(pk=payload["centre_id"])
    sheet_id, revision = UUID(payload["sheet"]), int(payload["revision"])
    with tenant(centre):
        sheet = MarkSheet.objects.with_rows().get(pk=sheet_id)
        if sheet.pdfs.filter(revision=revision).exists():
            return
        page = sheet_page(sheet, None)
        _note(sheet_id, Job.State.RUNNING, "")
    try:
        body = render_sheet(page, draft=False)
    except PangoMissing as missing:
        with tenant(centre):
            _note(sheet_id, Job.State.STUCK, WAITING.format(sentence=missing))
        raise TryLater(str(missing)) from missing
    kept = store.receive(iter([body]), centre.pk, root=settings.MEDIA_ROOT)
    with tenant(centre):
        actions.store_edition(sheet_id, revision, page=frozen(page), sha256=kept.sha256, size=kept.size)
        _note(sheet_id, Job.State.DONE, "", done=1)


def frozen(page: SheetPage) -> dict[str, Any]:
    """The page object as JSON, kept beside the bytes that were made from it."""
    document: dict[str, Any] = json.loads(json.dumps(dataclasses.asdict(page), cls=DjangoJSONEncoder))
    return document


def _note(sheet_id: UUID, state: str, sentence: str, *, done: int = 0) -> None:
    job, _ = Job.objects.get_or_create(
        subject_id=str(sheet_id), kind="pdf", defaults={"total": 1, "centre": current_centre()}
    )
    job.state, job.sentence, job.done = state, sentence, done
    job.save()
