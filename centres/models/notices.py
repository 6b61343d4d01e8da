"""Who is told what, how they want to be told, and what keeps one letter one letter."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from centres.models.owned import CentreOwned, OwnedKey


class Notice(CentreOwned):
    """A sentence for one person, in the app and by e-mail; never a mark in it.

    `about` is the id of what it speaks of, as it stands in addresses; `asks` is the act it asks its person for.
    """

    to = OwnedKey("centres.Appointment", related_name="+")
    sentence = models.CharField(max_length=300)
    path = models.CharField(max_length=300, blank=True)
    about = models.UUIDField(null=True, blank=True)
    asks = models.CharField(max_length=20, blank=True)
    kind = models.CharField(max_length=10, default="work")  # of `centres.notice_kinds`
    way = models.CharField(
        max_length=10, default="at_once"
    )  # how it goes out, as its reader had chosen when it was told
    once = models.CharField(max_length=120, blank=True)  # what is told only once for each such word, "" for all else
    created_at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True, blank=True)
    emailed_at = models.DateTimeField(null=True, blank=True)

    class Meta(CentreOwned.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["centre", "to", "once"], condition=~models.Q(once=""), name="told_once_is_told_once"
            )
        ]
        indexes = [models.Index(fields=["to", "-created_at"]), models.Index(fields=["about"])]
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.sentence


class NoticeChoices(CentreOwned):
    """How one person in one role wants to be told, by kind of notice; what is not named goes as usual."""

    appointment = OwnedKey("centres.Appointment", related_name="+")
    ways = models.JSONField(default=dict)

    class Meta(CentreOwned.Meta):
        constraints = [models.UniqueConstraint(fields=["appointment"], name="one_choice_per_appointment")]

    def __str__(self) -> str:
        return str(self.appointment_id)


class MorningLetter(CentreOwned):
    """The one letter that somebody gets on a day; its row is what keeps it one."""

    to = OwnedKey("centres.Appointment", related_name="+")
    on = models.DateField()
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta(CentreOwned.Meta):
        constraints = [models.UniqueConstraint(fields=["to", "on"], name="one_letter_a_morning")]

    def __str__(self) -> str:
        return f"{self.to_id} {self.on}"


class BouncedAddress(CentreOwned):
    """An address that a mail server refused for good: nothing is sent there until somebody lifts it."""

    email = models.EmailField()
    answer = models.CharField(max_length=300)
    since = models.DateTimeField(default=timezone.now)

    class Meta(CentreOwned.Meta):
        constraints = [models.UniqueConstraint(fields=["centre", "email"], name="an_address_bounces_once")]

    def __str__(self) -> str:
        return self.email
