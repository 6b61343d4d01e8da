"""A learner's plan and its activities. What is handed in is frozen with the work; the plan goes on changing."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone

from assessments.diary.kinds import FLOWS, FORMS
from assessments.planning.lengths import MOST
from centres.models import CentreOwned, OwnedKey


class DevelopmentPlan(CentreOwned):
    """The plan of one learner: the day its twelve months start."""

    learner = OwnedKey("learners.Learner", related_name="plans")
    starts_on = models.DateField(default=timezone.localdate)
    version = models.PositiveIntegerField(default=1)

    class Meta(CentreOwned.Meta):
        constraints = [models.UniqueConstraint(fields=["centre", "learner"], name="one_plan_per_learner")]

    def __str__(self) -> str:
        return f"The plan of {self.learner}"


class PlannedActivity(CentreOwned):
    """Something the learner means to do: a workshop, a book, a talk of their own."""

    plan = OwnedKey(DevelopmentPlan, related_name="activities")
    title = models.CharField(max_length=200)
    on = models.DateField()
    minutes = models.PositiveIntegerField(validators=[MinValueValidator(1), MaxValueValidator(MOST)])
    form = models.CharField(max_length=8, choices=list(FORMS.items()))
    flow = models.CharField(max_length=8, choices=list(FLOWS.items()))
    version = models.PositiveIntegerField(default=1)
    added_at = models.DateTimeField(default=timezone.now)

    class Meta(CentreOwned.Meta):
        ordering = ["on", "added_at"]

    def __str__(self) -> str:
        return self.title
