"""Taking an upload off the wire without ever holding more of it than is allowed, and through the gate."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import StopUpload, TemporaryFileUploadHandler
from django.http import HttpRequest

from assessments.files.gate import FileRefused
from assessments.files.intake import Taken, take_in

TOO_LARGE = "countersign.too_large"
NO_FILE = "Choose a file first: a PDF or a Word document (.docx)."


class LimitedUpload(TemporaryFileUploadHandler):
    """Streams to a temporary file and stops at the limit; the page then says so by name."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """A new file begins: nothing of it has come yet."""
        super().new_file(*args, **kwargs)
        self.received = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Write on, or stop for good."""
        self.received += len(raw_data)
        if self.received > settings.MAX_UPLOAD_BYTES:
            assert self.request is not None
            self.request.META[TOO_LARGE] = self.file_name
            raise StopUpload(connection_reset=False)
        super().receive_data_chunk(raw_data, start)


def too_large(request: HttpRequest) -> str:
    """The name of the file that went over the limit, or ""."""
    return str(request.META.get(TOO_LARGE, ""))


def take_uploads(request: HttpRequest, centre_id: int) -> list[Taken | FileRefused]:
    """Inspect and store every uploaded `file` before any transaction opens; the refusal of each that may not come in."""
    files = request.FILES.getlist("file")
    if name := too_large(request):
        megabytes = settings.MAX_UPLOAD_BYTES // (1024 * 1024)
        sentence = (
            f"“{name}” is larger than {megabytes} MB. Make its pictures smaller, or split it, and upload it again."
        )
        return [FileRefused(sentence, code="too_large")]
    return [_taken(upload, centre_id) for upload in files]


def _taken(upload: Any, centre_id: int) -> Taken | FileRefused:
    try:
        return take_in(upload.chunks(), centre_id, upload.name or "")
    except FileRefused as refused:
        return refused
