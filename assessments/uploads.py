"""Taking an upload off the wire without ever holding more of it than is allowed."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import StopUpload, TemporaryFileUploadHandler
from django.http import HttpRequest

TOO_LARGE = "countersign.too_large"


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
