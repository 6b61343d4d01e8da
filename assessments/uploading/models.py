"""Files on their way in, and files that were not taken."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from centres.models import CentreOwned, OwnedKey


class RefusedFile(CentreOwned):
    """A file that was not taken, or taken away again: its name and why. Its bytes are gone."""

    name = models.CharField(max_length=180)
    code = models.CharField(max_length=20)
    sentence = models.CharField(max_length=400)
    by = OwnedKey("centres.Appointment", related_name="+")
    sha256 = models.CharField(max_length=64, blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta(CentreOwned.Meta):
        ordering = ["-at"]

    def __str__(self) -> str:
        return self.name


class PartialUpload(CentreOwned):
    """A file that is on its way in pieces: `received` bytes of `size` lie in the spool (`assessments.uploading`)."""

    by = OwnedKey("centres.Appointment", related_name="+")
    submission = OwnedKey("assessments.Submission", null=True, blank=True, related_name="uploads")
    entry = OwnedKey("assessments.DiaryEntry", null=True, blank=True, related_name="uploads")
    name = models.CharField(max_length=180)
    size = models.PositiveBigIntegerField()
    received = models.PositiveBigIntegerField(default=0)
    fingerprint = models.CharField(max_length=200, blank=True)
    begun_at = models.DateTimeField(default=timezone.now)
    touched_at = models.DateTimeField(default=timezone.now)

    class Meta(CentreOwned.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(submission=None, entry__isnull=False) | Q(entry=None, submission__isnull=False),
                name="an_upload_is_for_a_draft_or_an_entry",
            ),
            models.CheckConstraint(condition=Q(received__lte=F("size")), name="no_more_comes_than_was_announced"),
        ]
        ordering = ["begun_at"]

    def __str__(self) -> str:
        return f"{self.name}, {self.received} of {self.size}"

    @property
    def percent(self) -> int:
        """How much of it is here."""
        return 100 * self.received // self.size
