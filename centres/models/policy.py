"""What a centre may choose, as a dated, versioned document."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from centres.models.owned import CentreOwned, OwnedKey


class Policy(CentreOwned):
    """One version of a centre's choices; each decision records the version it was taken under."""

    version = models.PositiveIntegerField()
    document = models.JSONField()
    from_at = models.DateTimeField(default=timezone.now)
    adopted_by = OwnedKey("centres.Appointment", null=True, blank=True, related_name="+")

    class Meta(CentreOwned.Meta):
        constraints = [models.UniqueConstraint(fields=["centre", "version"], name="one_policy_per_version")]
        ordering = ["-version"]

    def __str__(self) -> str:
        return f"Policy {self.version}"
