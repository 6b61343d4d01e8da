"""The demo's mail: written to var/mail, read on a page of this computer only."""

from __future__ import annotations

import email
from email import policy
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

MOST = 50


def mailbox(request: HttpRequest) -> HttpResponse:
    """The latest e-mails the demo wrote, newest first."""
    if request.META.get("REMOTE_ADDR") not in {"127.0.0.1", "::1"}:
        raise Http404
    folder = Path(settings.EMAIL_FILE_PATH)
    files = sorted(folder.glob("*.log"), key=lambda file: file.stat().st_mtime, reverse=True) if folder.is_dir() else []
    return render(request, "dev/mail.html", {"mails": [_read(file) for file in files[:MOST]]})


def _read(file: Path) -> dict[str, str]:
    message = email.message_from_bytes(file.read_bytes().split(b"\n" + b"-" * 79)[0], policy=policy.default)
    body = message.get_body(preferencelist=("plain",))
    return {
        "to": str(message["To"]),
        "subject": str(message["Subject"]),
        "date": str(message["Date"]),
        "text": body.get_content().strip() if body else "",
    }
