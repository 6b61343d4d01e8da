"""What a marker points to in a learner's work, and writes in its margin."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone

from assessments.models import Evidence
from centres.models import CentreOwned, OwnedKey
from marksheets.models.marks import MarkSet


class Annotation(CentreOwned):
    """A place in a file, what part of the sheet it is evidence for, and the words beside it.

    It belongs to a mark set, so it is hidden from whoever that set is hidden from. `areas` are rectangles of the page
    as [left, top, width, height] in ten-thousandths of it, one for each line that was selected; a file without pages
    is pointed into by its words alone.
    """

    mark_set = OwnedKey(MarkSet, related_name="annotations")
    file = OwnedKey(Evidence, related_name="+")
    page = models.PositiveSmallIntegerField(default=0)  # from 1; 0 in a file without pages
    quote = models.TextField(blank=True)
    areas = models.JSONField(default=list, blank=True)
    about = models.CharField(
        max_length=60, blank=True
    )  # a scored part's code or a printed point's; "": the margin alone
    text = models.TextField(blank=True)
    for_learner = models.BooleanField(default=False)  # leaves with the result; everything else stays with staff
    made_at = models.DateTimeField(default=timezone.now)

    class Meta(CentreOwned.Meta):
        constraints = [
            models.CheckConstraint(condition=~Q(about="") | ~Q(text=""), name="an_annotation_says_something"),
        ]
        ordering = ["made_at", "pk"]

    def __str__(self) -> str:
        return f"{self.about or 'margin'}, page {self.page}"
