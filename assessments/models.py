"""A submission, the files in it, and who may assess which unit."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments.confirming import models as confirming  # so that the app knows them
from assessments.diary import models as diary
from assessments.kept import KeptFile
from assessments.messages import models as messages
from assessments.planning import models as planning
from assessments.uploading import models as uploading
from centres.models import Appointment, CentreOwned, OwnedKey
from centres.scope import ScopedManager

__all__ = [
    "Evidence",
    "MayAssess",
    "Permission",
    "Reader",
    "Reading",
    "StoredFile",
    "Submission",
    "SubmissionQuerySet",
    "confirming",
    "diary",
    "messages",
    "planning",
    "uploading",
]


class MayAssess(CentreOwned):
    """Appointed to assess one unit, from a day until a day (RULINGS 38)."""

    appointment = OwnedKey("centres.Appointment", related_name="+")
    unit_code = models.CharField(max_length=30)  # stored whole, as printed
    starts_on = models.DateField(default=timezone.localdate)
    ends_on = models.DateField(null=True, blank=True)

    class Meta(CentreOwned.Meta):
        constraints = [
            models.UniqueConstraint(fields=["appointment", "unit_code", "starts_on"], name="one_may_assess_per_start"),
        ]

    def __str__(self) -> str:
        return f"{self.appointment} may assess {self.unit_code}"


class SubmissionQuerySet(models.QuerySet["Submission"]):
    """Questions asked of submissions."""

    def handed_in(self) -> SubmissionQuerySet:
        """Those the learner has submitted."""
        return self.exclude(submitted_at=None)

    def drafts(self) -> SubmissionQuerySet:
        """Those the learner may still hand in."""
        return self.filter(submitted_at=None, voided_at=None)

    def chain_of(self, submission: Submission) -> SubmissionQuerySet:
        """Every attempt of the same learner at the same assessment, whichever its version; void ones as well."""
        code = submission.assessment.code
        return self.filter(registration=submission.registration_id, assessment__code=code).order_by("attempt")

    def to_allocate(self) -> SubmissionQuerySet:
        """Handed in, and with nobody yet; the oldest first."""
        return self.handed_in().filter(assessor=None, voided_at=None).order_by("submitted_at")

    def to_open(self, assessor_id: object) -> SubmissionQuerySet:
        """With this assessor, not opened yet and not paused."""
        return self.handed_in().filter(assessor=assessor_id, opened_at=None, voided_at=None, paused_at=None)

    def with_rows(self) -> SubmissionQuerySet:
        """With learner and assessment in the same query, but for the assessment's whole document."""
        return self.select_related("registration__learner", "assessment", "assessor").defer("assessment__document")


class Scope(models.TextChoices):
    """What a resubmission opens (RULINGS 22)."""

    REFERRED = "referred", _("Referred sections only")
    WHOLE = "whole", _("The whole sheet")


class Submission(CentreOwned):
    """One attempt of one learner at one assessment: a draft until handed in, frozen from then on.

    A later attempt follows the one before it. What it opens is settled when it is invited and never changes by itself:
    `carried` holds the parts that passed, by node code, with the attempt, marks and people they were earned under.
    """

    registration = OwnedKey("learners.Registration", related_name="submissions")
    assessment = models.ForeignKey("qualifications.Assessment", models.PROTECT, related_name="+")
    attempt = models.PositiveSmallIntegerField(default=1)
    follows = OwnedKey("self", null=True, blank=True, related_name="followed_by")
    scope = models.CharField(max_length=10, choices=Scope, blank=True)  # "" for a first attempt
    carried = models.JSONField(default=dict, blank=True)  # {"S1": {"value": "31", "attempt": 1, "assessor": ...}}
    invited_by = OwnedKey("centres.Appointment", null=True, blank=True, related_name="+")
    invited_at = models.DateTimeField(null=True, blank=True)
    granted_because = models.TextField(blank=True)  # why an attempt beyond the policy's number was granted
    hand_in_by = models.DateField(null=True, blank=True)  # the centre's own deadline; null: the registration's alone
    paused_at = models.DateTimeField(null=True, blank=True)  # the attempt before it is under review (RULINGS 20)
    choices = models.JSONField(default=dict, blank=True)  # e.g. {"looking": "forward"}
    declared_own_work = models.BooleanField(default=False)
    refuses_ilm_use = models.BooleanField(default=False)
    submitted_at = models.DateTimeField(null=True, blank=True)
    receipt = models.CharField(max_length=16, blank=True)
    files_digest = models.CharField(max_length=64, blank=True)
    counted = models.JSONField(default=dict, blank=True)  # what the diary came to on that day: `requirements.frozen`
    assessor = OwnedKey("centres.Appointment", null=True, blank=True, related_name="+")
    allocated_at = models.DateTimeField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)  # the decision, in working days of the centre's policy
    opened_at = models.DateTimeField(null=True, blank=True)
    policy_version = models.PositiveIntegerField(default=0)
    voided_at = models.DateTimeField(null=True, blank=True)  # it counts for nothing; a fresh draft may stand for it
    on_behalf_by = OwnedKey("centres.Appointment", null=True, blank=True, related_name="+")
    on_behalf_at = models.DateTimeField(null=True, blank=True)  # handed in by staff; it waits for the declaration
    on_behalf_because = models.TextField(blank=True)

    objects = ScopedManager(SubmissionQuerySet)

    class Meta(CentreOwned.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["registration", "assessment", "attempt"],
                condition=Q(voided_at=None),
                name="one_submission_per_attempt",
            ),
            models.CheckConstraint(
                condition=Q(submitted_at=None) | Q(declared_own_work=True), name="submitted_work_is_declared"
            ),
            models.CheckConstraint(
                condition=Q(attempt=1) | Q(follows__isnull=False), name="a_later_attempt_follows_another"
            ),
        ]
        indexes = [models.Index(fields=["centre", "assessor", "opened_at"])]

    def __str__(self) -> str:
        return f"{self.assessment.code}, {self.registration.learner}"

    @property
    def is_draft(self) -> bool:
        """Whether it may still be handed in."""
        return self.submitted_at is None and self.voided_at is None

    @property
    def awaits_declaration(self) -> bool:
        """Whether staff handed it in and its learner has not said yet that it is their own work (RULINGS 34)."""
        return self.is_draft and self.on_behalf_at is not None

    @property
    def learner(self) -> object:
        """Whose work this is."""
        return self.registration.learner

    def get_absolute_url(self) -> str:
        """The learner's page of this assignment."""
        return reverse("assignment", args=[self.centre.slug, self.pk])


