"""The diary's rows: entries with their history, what they count for, goals, the feedback register, tags, self-rating.

A session belongs to the learner and gives minutes to requirements of whichever registration (RULINGS 29).
"""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from assessments.diary.kinds import FLOWS, FORMS, KINDS, ROLES, Kind
from assessments.diary.lengths import MOST
from assessments.kept import KeptFile
from centres.models import Appointment, CentreOwned, OwnedKey
from centres.scope import ScopedManager

KIND_CHOICES = [(kind.code, kind.name) for kind in KINDS.values()]


class DiaryEntryQuerySet(models.QuerySet["DiaryEntry"]):
    """Questions asked of entries."""

    def standing(self) -> DiaryEntryQuerySet:
        """Those that have not been withdrawn."""
        return self.filter(withdrawn_at=None)

    def final(self) -> DiaryEntryQuerySet:
        """Those the learner has finished."""
        return self.standing().filter(is_final=True)

    def newest_first(self) -> DiaryEntryQuerySet:
        """As a diary is read from its end."""
        return self.order_by("-on", "-starts", "-pk")


class DiaryEntry(CentreOwned):
    """One row of the log: when, how long, in which role, with whom, and what the learner writes about it.

    One table for the five kinds, so that one question finds what overlaps; `kinds` says which columns a kind fills.
    """

    learner = OwnedKey("learners.Learner", related_name="diary")
    kind = models.CharField(max_length=12, choices=KIND_CHOICES)
    on = models.DateField()
    starts = models.TimeField(null=True, blank=True)  # local time of that day
    minutes = models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(MOST)])
    role = models.CharField(max_length=12, blank=True, choices=list(ROLES.items()))
    client = models.CharField(max_length=60, blank=True)  # a pseudonym
    title = models.CharField(max_length=120, blank=True)
    supervisor = models.CharField(max_length=120, blank=True)
    supervisor_qualification = models.CharField(max_length=200, blank=True)
    cpd_form = models.CharField(max_length=8, blank=True, choices=list(FORMS.items()))
    cpd_flow = models.CharField(max_length=8, blank=True, choices=list(FLOWS.items()))
    own_goals = models.TextField(blank=True)
    goals_agreed = models.TextField(blank=True)
    summary = models.TextField(blank=True)
    feedback = models.TextField(blank=True)
    reflection = models.TextField(blank=True)
    is_final = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField(default=timezone.now)
    saved_at = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_why = models.CharField(max_length=300, blank=True)
    logged_by = OwnedKey("centres.Appointment", null=True, blank=True, related_name="+")  # staff, for the learner
    logged_because = models.CharField(max_length=300, blank=True)
    logged_evidence = models.CharField(max_length=300, blank=True)  # where what shows it lies

    objects = ScopedManager(DiaryEntryQuerySet)

    class Meta(CentreOwned.Meta):
        constraints = [
            models.CheckConstraint(condition=Q(minutes__gte=1, minutes__lte=MOST), name="an_entry_lasts_up_to_a_day"),
        ]
        indexes = [models.Index(fields=["centre", "learner", "-on"])]

    def __str__(self) -> str:
        return f"{self.form.name}, {self.on}"

    @property
    def form(self) -> Kind:
        """What its kind asks."""
        return KINDS[self.kind]

    @property
    def who(self) -> str:
        """With whom it was, or what it was; "" while that is not said."""
        return str(getattr(self, self.form.who))

    def get_absolute_url(self) -> str:
        """Its own page."""
        return reverse("diary-entry", args=[self.centre.slug, self.pk])


class EntryVersion(CentreOwned):
    """A final entry as it was saved at that moment; written once, so that every earlier one stays readable."""

    entry = OwnedKey(DiaryEntry, related_name="versions")
    number = models.PositiveIntegerField()
    document = models.JSONField()
    saved_at = models.DateTimeField(default=timezone.now)
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta(CentreOwned.Meta):
        constraints = [models.UniqueConstraint(fields=["entry", "number"], name="one_entry_version_per_number")]
        ordering = ["-number"]

    def __str__(self) -> str:
        return f"{self.entry_id}, version {self.number}"


class Allocation(CentreOwned):
    """Minutes of one entry that count for one requirement of one registration."""

    entry = models.ForeignKey(DiaryEntry, models.CASCADE, related_name="allocations", db_constraint=False)
    registration = OwnedKey("learners.Registration", related_name="+")
    assessment_code = models.CharField(max_length=60, blank=True)  # "" where the award itself asks for the hours
    quantity_code = models.CharField(max_length=60)
    minutes = models.PositiveSmallIntegerField()

    class Meta(CentreOwned.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["entry", "registration", "assessment_code", "quantity_code"], name="one_share_per_requirement"
            ),
            models.CheckConstraint(condition=Q(minutes__gte=1), name="a_share_is_a_minute_or_more"),
        ]

    def __str__(self) -> str:
        return f"{self.minutes} min for {self.assessment_code} {self.quantity_code}"


