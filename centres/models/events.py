"""What happened, and what must still be done outside the transaction."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from centres.ids import uuid7
from centres.models.centre import Centre
from centres.models.owned import CentreOwned, OwnedKey


class LedgerEntry(CentreOwned):
    """One event of a centre, chained to the one before. Written once, never changed, never deleted."""

    seq = models.PositiveBigIntegerField()
    at = models.DateTimeField()  # the database's clock
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    actor_role = models.CharField(max_length=10, blank=True)
    kind = models.CharField(max_length=60)
    subject = models.CharField(max_length=60, blank=True)  # "marksheets.MarkSheet"
    subject_id = models.CharField(max_length=40, blank=True)
    body_digest = models.CharField(max_length=64)
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    class Meta(CentreOwned.Meta):
        constraints = [models.UniqueConstraint(fields=["centre", "seq"], name="one_ledger_entry_per_place")]
        indexes = [models.Index(fields=["subject_id", "seq"])]
        ordering = ["seq"]

    def __str__(self) -> str:
        return f"{self.seq} {self.kind}"


class LedgerBody(CentreOwned):
    """What an entry was about. Erasable apart from the chain, which holds only its salted digest."""

    entry = models.OneToOneField(LedgerEntry, models.PROTECT, db_constraint=False, related_name="body")
    salt = models.CharField(max_length=32)
    body = models.JSONField()


class LedgerHead(CentreOwned):
    """The end of a centre's chain: the row every new entry locks, last."""

    seq = models.PositiveBigIntegerField(default=0)
    digest = models.CharField(max_length=64, default="0" * 64)

    class Meta(CentreOwned.Meta):
        constraints = [models.UniqueConstraint(fields=["centre"], name="one_ledger_head_per_centre")]


class OutboxMessage(CentreOwned):
    """Something to do outside the transaction that wrote it; delivered at least once."""

    topic = models.CharField(max_length=60)
    payload = models.JSONField(default=dict)
    created_at = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField(default=timezone.now)
    attempts = models.PositiveIntegerField(default=0)
    claimed_until = models.DateTimeField(null=True, blank=True)  # a worker has it in hand, and may die
    done_at = models.DateTimeField(null=True, blank=True)
    error = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.topic


class OutboxPointer(models.Model):
    """Tells the sweeper which centre has something waiting, and nothing else."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    centre = models.ForeignKey(Centre, models.PROTECT, related_name="+")
    message_id = models.UUIDField(unique=True)
    due_at = models.DateTimeField(default=timezone.now, db_index=True)

    def __str__(self) -> str:
        return str(self.message_id)


class Job(CentreOwned):
    """Work that takes long: so much of so much, and how it ended."""

    class State(models.TextChoices):
        """Where a job stands."""

        WAITING = "waiting"
        RUNNING = "running"
        DONE = "done"
        STUCK = "stuck"

    kind = models.CharField(max_length=40)
    subject_id = models.CharField(max_length=40, blank=True, db_index=True)
    started_by = OwnedKey("centres.Appointment", null=True, blank=True, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=1)
    sentence = models.TextField(blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return f"{self.kind} {self.done} of {self.total}"
