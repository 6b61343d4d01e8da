"""A centre's own sheets from their first draft on, approvals, places in awards, and the overlays in use."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from centres.models import CentreOwned, OwnedKey
from centres.scope import ScopedManager


class State(models.TextChoices):
    """How far an instrument is."""

    DRAFT = "draft", _("Draft")
    APPROVED = "approved", _("Approved")
    IN_USE = "in_use", _("In use")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class InstrumentQuerySet(models.QuerySet["Instrument"]):
    """Questions asked of instruments."""

    def with_rows(self) -> InstrumentQuerySet:
        """With the award each is meant for, in the same query and without its whole document."""
        return self.select_related("award", "changed_by").defer("award__document", "text")


class Instrument(CentreOwned):
    """One version of a centre's own sheet: the text as somebody wrote it; once approved, also as a sheet."""

    text = models.TextField()  # TOML, as the file would hold it
    code = models.CharField(max_length=60, blank=True)  # as far as the text can be read
    title = models.CharField(max_length=300, blank=True)
    award = models.ForeignKey("qualifications.Specification", models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    version = models.PositiveIntegerField(default=1)  # of the draft: counts each saving
    assessment = models.ForeignKey("qualifications.Assessment", models.PROTECT, null=True, blank=True, related_name="+")
    changed_by = OwnedKey("centres.Appointment", related_name="+")
    changed_at = models.DateTimeField(default=timezone.now)

    objects = ScopedManager(InstrumentQuerySet)

    class Meta(CentreOwned.Meta):
        ordering = ["code", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=State.DRAFT) | Q(state=State.WITHDRAWN) | Q(assessment__isnull=False),
                name="what_is_used_is_frozen",
            ),
        ]

    def __str__(self) -> str:
        return " ".join(filter(None, [self.code, self.title])) or str(_("Untitled sheet"))

    @property
    def is_draft(self) -> bool:
        """Whether its text may still change."""
        return self.state == State.DRAFT

    def get_absolute_url(self) -> str:
        """Where it is written, approved and placed."""
        return reverse("instrument", args=[self.centre.slug, self.pk])


class Approval(CentreOwned):
    """What the awarding body wrote about one version of one sheet. Another word of it is another row."""

    assessment = models.ForeignKey("qualifications.Assessment", models.PROTECT, related_name="+")
    reference = models.CharField(max_length=80)
    granted_on = models.DateField()
    holder = models.CharField(max_length=150)  # who keeps the document
    note = models.CharField(max_length=500, blank=True)  # what the document is and where it lies
    recorded_by = OwnedKey("centres.Appointment", related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)

    class Meta(CentreOwned.Meta):
        ordering = ["-granted_on", "-id"]

    def __str__(self) -> str:
        return f"{self.reference} of {self.granted_on}"


class Placement(CentreOwned):
    """An instrument's place in an award, for those who are registered from then on."""

    instrument = OwnedKey(Instrument, related_name="placements")
    specification = models.ForeignKey("qualifications.Specification", models.PROTECT, related_name="+")
    replaces = models.ForeignKey("qualifications.Assessment", models.PROTECT, null=True, blank=True, related_name="+")
    placed_by = OwnedKey("centres.Appointment", related_name="+")
    placed_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta(CentreOwned.Meta):
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["instrument", "specification"], condition=Q(ended_at=None), name="one_place_per_award"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.instrument} in {self.specification}"


class Adoption(CentreOwned):
    """An overlay that this centre uses: whoever is registered from then on meets its requirements as well."""

    overlay = models.ForeignKey("qualifications.Overlay", models.PROTECT, related_name="+")
    adopted_by = OwnedKey("centres.Appointment", related_name="+")
    adopted_at = models.DateTimeField(default=timezone.now)
    ended_by = OwnedKey("centres.Appointment", null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta(CentreOwned.Meta):
        ordering = ["adopted_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["centre", "overlay"], condition=Q(ended_at=None), name="an_overlay_is_in_use_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.overlay} in use"
