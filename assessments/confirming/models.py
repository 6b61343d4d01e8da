"""What was asked of whom, and what they said. A question is about facts as they stood; an answer is written once."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from assessments.confirming.rules import HANDS
from assessments.diary.models import DiaryEntry
from centres.models import CentreOwned, OwnedKey
from centres.scope import ScopedManager

ANSWERS = [("confirmed", "Confirmed"), ("corrected", "Corrected"), ("not_seen", "Has not seen it")]


class ConfirmationQuerySet(models.QuerySet["Confirmation"]):
    """Questions asked of many."""

    def open(self) -> ConfirmationQuerySet:
        """Those that can still be answered."""
        return self.filter(answered_at=None, revoked_at=None, expires_at__gt=timezone.now())


class Confirmation(CentreOwned):
    """One person is asked about one or several entries of one learner, by a link of their own."""

    learner = OwnedKey("learners.Learner", related_name="confirmations")
    name = models.CharField(max_length=120)
    email = models.EmailField()
    hand = models.CharField(max_length=12, choices=list(HANDS.items()))
    shows_summary = models.BooleanField(default=False)
    sends = models.PositiveSmallIntegerField(default=1)  # each sending makes a new link and ends the one before
    asked_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    reminders = models.PositiveSmallIntegerField(default=0)
    revoked_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    signed_name = models.CharField(max_length=120, blank=True)
    qualification = models.CharField(max_length=200, blank=True)

    objects = ScopedManager(ConfirmationQuerySet)

    class Meta(CentreOwned.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at=None) | Q(revoked_at=None), name="what_was_answered_is_not_revoked"
            ),
        ]
        indexes = [models.Index(fields=["centre", "email"])]
        ordering = ["-asked_at"]

    def __str__(self) -> str:
        return f"{self.name}, {self.get_hand_display()}"

    @property
    def is_open(self) -> bool:
        """Whether it can still be answered."""
        return self.answered_at is None and self.revoked_at is None and self.expires_at > timezone.now()

    def get_absolute_url(self) -> str:
        """Where a person with an account answers it."""
        return reverse("confirmation", args=[self.centre.slug, self.pk])


class ConfirmationItem(CentreOwned):
    """One entry that somebody is asked about: the facts as they stood, and the answer."""

    confirmation = OwnedKey(Confirmation, related_name="items")
    entry = models.ForeignKey(DiaryEntry, models.PROTECT, related_name="asked", db_constraint=False)
    facts = models.JSONField()
    answer = models.CharField(max_length=10, blank=True, choices=ANSWERS)
    said = models.JSONField(default=dict, blank=True)  # the facts as a correction puts them
    words = models.TextField(blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)  # the learner took a correction over, or left it

    class Meta(CentreOwned.Meta):
        constraints = [models.UniqueConstraint(fields=["confirmation", "entry"], name="one_question_per_entry")]
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.entry_id}: {self.answer or 'not answered'}"
