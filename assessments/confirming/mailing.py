"""The letter with the link. It is written when it goes out, so that the link is kept nowhere."""

from __future__ import annotations

from typing import Any

from assessments.confirming import links
from assessments.confirming.models import Confirmation
from centres import letters
from centres.models import Centre
from centres.scope import tenant


def send(payload: dict[str, Any]) -> None:
    """Send a link, or remind of it, unless it was answered, taken back or sent anew meanwhile."""
    centre = Centre.objects.get(pk=payload["centre_id"])
    number = payload.get("reminder", 0)
    with tenant(centre, write=False):
        rows = Confirmation.objects.open().filter(pk=payload["confirmation"], sends=payload["sends"])
        asked = rows.select_related("learner", "centre").first()
        count = asked.items.count() if asked else 0
    if asked is None or asked.reminders > number or (number and asked.reminders == number):
        return
    context = {"asked": asked, "count": count, "link": links.address_of(asked), "is_reminder": bool(number)}
    subject = "A reminder: coaching sessions to confirm" if number else "Coaching sessions to confirm"
    letters.send(centre, asked.email, f"{subject}, {centre.name}", "mail/confirm", context)
    if number:
        with tenant(centre):
            Confirmation.objects.filter(pk=asked.pk, reminders__lt=number).update(reminders=number)
