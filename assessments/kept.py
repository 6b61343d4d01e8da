"""What every file that is kept has in common, whatever it is attached to."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from centres.models import CentreOwned


class KeptFile(CentreOwned):
    """What is known of every file: the bytes lie in the store under their hash. `scan` is what the scanner said."""

    name = models.CharField(max_length=180)
    kind = models.CharField(max_length=8)  # "pdf" or "docx", found by structure
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    pages = models.PositiveIntegerField(null=True, blank=True)
    words = models.PositiveIntegerField(default=0)
    scan = models.CharField(max_length=20, default="not scanned")  # "clean", "not scanned", "held"
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(default=timezone.now)

    READ_WITH: ClassVar[str]  # the relation that tells, in the same query, what the file belongs to and whose it is

    class Meta(CentreOwned.Meta):
        abstract = True
        ordering = ["uploaded_at", "id"]

    def __str__(self) -> str:
        return self.name

    @property
    def subject(self) -> Any:
        """What it belongs to: a row with an address of its own."""
        raise NotImplementedError

    @property
    def owner(self) -> Any:
        """The appointment that is told of it."""
        raise NotImplementedError

    @property
    def whose(self) -> str:
        """The owner's name, as the office reads it."""
        raise NotImplementedError

    @property
    def is_held(self) -> bool:
        """In quarantine: nobody reads it before the scanner has seen it."""
        return self.scan == "held"

    @property
    def summary(self) -> str:
        """One line for a list of files: "PDF · 18 pages · 4,120 words"."""
        parts = [{"pdf": "PDF", "docx": "Word"}[self.kind]]
        if self.pages:
            parts.append(f"{self.pages:,} page{'s' if self.pages != 1 else ''}")
        return " · ".join([*parts, f"{self.words:,} word{'s' if self.words != 1 else ''}"])
