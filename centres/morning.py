"""The morning of a centre: what its days bring near is told, then each person gets one letter with all that waits.

It runs every hour and does its work in the first one after seven by the centre's own clock.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from centres import letters, outbox
from centres.models import Appointment, Centre, MorningLetter, Notice
from centres.notice_kinds import DAILY
from centres.scope import tenant

HOUR = 7
Bringer = Callable[[Centre, date], None]
_bringers: list[Bringer] = []


def register(bring: Bringer) -> None:
    """Add something that tells, inside the centre, what a day brings near (called from `config` alone)."""
    _bringers.append(bring)


def day_of(centre: Centre, now: datetime) -> date | None:
    """The centre's day whose morning has come; None before seven by its own clock."""
    there = now.astimezone(ZoneInfo(centre.zone))
    return there.date() if there.hour >= HOUR else None


def rise(centre: Centre, now: datetime | None = None) -> int:
    """Tell what the day brings near and write the letters, once a day; how many letters."""
    on = day_of(centre, now or timezone.now())
    if on is None:
        return 0
    with tenant(centre):
        for bring in _bringers:
            with transaction.atomic():
                bring(centre, on)
    with tenant(centre):
        return sum(_write(to, on) for to in _readers(on))


def _readers(on: date) -> list[Appointment]:
    """Those who have something that no letter has told them, and no letter of today."""
    waiting = Notice.objects.filter(way=DAILY, emailed_at=None, read_at=None).values("to")
    had = MorningLetter.objects.filter(on=on).values("to")
    rows = Appointment.objects.now().filter(pk__in=waiting, user__is_active=True).exclude(pk__in=had)
    return list(rows.order_by("pk"))


@transaction.atomic
def _write(to: Appointment, on: date) -> bool:
    letter, is_new = MorningLetter.objects.get_or_create(to=to, on=on, defaults={"centre": to.centre})
    if is_new:
        outbox.put("letter.morning", letter=str(letter.pk))
    return is_new


def send(payload: dict[str, Any]) -> None:
    """Send one morning's letter with all that is unread; a second delivery finds it sent."""
    centre = Centre.objects.get(pk=payload["centre_id"])
    with tenant(centre, write=False):
        letter = MorningLetter.objects.select_related("to__user").filter(pk=payload["letter"], sent_at=None).first()
        rows = Notice.objects.filter(way=DAILY, emailed_at=None, read_at=None)
        told = list(rows.filter(to=letter.to).order_by("created_at")) if letter else []
    if letter is not None and told:
        things = "One new thing" if len(told) == 1 else f"{len(told)} new things"
        lines = [
            {"sentence": one.sentence, "link": settings.PUBLIC_ADDRESS + one.path if one.path else ""} for one in told
        ]
        context = {"lines": lines, "choices": letters.choices_address(centre)}
        letters.send(centre, letter.to.user.email, f"{things} at {centre.name}", "mail/morning", context)
    with tenant(centre):
        now = timezone.now()
        MorningLetter.objects.filter(pk=payload["letter"], sent_at=None).update(sent_at=now)
        Notice.objects.filter(pk__in=[one.pk for one in told]).update(emailed_at=now)
