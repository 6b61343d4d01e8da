"""The sheet itself."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from centres.models import CentreOwned, OwnedKey
from centres.scope import ScopedManager
from marksheets.workflow import HoldKind, State, learner_name


def _apart(who: str) -> Q:
    """Neither the assessor nor the countersigner (RULINGS 8); `~Q` on a nullable column would let NULL decide."""
    not_assessor = ~Q(**{who: F("assessor_user")})
    not_checker = Q(iqa_user=None) | ~Q(**{who: F("iqa_user")})
    return Q(**{who: None}) | (not_assessor & not_checker)


class MarkSheetQuerySet(models.QuerySet["MarkSheet"]):
    """Questions asked of mark sheets."""

    def with_rows(self) -> MarkSheetQuerySet:
        """With submission, learner and assessment in the same query, but for the assessment's whole document."""
        rows = self.select_related("submission__registration__learner", "submission__assessment")
        return rows.defer("submission__assessment__document")

    def awaiting_iqa(self) -> MarkSheetQuerySet:
        """Signed by an assessor and not yet checked, the oldest first."""
        return self.filter(state__in=[State.ASSESSED, State.SAMPLED]).order_by("submission__submitted_at")

    def unsampled(self) -> MarkSheetQuerySet:
        """Signed, and it was decided that they are not sampled: they may go out as they are."""
        undecided = Q(holds__kind=HoldKind.SAMPLING_UNDECIDED, holds__lifted_at=None)
        return self.filter(state=State.ASSESSED).exclude(pk__in=self.filter(undecided).values("pk"))

    def marking_by(self, user_id: int) -> MarkSheetQuerySet:
        """Open on this assessor's desk."""
        return self.filter(state=State.MARKING, assessor_user_id=user_id)

    def given_to_learner(self) -> MarkSheetQuerySet:
        """Those whose result the learner has in hand, be it under review, or was told is void."""
        return self.filter(Q(released_at__isnull=False) | Q(state=State.VOID))


class MarkSheet(CentreOwned):
    """The mark sheet of one submission, as the awarding body prints it, and where it stands.

    `version` counts every change and is the ETag. `revision` counts what is there to be signed: taking back,
    returning and re-opening begin the next one, and signatures of earlier ones stay.
    """

    submission = models.OneToOneField(
        "assessments.Submission", models.PROTECT, db_constraint=False, related_name="sheet"
    )
    state = models.CharField(max_length=12, choices=[(s.value, s.staff_name) for s in State], default=State.MARKING)
    version = models.PositiveIntegerField(default=1)
    revision = models.PositiveIntegerField(default=1)
    assessor_user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    iqa_user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    assessor = OwnedKey("centres.Appointment", related_name="+")
    iqa = OwnedKey("centres.Appointment", null=True, blank=True, related_name="+")
    resolver_user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    reopener_user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    standing_set = OwnedKey("marksheets.MarkSet", null=True, blank=True, related_name="+")
    blind = models.BooleanField(default=False)  # the check is given before the assessor's marks are seen (RULINGS 36)
    check_owed = models.BooleanField(default=False)  # called in once, and not countersigned since (RULINGS 13)
    lease_until = models.DateTimeField(null=True, blank=True)  # until when the IQA who has it is taken to be at work
    opened_at = models.DateTimeField(default=timezone.now)
    assessed_at = models.DateTimeField(null=True, blank=True)
    checked_at = models.DateTimeField(null=True, blank=True)
    check_due_on = models.DateField(null=True, blank=True)
    resolved_at = models.DateTimeField(null=True, blank=True)
    released_at = models.DateTimeField(null=True, blank=True)
    under_review_since = models.DateTimeField(null=True, blank=True)  # re-opened after release, until released again
    voided_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager(MarkSheetQuerySet)

    class Meta(CentreOwned.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(iqa_user=None) | ~Q(iqa_user=F("assessor_user")),
                name="nobody_checks_their_own_marking",
                violation_error_message="Somebody else has to check this sheet.",
            ),
            models.CheckConstraint(condition=_apart("resolver_user"), name="nobody_resolves_their_own_dispute"),
            models.CheckConstraint(condition=_apart("reopener_user"), name="nobody_reopens_their_own_decision"),
        ]
        indexes = [models.Index(fields=["centre", "state"])]

    def __str__(self) -> str:
        return str(self.submission)

    @property
    def state_name(self) -> str:
        """What staff call where it stands."""
        return State(self.state).staff_name

    @property
    def learner_name_of_state(self) -> str:
        """What the learner reads; it never tells whether the sheet was sampled."""
        return learner_name(
            State(self.state), returned=self.check_owed, under_review=self.under_review_since is not None
        )

    def get_absolute_url(self) -> str:
        """The sheet as staff read it."""
        return reverse("sheet", args=[self.centre.slug, self.pk])
