"""Sentences that are used again: a marker's own, and those of the centre."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from centres.models import CentreOwned


class Box(models.TextChoices):
    """The box of a part that a sentence is for."""

    ANY = "", "either box"
    STRENGTHS = "strengths", "strengths"
    AREAS = "areas", "areas for improvement"


class SavedComment(CentreOwned):
    """One sentence, and where it fits: a sheet and a part of it, a unit, or anywhere.

    `owner` is empty for one of the centre's, which everybody uses and lead IQAs and admins keep.
    """

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    unit = models.CharField(max_length=20, blank=True)  # its code, where it fits every sheet of that unit
    sheet = models.CharField(max_length=20, blank=True)  # the code of an assessment
    node = models.CharField(max_length=40, blank=True)  # of that sheet: the code of a part
    box = models.CharField(max_length=10, choices=Box, blank=True)
    text = models.TextField()
    uses = models.PositiveIntegerField(default=0)
    used_at = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField(default=1)

    class Meta(CentreOwned.Meta):
        ordering = ["sheet", "node", "-uses", "made_at", "pk"]

    def __str__(self) -> str:
        return self.text[:60]
