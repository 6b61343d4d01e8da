"""Beginning an upload, adding a piece, ending it: what is acknowledged is on disk, and nothing else is counted."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import F, Sum
from django.utils import timezone

from assessments import actions as work
from assessments.access import visible_submissions
from assessments.diary import actions as diary
from assessments.diary.access import visible_entries
from assessments.diary.actions.files import addable
from assessments.files.gate import FileRefused
from assessments.files.intake import Taken, take_in
from assessments.files.names import clean_name
from assessments.uploading import spool
from assessments.uploading.models import PartialUpload
from centres.models import Appointment
from centres.refusals import Refused, Unfit

KEPT_FOR = timedelta(hours=24)
MOST_OPEN = 10  # uploads that one person may have begun at a time
MOST_WAITING = 4  # times the largest file: bytes that may lie there for one person
LARGEST_PIECE = 2 * 1024 * 1024
TOO_LARGE = "“{name}” is larger than {most} MB. Make its pictures smaller, or split it, and choose it again."
MOVED = "This piece does not go on where the upload stands; ask where it stands and go on from there."


def root() -> Path:
    """Where the centre's files lie."""
    return Path(settings.MEDIA_ROOT)


@transaction.atomic
def begin(target: Any, *, name: str, size: int, fingerprint: str, by: Appointment) -> PartialUpload:
    """A new upload for a draft or an entry, or the one of the same file that was begun before and not ended.

    `target` is a Submission or a DiaryEntry; `fingerprint` is what the browser knows a file by.
    """
    column = check(target, by)
    name = clean_name(name)
    if not 0 < size <= settings.MAX_UPLOAD_BYTES:
        most = settings.MAX_UPLOAD_BYTES // (1024 * 1024)
        raise Unfit(TOO_LARGE.format(name=name, most=most) if size > 0 else f"“{name}” is empty.", code="too_large")
    mine = PartialUpload.objects.filter(by=by)
    if known := mine.filter(**{column: target}, fingerprint=fingerprint, size=size).first():
        return _as_on_disk(known)
    waiting = mine.aggregate(all=Sum("size"))["all"] or 0
    if mine.count() >= MOST_OPEN or waiting + size > MOST_WAITING * settings.MAX_UPLOAD_BYTES:
        raise Refused("Too many uploads are begun and not ended; end or forget one of them first.", code="many")
    made = PartialUpload(**{column: target}, by=by, name=name, size=size, fingerprint=fingerprint)
    made.save()
    return made


def check(target: Any, by: Appointment) -> str:
    """Refuse where this person can add no file; the column that names the target."""
    if target._meta.model_name == "submission":
        work.own_draft(target, by)
        work.room_for_a_file(target)
        return "submission"
    addable(target, by)
    return "entry"


def _as_on_disk(upload: PartialUpload) -> PartialUpload:
    """More is recorded than lies there only when the folder was lost: then it goes on where the bytes end."""
    lies = spool.there(upload.centre_id, upload.pk, root=root())
    if lies < upload.received:
        PartialUpload.objects.filter(pk=upload.pk, received=upload.received).update(received=lies)
        upload.refresh_from_db()
    return upload


@transaction.atomic
def add(upload: PartialUpload, offset: int, piece: bytes) -> int:
    """Add a piece that goes on where the upload stands; where it stands then. Raises Refused ("offset") elsewhere."""
    if not piece or len(piece) > LARGEST_PIECE or offset + len(piece) > upload.size:
        raise Unfit("This piece does not fit into the file that was announced.", code="piece")
    rows = PartialUpload.objects.filter(pk=upload.pk, received=offset)
    # The row first: whoever sends the same piece at the same time waits here, and is then told where it stands.
    if not rows.update(received=F("received") + len(piece), touched_at=timezone.now()):
        raise Refused(MOVED, code="offset")
    spool.write(upload.centre_id, upload.pk, offset, piece, root=root())
    return offset + len(piece)


def whole(upload: PartialUpload) -> Taken | FileRefused:
    """Take the whole file through the gate, outside any transaction: what came in, or why not."""
    pieces = spool.chunks(upload.centre_id, upload.pk, upload.size, root=root())
    try:
        return take_in(pieces, upload.centre_id, upload.name, root=root())
    except FileRefused as refused:
        return refused


@transaction.atomic
def end(upload: PartialUpload, came: Taken | FileRefused, *, by: Appointment) -> tuple[list[Any], list[Refused]]:
    """Attach what came through the gate, once; the pieces are forgotten either way."""
    if not PartialUpload.objects.filter(pk=upload.pk, received=F("size")).delete()[0]:
        raise Refused("This upload has ended already.", code="ended")
    if upload.submission_id:
        found = work.attach_all(upload.submission, [came], by=by)
    else:
        found = diary.attach_all(upload.entry, [came], by=by)
    _forget_later(upload.centre_id, upload.pk)
    return found


@transaction.atomic
def drop(upload: PartialUpload) -> None:
    """Forget an upload and its pieces."""
    upload.delete()
    _forget_later(upload.centre_id, upload.pk)


def _forget_later(centre_id: int, pk: UUID) -> None:
    transaction.on_commit(lambda: spool.forget(centre_id, pk, root=root()))


def forget_old() -> int:
    """Drop uploads of the current centre that nobody has gone on with for a day; how many."""
    old = list(PartialUpload.objects.filter(touched_at__lt=timezone.now() - KEPT_FOR))
    for upload in old:
        drop(upload)
    return len(old)


def target_of(kind: str, pk: UUID, by: Appointment) -> Any:
    """The draft or entry that a page names; None where there is none for this person."""
    if kind == "assignment":
        return visible_submissions(by).select_related("registration__learner", "centre").filter(pk=pk).first()
    return visible_entries(by).select_related("learner", "centre").filter(pk=pk).first() if kind == "entry" else None
