"""Handing out stored bytes: as an attachment that no browser runs, whoever asks for them and however."""

from __future__ import annotations

from django.conf import settings
from django.http import FileResponse

from assessments.files import store
from assessments.models import Evidence

CONTENT_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def original(evidence: Evidence) -> FileResponse:
    """A learner's file, byte for byte."""
    return attachment(evidence.centre_id, evidence.sha256, evidence.name, evidence.kind)


def attachment(centre_id: int, sha256: str, name: str, kind: str) -> FileResponse:
    """The bytes a centre keeps under a hash, to be saved under this name."""
    body = store.open_stored(centre_id, sha256, root=settings.MEDIA_ROOT)
    response = FileResponse(body, as_attachment=True, filename=name, content_type=CONTENT_TYPES[kind])
    response["Content-Security-Policy"] = "sandbox"
    return response
