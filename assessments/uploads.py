"""Taking an upload off the wire without ever holding more of it than is allowed, and through the gate."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import SkipFile, TemporaryFileUploadHandler
from django.http import HttpRequest

from assessments.files.gate import FileRefused
from assessments.files.intake import Taken, take_in
from centres.appointed import CentreRequest

TOO_LARGE = "countersign.too_large"
NO_FILE = "Choose a file first: a PDF, a Word document (.docx) or a photo of a page."


class LimitedUpload(TemporaryFileUploadHandler):
    """Streams to a temporary file up to the limit; the rest of a larger file is read past, and the page names it.

    Read past, not broken off: the fields that follow the file hold what the learner ticked.
    """

    most = 0  # bytes; 0 is the house's own limit

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """A new file begins: nothing of it has come yet."""
        super().new_file(*args, **kwargs)
        self.received = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Write on, or keep nothing of this file."""
        self.received += len(raw_data)
        if self.received > (self.most or settings.MAX_UPLOAD_BYTES):
            assert self.request is not None
            self.request.META[TOO_LARGE] = self.file_name
            raise SkipFile
        super().receive_data_chunk(raw_data, start)


def too_large(request: HttpRequest) -> str:
    """The name of the file that went over the limit, or ""."""
    return str(request.META.get(TOO_LARGE, ""))


def receive(request: CentreRequest) -> list[Taken | FileRefused]:
    """What came with a page in a centre, before any transaction opens; as `take_uploads`."""
    return take_uploads(request, request.centre.pk)


def take_uploads(request: HttpRequest, centre_id: int) -> list[Taken | FileRefused]:
    """Inspect and store every uploaded `file`; a refusal for each that stays out."""
    files = request.FILES.getlist("file")
    return [*_larger(too_large(request)), *(_taken(upload, centre_id) for upload in files)]


def _larger(name: str) -> list[Taken | FileRefused]:
    if not name:
        return []
    megabytes = settings.MAX_UPLOAD_BYTES // (1024 * 1024)
    sentence = f"“{name}” is larger than {megabytes} MB. Make its pictures smaller, or split it, and upload it again."
    refused = FileRefused(sentence, code="too_large")
    refused.name = name
    return [refused]


def _taken(upload: Any, centre_id: int) -> Taken | FileRefused:
    try:
        return take_in(upload.chunks(), centre_id, upload.name or "")
    except FileRefused as refused:
        return refused
