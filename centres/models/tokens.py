"""Keys that open a door without a sign-in page."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from centres.ids import uuid7
from centres.models.centre import Centre
from centres.models.owned import CentreOwned, OwnedKey


class PublicLink(models.Model):
    """Says which centre a secret belongs to, by the hash of the secret; holds no work."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    centre = models.ForeignKey(Centre, models.PROTECT, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True)

    def __str__(self) -> str:
        return str(self.pk)


class CalendarLink(CentreOwned):
    """The calendar of one appointment: the address of `number` opens it (`centres/signed_links.py`)."""

    appointment = OwnedKey("centres.Appointment", related_name="+")
    number = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta(CentreOwned.Meta):
        constraints = [models.UniqueConstraint(fields=["appointment"], name="one_calendar_per_appointment")]

    def __str__(self) -> str:
        return str(self.appointment_id)


class ApiToken(CentreOwned):
    """A personal key of one appointment. It reads and moves, and never signs."""

    appointment = OwnedKey("centres.Appointment", related_name="+")
    name = models.CharField(max_length=80)
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(default=timezone.now)
    revoked_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name
