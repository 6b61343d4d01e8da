"""Telling people: in the app at once, by e-mail through the outbox."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import timezone

from centres import outbox
from centres.models import Appointment, Centre, Notice
from centres.scope import tenant


def tell(to: Appointment, sentence: str, path: str = "") -> Notice:
    """A notice for one person. No marks and no other person's name belong in it."""
    notice = Notice(to=to, sentence=sentence, path=path)
    notice.save()
    outbox.put("notice.email", notice=str(notice.pk))
    return notice


def mark_read(to: Appointment, path: str) -> None:
    """The person has opened what a notice led to."""
    Notice.objects.filter(to=to, path=path, read_at=None).update(read_at=timezone.now())


def unread_paths(to: Appointment) -> set[str]:
    """Where this person's unread notices lead."""
    return set(Notice.objects.filter(to=to, read_at=None).exclude(path="").values_list("path", flat=True))


def send_by_email(payload: dict[str, Any]) -> None:
    """Send a notice once; a second delivery of the same message finds it sent."""
    centre = Centre.objects.get(pk=payload["centre_id"])
    with tenant(centre, write=False):
        notice = Notice.objects.select_related("to__user").filter(pk=payload["notice"], emailed_at=None).first()
    if notice is None or not notice.to.user.is_active:
        return
    send(centre, notice.to.user.email, "Something new at " + centre.name, notice.sentence, notice.path)
    with tenant(centre):
        Notice.objects.filter(pk=notice.pk).update(emailed_at=timezone.now())


def send(centre: Centre, to: str, subject: str, sentence: str, path: str) -> None:
    """One e-mail as text and HTML, answered to the centre."""
    about = {"centre": centre, "sentence": sentence, "link": settings.PUBLIC_ADDRESS + path if path else ""}
    mail = EmailMultiAlternatives(
        subject,
        render_to_string("mail/notice.txt", about),
        to=[to],
        reply_to=[centre.reply_to] if centre.reply_to else None,
    )
    mail.attach_alternative(render_to_string("mail/notice.html", about), "text/html")
    mail.send()
