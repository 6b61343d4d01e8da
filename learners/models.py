"""A centre's learners and what they are registered for."""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from centres.models import CentreOwned, OwnedKey
from centres.scope import ScopedManager


class Learner(CentreOwned):
    """The centre's own record of a person who learns here; their sign-in is the appointment."""

    appointment = OwnedKey("centres.Appointment", related_name="+")
    name = models.CharField(max_length=150)
    email = models.EmailField()

    class Meta(CentreOwned.Meta):
        constraints = [models.UniqueConstraint(fields=["appointment"], name="one_learner_per_appointment")]
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Site(CentreOwned):
    """A place where the centre teaches."""

    name = models.CharField(max_length=80)

    class Meta(CentreOwned.Meta):
        constraints = [models.UniqueConstraint(fields=["centre", "name"], name="one_site_per_name")]
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Cohort(CentreOwned):
    """Learners who start together."""

    name = models.CharField(max_length=80)
    starts_on = models.DateField(default=timezone.localdate)

    class Meta(CentreOwned.Meta):
        constraints = [models.UniqueConstraint(fields=["centre", "name"], name="one_cohort_per_name")]
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Method(models.TextChoices):
    """How the learner is taught."""

    CLASSROOM = "classroom", _("Classroom")
    BLENDED = "blended", _("Blended")
    DISTANCE = "distance", _("Distance")


class RegistrationQuerySet(models.QuerySet["Registration"]):
    """Questions asked of registrations."""

    def with_people(self) -> RegistrationQuerySet:
        """With the learner, the award and the cohort in the same query."""
        return self.select_related("learner", "specification", "cohort").defer("specification__document")


class Registration(CentreOwned):
    """One learner on one version of one award. The version holds for all attempts (RULINGS 24)."""

    learner = OwnedKey(Learner, related_name="registrations")
    specification = models.ForeignKey("qualifications.Specification", models.PROTECT, related_name="+")
    number = models.CharField(max_length=30, blank=True)  # the awarding body's; may come later
    registered_on = models.DateField(default=timezone.localdate)
    complete_by = models.DateField()
    cohort = OwnedKey(Cohort, null=True, blank=True, related_name="registrations")
    site = OwnedKey(Site, null=True, blank=True, related_name="registrations")
    method = models.CharField(max_length=10, choices=Method, default=Method.BLENDED)
    funded = models.BooleanField(default=False)
    adjustments = models.TextField(blank=True)  # a note of reasonable adjustments, for whoever teaches or assesses
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_because = models.TextField(blank=True)

    objects = ScopedManager(RegistrationQuerySet)

    class Meta(CentreOwned.Meta):
        constraints = [
            models.UniqueConstraint(fields=["learner", "specification"], name="one_registration_per_award_version"),
        ]
        ordering = ["-registered_on"]

    def __str__(self) -> str:
        return f"{self.learner}: {self.specification}"

    def get_absolute_url(self) -> str:
        """The learner's page in the centre office."""
        return reverse("learner", args=[self.centre.slug, self.learner_id])


class Break(CentreOwned):
    """A break in learning. It moves the centre's own deadlines and none of the awarding body's (RULINGS 26)."""

    registration = OwnedKey(Registration, related_name="breaks")
    starts_on = models.DateField()
    ends_on = models.DateField()  # the last day of it
    reason = models.TextField()
    approved_by = OwnedKey("centres.Appointment", related_name="+")
    approved_at = models.DateTimeField(default=timezone.now)

    class Meta(CentreOwned.Meta):
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")), name="a_break_ends_after_it_begins"
            )
        ]
        ordering = ["starts_on"]

    def __str__(self) -> str:
        return f"{self.registration}, {self.starts_on} to {self.ends_on}"
