"""A centre's learners and what they are registered for."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q
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


class CourseCompletion(CentreOwned):
    """A course that leads to certificates, which one learner completed; by its code, as awards name it."""

    learner = OwnedKey(Learner, related_name="courses")
    course_code = models.CharField(max_length=60)
    title = models.CharField(max_length=300)
    completed_on = models.DateField()
    note = models.CharField(max_length=300, blank=True)  # where what shows it lies
    recorded_by = OwnedKey("centres.Appointment", related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)

    class Meta(CentreOwned.Meta):
        constraints = [models.UniqueConstraint(fields=["learner", "course_code"], name="a_course_is_completed_once")]
        ordering = ["completed_on"]

    def __str__(self) -> str:
        return self.title


class QualificationApprovalQuerySet(models.QuerySet["QualificationApproval"]):
    """Questions asked of approvals."""

    def standing(self, code: str, on: date) -> QualificationApproval | None:
        """What holds for an award on a day: the latest word that begins then or before."""
        return self.filter(award_code=code, starts_on__lte=on).order_by("-starts_on", "-id").first()


class QualificationApproval(CentreOwned):
    """What the awarding body says of this centre and one qualification, from a day on (RULINGS 28).

    Rows are dated and added, never overwritten: the one that begins last holds, until its last day.
    """

    class Status(models.TextChoices):
        """Whether learners may be registered."""

        APPROVED = "approved", _("Approved")
        SUSPENDED = "suspended", _("Suspended")

    class Risk(models.TextChoices):
        """How closely the awarding body looks."""

        LOW = "low", _("Low")
        MEDIUM = "medium", _("Medium")
        HIGH = "high", _("High")

    class DirectClaims(models.TextChoices):
        """Whether the centre claims certificates without a visit."""

        NONE = "none", _("No direct claims")
        GRANTED = "granted", _("Granted")
        SUSPENDED = "suspended", _("Suspended")

    award_code = models.CharField(max_length=60)  # of every version of the award
    status = models.CharField(max_length=10, choices=Status, default=Status.APPROVED)
    starts_on = models.DateField(default=timezone.localdate)
    ends_on = models.DateField(null=True, blank=True)  # the last day
    risk = models.CharField(max_length=10, choices=Risk, default=Risk.MEDIUM)
    direct_claims = models.CharField(max_length=10, choices=DirectClaims, default=DirectClaims.NONE)
    reference = models.CharField(max_length=80, blank=True)
    note = models.CharField(max_length=500, blank=True)
    recorded_by = OwnedKey("centres.Appointment", null=True, blank=True, related_name="+")  # null: the system
    recorded_at = models.DateTimeField(default=timezone.now)

    objects = ScopedManager(QualificationApprovalQuerySet)

    class Meta(CentreOwned.Meta):
        ordering = ["award_code", "-starts_on", "-id"]
        indexes = [models.Index(fields=["centre", "award_code", "starts_on"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=models.F("starts_on")), name="approval_ends_after_it_starts"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.award_code} from {self.starts_on}"


class Offer(CentreOwned):
    """An offer to move a registration to another version of its award; the learner alone accepts it (RULINGS 24)."""

    class State(models.TextChoices):
        """What became of it."""

        OPEN = "open", _("Open")
        ACCEPTED = "accepted", _("Accepted")
        DECLINED = "declined", _("Declined")
        OVERTAKEN = "overtaken", _("Overtaken")  # another took its place

    registration = OwnedKey(Registration, related_name="offers")
    old = models.ForeignKey("qualifications.Specification", models.PROTECT, related_name="+")
    new = models.ForeignKey("qualifications.Specification", models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    terms = models.JSONField(default=list)  # the sentences the learner was shown
    offered_at = models.DateTimeField(default=timezone.now)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta(CentreOwned.Meta):
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["registration"], condition=Q(state="open"), name="one_open_offer_per_registration"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.registration} to {self.new.version}"

    def get_absolute_url(self) -> str:
        """Where the learner reads and answers it."""
        return reverse("offer", args=[self.centre.slug, self.pk])
