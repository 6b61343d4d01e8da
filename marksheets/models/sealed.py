"""What is sealed, held or stored about a sheet."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from centres.models import CentreOwned, OwnedKey
from marksheets.models.sheet import MarkSheet


class Signature(CentreOwned):
    """A person's name under one revision. The sealed payload is canonical JSON; its digest stands in the ledger."""

    sheet = OwnedKey(MarkSheet, related_name="signatures")
    revision = models.PositiveIntegerField()
    role = models.CharField(max_length=10)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    name = models.CharField(max_length=150)
    at = models.DateTimeField(default=timezone.now)
    payload = models.JSONField()
    digest = models.CharField(max_length=64)

    class Meta(CentreOwned.Meta):
        constraints = [
            models.UniqueConstraint(fields=["sheet", "revision", "role"], name="one_signature_per_revision_and_role")
        ]
        ordering = ["at"]

    def __str__(self) -> str:
        return f"{self.name}, {self.role}"


class Hold(CentreOwned):
    """Something that forbids a move until it is lifted, with the sentence people read (ARCHITECTURE)."""

    sheet = OwnedKey(MarkSheet, related_name="holds")
    kind = models.CharField(max_length=30)
    reason = models.TextField(blank=True)
    sentence = models.CharField(max_length=200)
    placed_by = OwnedKey("centres.Appointment", null=True, blank=True, related_name="+")
    placed_at = models.DateTimeField(default=timezone.now)
    lifted_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.sentence


class StoredPdf(CentreOwned):
    """One edition of the printed form: bytes in the store under their hash, and what they were made from."""

    sheet = OwnedKey(MarkSheet, related_name="pdfs")
    revision = models.PositiveIntegerField()
    edition = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    page = models.JSONField()  # the frozen page object
    made_at = models.DateTimeField(null=True, blank=True)

    class Meta(CentreOwned.Meta):
        constraints = [models.UniqueConstraint(fields=["sheet", "edition"], name="one_pdf_per_edition")]
        ordering = ["edition"]

    def __str__(self) -> str:
        return f"Edition {self.edition}"
