"""One e-mail as text and HTML, answered to the centre. No mark and no name belongs in a subject."""

from __future__ import annotations

from typing import Any

from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string

from centres.models import Centre


def send(centre: Centre, to: str, subject: str, template: str, context: dict[str, Any]) -> None:
    """Send `template`.txt and `template`.html, filled with `context` and the centre."""
    about = {"centre": centre, **context}
    reply_to = [centre.reply_to] if centre.reply_to else None
    mail = EmailMultiAlternatives(subject, render_to_string(f"{template}.txt", about), to=[to], reply_to=reply_to)
    mail.attach_alternative(render_to_string(f"{template}.html", about), "text/html")
    mail.send()
