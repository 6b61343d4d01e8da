"""What is sealed, held or stored about a sheet."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from centres.models import CentreOwned, OwnedKey
from marksheets.models.sheet import MarkSheet
from marksheets.workflow import HOLDS, HoldKind


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
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    placed_by = OwnedKey("centres.Appointment", null=True, blank=True, related_name="+")
    placed_at = models.DateTimeField(default=timezone.now)
    lifted_by = OwnedKey("centres.Appointment", null=True, blank=True, related_name="+")
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_because = models.TextField(blank=True)

    class Meta(CentreOwned.Meta):
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind=HoldKind.CONFLICT) | Q(person__isnull=False), name="a_conflict_names_a_person"
            )
        ]
        ordering = ["placed_at"]

    def __str__(self) -> str:
        return self.sentence

    @property
    def label(self) -> str:
        """What it is about, in the words of its kind."""
        return HOLDS[HoldKind(self.kind)].label


class Reason(CentreOwned):
    """Why a move was made, in the words of whoever made it. Staff read it; the learner never, but for a resolution."""

    sheet = OwnedKey(MarkSheet, related_name="reasons")
    revision = models.PositiveIntegerField()
    verb = models.CharField(max_length=20)
    text = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    name = models.CharField(max_length=150)
    at = models.DateTimeField(default=timezone.now)

    class Meta(CentreOwned.Meta):
        ordering = ["at"]

    def __str__(self) -> str:
        return self.text


class StoredPdf(CentreOwned):
    """One edition of the printed form (RULINGS 18).

    The page is frozen in the transaction that releases it (or in which an EV signs after release); the bytes come later
    from the queue, are made once, sealed, and lie in the store under their hash. `code` is what a stranger checks.
    """

    sheet = OwnedKey(MarkSheet, related_name="pdfs")
    revision = models.PositiveIntegerField()
    edition = models.PositiveIntegerField()
    page = models.JSONField()  # the frozen page object
    frozen_at = models.DateTimeField(default=timezone.now)
    code = models.CharField(max_length=24, blank=True)
    ledger_seq = models.PositiveBigIntegerField(default=0)  # the head of the centre's ledger it was made under
    ledger_digest = models.CharField(max_length=64, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)  # "" until the bytes are made
    size = models.PositiveBigIntegerField(default=0)
    made_at = models.DateTimeField(null=True, blank=True)

    class Meta(CentreOwned.Meta):
        constraints = [models.UniqueConstraint(fields=["sheet", "edition"], name="one_pdf_per_edition")]
        ordering = ["edition"]

    def __str__(self) -> str:
        return f"Edition {self.edition}"
