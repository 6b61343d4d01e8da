"""What was seen evidenced outside the learner's diary."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from centres.models import CentreOwned, OwnedKey
from marksheets.models.sheet import MarkSheet


class Outside(CentreOwned):
    """So much of a quantity that the diary lacks and the assessor saw elsewhere: who, when and why (RULINGS 6).

    It is never changed and never taken away. `amount` is in the quantity's own measure, to the hundredth.
    """

    sheet = OwnedKey(MarkSheet, related_name="outside")
    quantity = models.CharField(max_length=40)  # its code in the assessment version
    amount = models.DecimalField(max_digits=8, decimal_places=2)
    reason = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    name = models.CharField(max_length=150)
    at = models.DateTimeField(default=timezone.now)

    class Meta(CentreOwned.Meta):
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="something_is_evidenced_outside"),
            models.UniqueConstraint(fields=["sheet", "quantity"], name="one_override_per_quantity"),
        ]
        ordering = ["at"]

    def __str__(self) -> str:
        return f"{self.amount} {self.quantity}, {self.name}"
