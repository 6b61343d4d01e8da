"""One e-mail as text and HTML, answered to the centre. No mark and no name belongs in a subject."""

from __future__ import annotations

from smtplib import SMTPRecipientsRefused, SMTPResponseException
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse

from centres import ledger
from centres.models import Appointment, BouncedAddress, Centre
from centres.scope import tenant

FOR_GOOD = range(550, 554)  # the mailbox is not there, not local, too full for good, or its name cannot be


def send(centre: Centre, to: str, subject: str, template: str, context: dict[str, Any]) -> None:
    """Send `template`.txt and `template`.html, filled with `context` and the centre.

    Nothing goes to an address that was refused for good; one that is refused so now is noted. Other failures are
    raised, and the outbox tries again.
    """
    with tenant(centre, write=False):
        if BouncedAddress.objects.filter(email=to.lower()).exists():
            return
    about = {"centre": centre, **context}
    reply_to = [centre.reply_to] if centre.reply_to else None
    headers = {"List-Unsubscribe": f"<{context['choices']}>"} if context.get("choices") else None
    text = render_to_string(f"{template}.txt", about)
    mail = EmailMultiAlternatives(subject, text, to=[to], reply_to=reply_to, headers=headers)
    mail.attach_alternative(render_to_string(f"{template}.html", about), "text/html")
    try:
        mail.send()
    except (SMTPRecipientsRefused, SMTPResponseException) as problem:
        if (answer := refused_for_good(problem)) is None:
            raise
        _suppress(centre, to.lower(), answer)


def refused_for_good(problem: SMTPRecipientsRefused | SMTPResponseException) -> str | None:
    """What the server said, where it will never take a letter for this address; None where it may later."""
    told = [problem.args[0]] if isinstance(problem, SMTPResponseException) else []
    answers = list(problem.recipients.values()) if isinstance(problem, SMTPRecipientsRefused) else []
    answers += [(problem.smtp_code, problem.smtp_error)] if told else []  # type: ignore[union-attr]
    code, words = answers[0] if answers else (0, b"")
    said = words.decode("utf-8", "replace") if isinstance(words, bytes) else str(words)
    return f"{code} {said}"[:300] if code in FOR_GOOD else None


def _suppress(centre: Centre, email: str, answer: str) -> None:
    with tenant(centre):
        row, is_new = BouncedAddress.objects.get_or_create(email=email, defaults={"answer": answer, "centre": centre})
        if is_new:
            ledger.record("address.refused", row, {"answer": answer}, by=None)


def lift(row: BouncedAddress, *, by: Appointment) -> None:
    """Send to an address again."""
    ledger.record("address.lifted", row, {"answer": row.answer}, by=by)
    row.delete()


def choices_address(centre: Centre) -> str:
    """Where its reader chooses how to be told."""
    return settings.PUBLIC_ADDRESS + reverse("me", args=[centre.slug])
