"""Handing out stored bytes: as an attachment that no browser runs, whoever asks for them and however."""

from __future__ import annotations

from django.conf import settings
from django.http import FileResponse

from assessments.files import store
from assessments.kept import KeptFile
from centres.refusals import Refused

IS_HELD = "“{name}” is held until it is scanned for viruses. Nobody reads it before; look again in a while."
CONTENT_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def original(file: KeptFile) -> FileResponse:
    """A learner's file, byte for byte. Raises Refused while it is held."""
    if file.is_held:
        raise Refused(IS_HELD.format(name=file.name), code="held")
    return attachment(file.centre_id, file.sha256, file.name, file.kind)


def attachment(centre_id: int, sha256: str, name: str, kind: str) -> FileResponse:
    """The bytes a centre keeps under a hash, to be saved under this name."""
    body = store.open_stored(centre_id, sha256, root=settings.MEDIA_ROOT)
    response = FileResponse(body, as_attachment=True, filename=name, content_type=CONTENT_TYPES[kind])
    response["Content-Security-Policy"] = "sandbox"
    return response