class Attachment(KeptFile):
    """One file of an entry, such as a signed feedback form."""

    entry = OwnedKey(DiaryEntry, related_name="files")
    READ_WITH = "entry__learner"

    class Meta(KeptFile.Meta):
        pass

    @property
    def subject(self) -> DiaryEntry:
        """The entry."""
        return self.entry

    @property
    def owner(self) -> Appointment:
        """The learner."""
        return self.entry.learner.appointment

    @property
    def whose(self) -> str:
        """The learner's name."""
        return self.entry.learner.name


class Goal(CentreOwned):
    """One personal goal. Its wording and what became of it are its steps, each with a date (D7.04)."""

    learner = OwnedKey("learners.Learner", related_name="goals")
    wording = models.TextField()  # as the last step left it
    review_on = models.DateField(null=True, blank=True)
    standing = models.CharField(
        max_length=8, default="open", choices=[("open", "Open"), ("reached", "Reached"), ("dropped", "Given up")]
    )
    version = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField(default=timezone.now)

    class Meta(CentreOwned.Meta):
        ordering = ["made_at", "id"]

    def __str__(self) -> str:
        return self.wording[:60]


class GoalStep(CentreOwned):
    """What was done with a goal on a day: set, reviewed, revised, reached, given up. Added, never changed."""

    class Did(models.TextChoices):
        SET = "set", "Set"
        REVIEWED = "reviewed", "Reviewed"
        REVISED = "revised", "Revised"
        REACHED = "reached", "Reached"
        DROPPED = "dropped", "Given up"

    goal = OwnedKey(Goal, related_name="steps")
    did = models.CharField(max_length=8, choices=Did)
    on = models.DateField()
    wording = models.TextField(blank=True)  # of the goal, from this step on; "" where it stayed
    note = models.TextField(blank=True)
    agreed_with = models.CharField(max_length=120, blank=True)
    written_at = models.DateTimeField(default=timezone.now)

    class Meta(CentreOwned.Meta):
        ordering = ["written_at", "id"]

    def __str__(self) -> str:
        return f"{self.did} on {self.on}"


class FeedbackNote(CentreOwned):
    """One row of the feedback register: from whom, when, what was said, with whom it was discussed."""

    class Giver(models.TextChoices):
        CLIENT = "client", "Client"
        SUPERVISOR = "supervisor", "Supervisor"
        PEER = "peer", "Peer"
        OBSERVER = "observer", "Observer"
        TUTOR = "tutor", "Tutor"
        OTHER = "other", "Somebody else"

    learner = OwnedKey("learners.Learner", related_name="feedback")
    entry = OwnedKey(DiaryEntry, null=True, blank=True, related_name="register")
    on = models.DateField()
    giver = models.CharField(max_length=10, choices=Giver)
    from_whom = models.CharField(max_length=120)
    said = models.TextField(blank=True)
    discussed_with = models.CharField(max_length=120, blank=True)
    discussed_on = models.DateField(null=True, blank=True)
    outcome = models.TextField(blank=True)  # what came of the discussion
    version = models.PositiveIntegerField(default=1)

    class Meta(CentreOwned.Meta):
        ordering = ["-on", "-id"]

    def __str__(self) -> str:
        return f"{self.from_whom}, {self.on}"


class CriterionTag(CentreOwned):
    """An entry or a file shows a criterion, as the learner sees it."""

    learner = OwnedKey("learners.Learner", related_name="+")
    criterion = models.CharField(max_length=60)  # as the catalogue writes it: "D7.03 2.2"
    entry = models.ForeignKey(
        DiaryEntry, models.CASCADE, null=True, blank=True, related_name="tags", db_constraint=False
    )
    evidence = models.ForeignKey(
        "assessments.Evidence", models.CASCADE, null=True, blank=True, related_name="tags", db_constraint=False
    )

    class Meta(CentreOwned.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(entry=None, evidence__isnull=False) | Q(evidence=None, entry__isnull=False),
                name="a_tag_is_on_an_entry_or_a_file",
            ),
            models.UniqueConstraint(fields=["entry", "criterion"], name="one_tag_per_entry"),
            models.UniqueConstraint(fields=["evidence", "criterion"], name="one_tag_per_file"),
        ]

    def __str__(self) -> str:
        return self.criterion


class SelfRating(CentreOwned):
    """How the learner sees one bullet of an assessment before handing it in."""

    class Rating(models.TextChoices):
        MET = "met", "I meet this"
        PARTLY = "partly", "Partly"
        NOT_YET = "not_yet", "Not yet"

    submission = OwnedKey("assessments.Submission", related_name="ratings")
    bullet = models.CharField(max_length=60)
    rating = models.CharField(max_length=8, choices=Rating)
    rated_at = models.DateTimeField(default=timezone.now)

    class Meta(CentreOwned.Meta):
        constraints = [models.UniqueConstraint(fields=["submission", "bullet"], name="one_rating_per_bullet")]

    def __str__(self) -> str:
        return f"{self.bullet}: {self.rating}"
