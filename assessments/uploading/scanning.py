"""What becomes of a file in quarantine: scanned when the scanner answers again, then free or gone."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import transaction

from assessments.actions.files import count_bytes
from assessments.files import store
from assessments.files.gate import FileRefused
from assessments.files.intake import HELD, scan_now
from assessments.kept import KeptFile
from assessments.models import StoredFile
from assessments.uploading.models import RefusedFile
from centres import ledger, notices
from centres.models import Centre
from centres.outbox import TryLater
from centres.scope import tenant

AWAY = "The virus scanner does not answer; the file stays held and is scanned later."


def scan_held(payload: dict[str, Any]) -> None:
    """Scan one held file. Raises TryLater while the scanner is away; a second delivery finds nothing to do."""
    centre = Centre.objects.get(pk=payload["centre_id"])
    table = apps.get_model(payload["table"])
    with tenant(centre, write=False):
        row = table._default_manager.filter(pk=payload["file"], scan=HELD).first()
    if row is None:
        return
    try:
        found = scan_now(store.path_of(centre.pk, row.sha256, root=settings.MEDIA_ROOT))
    except FileRefused as refused:
        with tenant(centre):
            _take_away(row, refused)
        return
    if found == HELD:
        raise TryLater(AWAY)
    with tenant(centre):
        if table._default_manager.filter(pk=row.pk, scan=HELD).update(scan=found):
            _tell(row, f"“{row.name}” was scanned and is free.")


@transaction.atomic
def _take_away(row: KeptFile, refused: FileRefused) -> None:
    """A find: the file goes, its bytes too where nothing else is made of them, and a record stays."""
    by, subject = row.owner, row.subject
    RefusedFile(name=row.name, code=refused.code, sentence=refused.sentence, by=by, sha256=row.sha256).save()
    ledger.record("file.refused", subject, {"file": row.sha256, "name": row.name, "why": refused.code}, by=None)
    _tell(row, f"“{row.name}” was taken away: the virus scanner found something in it. Choose a clean copy.")
    count_bytes(row.sha256, row.size, -1)
    row.delete()
    if not StoredFile.objects.filter(sha256=row.sha256, references__gt=0).exists():
        sha256, centre_id = row.sha256, row.centre_id
        transaction.on_commit(lambda: store.erase(centre_id, sha256, root=settings.MEDIA_ROOT) and None)


def _tell(row: KeptFile, sentence: str) -> None:
    subject = row.subject
    notices.tell(row.owner, sentence, subject.get_absolute_url(), kind="safety", about=subject.pk)