class Reader(CentreOwned):
    """An EV whom the centre asked to read one submission, its files and its sheet."""

    submission = OwnedKey(Submission, related_name="readers")
    reader = OwnedKey("centres.Appointment", related_name="+")
    asked_by = OwnedKey("centres.Appointment", related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)

    class Meta(CentreOwned.Meta):
        constraints = [models.UniqueConstraint(fields=["submission", "reader"], name="one_reader_per_submission")]

    def __str__(self) -> str:
        return f"{self.reader} reads {self.submission}"


class Extension(CentreOwned):
    """A later day for one learner's draft: until when, why, and who approved it."""

    submission = OwnedKey(Submission, related_name="extensions")
    before = models.DateField(null=True, blank=True)
    until = models.DateField()
    reason = models.TextField()
    approved_by = OwnedKey("centres.Appointment", related_name="+")
    approved_at = models.DateTimeField(default=timezone.now)

    class Meta(CentreOwned.Meta):
        ordering = ["approved_at"]

    def __str__(self) -> str:
        return f"{self.submission} until {self.until}"


class DraftReading(CentreOwned):
    """A draft handed in for comments: what it held, and what a tutor wrote. No mark belongs here."""

    submission = OwnedKey(Submission, related_name="readings")
    number = models.PositiveSmallIntegerField()
    asked_at = models.DateTimeField(default=timezone.now)
    files = models.JSONField(default=list)  # [{"name": ..., "sha256": ...}] as they were when comments were asked for
    comments = models.TextField(blank=True)
    answered_by = OwnedKey("centres.Appointment", null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta(CentreOwned.Meta):
        constraints = [models.UniqueConstraint(fields=["submission", "number"], name="one_reading_per_number")]
        ordering = ["number"]

    def __str__(self) -> str:
        return f"Draft {self.number} of {self.submission}"


class CentreBrief(CentreOwned):
    """The centre's own official brief for one assessment, beside the printed task."""

    assessment = models.ForeignKey("qualifications.Assessment", models.PROTECT, related_name="+")
    text = models.TextField(blank=True)
    words = models.PositiveIntegerField(null=True, blank=True)  # about how many; guidance, nothing depends on it
    written_by = OwnedKey("centres.Appointment", related_name="+")
    written_at = models.DateTimeField(default=timezone.now)

    class Meta(CentreOwned.Meta):
        constraints = [models.UniqueConstraint(fields=["centre", "assessment"], name="one_brief_per_assessment")]

    def __str__(self) -> str:
        return f"The centre’s brief for {self.assessment.code}"


class Permission(CentreOwned):
    """One person involved in what a requirement asks to be written, and that they allowed it (seed 004, c).

    `who` is a letter or a label, never a name; "" is the learner's word that nobody else is involved.
    """

    class How(models.TextChoices):
        WRITING = "writing", _("In writing")
        EMAIL = "email", _("By e-mail")
        SPOKEN = "spoken", _("In words, noted by me")

    submission = OwnedKey(Submission, related_name="permissions")
    node = models.CharField(max_length=60)
    who = models.CharField(max_length=60, blank=True)
    given_on = models.DateField(default=timezone.localdate)
    how = models.CharField(max_length=8, choices=How, blank=True)
    recorded_at = models.DateTimeField(default=timezone.now)

    class Meta(CentreOwned.Meta):
        constraints = [
            models.UniqueConstraint(fields=["submission", "node", "who"], name="a_permission_is_recorded_once")
        ]
        ordering = ["given_on", "recorded_at"]

    def __str__(self) -> str:
        return self.who or str(_("Nobody else is involved"))


class Evidence(KeptFile):
    """One file of a submission; its reading view stands beside the row."""

    submission = OwnedKey(Submission, related_name="files")
    READ_WITH = "submission__registration__learner"

    class Meta(KeptFile.Meta):
        pass

    @property
    def subject(self) -> Submission:
        """The submission."""
        return self.submission

    @property
    def owner(self) -> Appointment:
        """The learner."""
        return self.submission.registration.learner.appointment

    @property
    def whose(self) -> str:
        """The learner's name."""
        return self.submission.registration.learner.name


class Reading(CentreOwned):
    """The sanitised text of a file as the desk shows it; apart from the row, since lists never need it."""

    evidence = models.OneToOneField(Evidence, models.CASCADE, db_constraint=False, related_name="reading")
    html = models.TextField()


class StoredFile(CentreOwned):
    """How many rows of this centre need the bytes under a hash; the last one gone, they are erased after 30 days."""

    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    references = models.PositiveIntegerField(default=0)
    unused_since = models.DateTimeField(null=True, blank=True)

    class Meta(CentreOwned.Meta):
        constraints = [models.UniqueConstraint(fields=["centre", "sha256"], name="one_stored_file_per_hash")]
