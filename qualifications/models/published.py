"""What every published thing is: a document under its digest, never edited."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field

from django.db import models
from django.utils import timezone


class Published(models.Model):
    """What every published thing carries: its code and version, its digest and the whole document as read."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code = models.CharField(max_length=60)
    version = models.CharField(max_length=40)
    title = models.CharField(max_length=300)
    digest = models.CharField(max_length=64)
    document = models.JSONField()
    published_at = models.DateTimeField(default=timezone.now)

    class Meta:
        abstract = True
        ordering = ["code", "version"]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"


@dataclass(frozen=True)
class Stored:
    """A row under its document's digest: equal digests are equal documents, and one reading serves them all.

    The document is asked for only by the first reading, so lists may leave that wide column in the database.
    """

    digest: str
    row: Published = field(compare=False, repr=False)
