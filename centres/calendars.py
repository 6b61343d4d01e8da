"""The address of somebody's calendar: made, made anew, ended. What it shows is gathered at the top of the house."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from centres import ledger, signed_links
from centres.models import Appointment, CalendarLink

PURPOSE = "calendar"


def address_of(by: Appointment) -> str:
    """Where this person's calendar is; "" while they have asked for none (one query)."""
    link = CalendarLink.objects.filter(appointment=by, ended_at=None).first()
    if link is None:
        return ""
    return settings.PUBLIC_ADDRESS + reverse("calendar", args=[signed_links.secret_of(PURPOSE, link.pk, link.number)])


@transaction.atomic
def make(by: Appointment) -> CalendarLink:
    """Give somebody a calendar, or its next address."""
    link, is_new = CalendarLink.objects.get_or_create(appointment=by, defaults={"centre": by.centre})
    if not is_new:
        signed_links.take_up(PURPOSE, link.pk, link.number)
        CalendarLink.objects.filter(pk=link.pk).update(number=F("number") + 1, ended_at=None)
        link.refresh_from_db()
    signed_links.lay(PURPOSE, link.pk, link.number, by.centre)
    ledger.record("calendar.made", link, {"number": link.number}, by=by)
    return link


@transaction.atomic
def end(by: Appointment) -> None:
    """End somebody's calendar."""
    link = CalendarLink.objects.filter(appointment=by, ended_at=None).first()
    if link is not None:
        signed_links.take_up(PURPOSE, link.pk, link.number)
        CalendarLink.objects.filter(pk=link.pk).update(ended_at=timezone.now())
        ledger.record("calendar.ended", link, {"number": link.number}, by=by)
