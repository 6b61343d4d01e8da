"""Conversations, what was said in them, and how far each person has read."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from assessments.messages.rules import About
from centres.models import CentreOwned, OwnedKey


class Conversation(CentreOwned):
    """All that is said with one learner about one thing: an attempt, an entry of the diary, or at large."""

    learner = OwnedKey("learners.Learner", related_name="conversations")
    submission = OwnedKey("assessments.Submission", null=True, blank=True, related_name="conversations")
    entry = models.ForeignKey(
        "assessments.DiaryEntry",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="conversations",
        db_constraint=False,
    )
    last_at = models.DateTimeField(default=timezone.now)

    class Meta(CentreOwned.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(submission=None) | Q(entry=None), name="a_conversation_is_about_one_thing"
            ),
            models.UniqueConstraint(fields=["submission"], name="one_conversation_per_attempt"),
            models.UniqueConstraint(fields=["entry"], name="one_conversation_per_entry"),
            models.UniqueConstraint(
                fields=["learner"], condition=Q(submission=None, entry=None), name="one_conversation_at_large"
            ),
        ]
        indexes = [models.Index(fields=["centre", "-last_at"])]

    def __str__(self) -> str:
        return f"{self.about} {self.thing}"

    @property
    def about(self) -> About:
        """What kind of thing it is about."""
        return "assignment" if self.submission_id else "entry" if self.entry_id else "learner"

    @property
    def thing(self) -> object:
        """The key of what it is about."""
        return self.submission_id or self.entry_id or self.learner_id

    def get_absolute_url(self) -> str:
        """Where it is read and gone on with."""
        return reverse(f"messages-{self.about}", args=[self.centre.slug, self.thing])


class Message(CentreOwned):
    """What one person wrote. Written once; taken back it keeps its place and says so."""

    conversation = OwnedKey(Conversation, related_name="messages")
    by = OwnedKey("centres.Appointment", related_name="+")
    text = models.TextField()
    at = models.DateTimeField(default=timezone.now)
    taken_back_at = models.DateTimeField(null=True, blank=True)

    class Meta(CentreOwned.Meta):
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.text[:60]


class ReadUntil(CentreOwned):
    """How far somebody has read a conversation."""

    conversation = OwnedKey(Conversation, related_name="readers")
    by = OwnedKey("centres.Appointment", related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta(CentreOwned.Meta):
        constraints = [models.UniqueConstraint(fields=["conversation", "by"], name="one_bookmark_per_reader")]

    def __str__(self) -> str:
        return f"{self.by_id} {self.at}"
