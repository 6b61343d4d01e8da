"""What was already answered, so that an act sent twice is done once."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from centres.models.owned import CentreOwned, OwnedKey


class AnsweredAct(CentreOwned):
    """One act of one person under the key it was sent with, and the answer it got: a receipt kept for a week.

    The row is written before the act, in the same transaction, so that a second request with the key waits for the
    first. `status` is empty only until that transaction ends.
    """

    appointment = OwnedKey("centres.Appointment", related_name="+")
    key = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)  # of method, address and all that was sent
    status = models.PositiveSmallIntegerField(null=True)
    answer = models.JSONField(default=dict)
    made_at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta(CentreOwned.Meta):
        constraints = [models.UniqueConstraint(fields=["centre", "appointment", "key"], name="one_answer_per_key")]

    def __str__(self) -> str:
        return self.key
