"""The marks: each hand has its own full set, none is ever written over another's."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from centres.models import CentreOwned, OwnedKey
from marksheets.models.sheet import MarkSheet


class Hand(models.TextChoices):
    """Whose set it is."""

    ASSESSOR = "assessor", _("Assessor")
    IQA = "iqa", _("IQA")
    THIRD = "third", _("Third set")  # a re-marker's, or one agreed between the two (RULINGS 2, 21)


class MarkSet(CentreOwned):
    """All that one person gave one revision of a sheet."""

    sheet = OwnedKey(MarkSheet, related_name="mark_sets")
    revision = models.PositiveIntegerField(default=1)
    hand = models.CharField(max_length=10, choices=Hand)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    same_marks = models.BooleanField(default=False)  # filled by "same marks" and not touched since (RULINGS 5)
    locked_at = models.DateTimeField(null=True, blank=True)  # a blind check's marks were in; the other's were shown
    changed_after_reveal = models.BooleanField(default=False)
    seen_before = models.BooleanField(default=False)  # this IQA had an earlier revision in hand (RULINGS 13)
    saved_at = models.DateTimeField(default=timezone.now)
    staff_note = models.TextField(blank=True)  # for those who assess and check; no learner and no paper has it
    seconds = models.PositiveIntegerField(default=0)  # that its writer was at work on it, as the desk noticed
    named = models.JSONField(default=list, blank=True)  # parts to do again where no minimum refers one (RULINGS 3)

    class Meta(CentreOwned.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["sheet", "revision", "hand", "by"], name="one_mark_set_per_person_and_revision"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_hand_display()} set, revision {self.revision}"


class NodeMark(CentreOwned):
    """One row of a mark set: what one marker gave one section (or criterion) of a sheet.

    `value` is what stands in the box: a whole number, "met", "not_met", a band or result code, or "" for not decided.
    """

    mark_set = OwnedKey(MarkSet, related_name="node_marks")
    node = models.CharField(max_length=40)  # the node's code in the assessment version
    value = models.CharField(max_length=40, blank=True)
    strengths = models.TextField(blank=True)
    areas_for_improvement = models.TextField(blank=True)
    bullets = models.JSONField(default=dict, blank=True)  # {"S2.1": "met"}; missing means not recorded
    carried_from = models.PositiveSmallIntegerField(null=True, blank=True)  # the attempt that earned it; never changed

    class Meta(CentreOwned.Meta):
        constraints = [models.UniqueConstraint(fields=["mark_set", "node"], name="one_mark_per_node")]

    def __str__(self) -> str:
        return f"{self.node}: {self.value or 'not decided'}"
