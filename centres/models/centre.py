"""The centre and the people appointed in it."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django_scopes import get_scope

from centres.ids import uuid7
from centres.roles import INKS, Role


class Centre(models.Model):
    """An approved centre: its printed number is a string, for it may begin with 0 or a letter."""

    number = models.CharField(max_length=20, unique=True)
    name = models.CharField(max_length=120)
    slug = models.SlugField(max_length=40, unique=True)
    nation = models.CharField(max_length=30, default="england-and-wales")  # whose bank holidays it keeps
    zone = models.CharField(max_length=40, default="Europe/London")
    reply_to = models.EmailField(blank=True)
    is_demo = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The home of whoever is appointed here."""
        return reverse("home", args=[self.slug])


class AppointmentQuerySet(models.QuerySet["Appointment"]):
    """Questions asked of appointments."""

    def on(self, day: date) -> AppointmentQuerySet:
        """Those in force on a day."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=day), starts_on__lte=day)

    def now(self) -> AppointmentQuerySet:
        """Those in force today."""
        return self.on(timezone.localdate())


class AppointmentManager(models.Manager.from_queryset(AppointmentQuerySet)):  # type: ignore[misc]
    """Answers for the centre that is open and for the person who asks, as PostgreSQL's policy does; else for nobody."""

    def get_queryset(self) -> AppointmentQuerySet:
        """Nothing is found where neither is known."""
        found: AppointmentQuerySet = super().get_queryset()
        known = get_scope()
        if not known.get("_enabled", True):
            return found
        mine = Q(centre=known["centre"]) if "centre" in known else Q()
        mine |= Q(user=known["person"]) if "person" in known else Q()
        return found.filter(mine) if mine else found.none()


class Appointment(models.Model):
    """One role of one person in one centre, from a day until a day; ended, never deleted.

    It answers before a centre is chosen (own rows, or the current centre's), so it is not `CentreOwned`.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    centre = models.ForeignKey(Centre, models.PROTECT, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    role = models.CharField(max_length=10, choices=Role)
    name = models.CharField(max_length=150)  # as this centre knows the person
    starts_on = models.DateField(default=timezone.localdate)
    ends_on = models.DateField(null=True, blank=True)

    objects = AppointmentManager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=models.F("starts_on")),
                name="appointment_ends_after_it_starts",
            ),
            models.UniqueConstraint(
                fields=["centre", "user", "role"], condition=Q(ends_on=None), name="one_open_appointment_per_role"
            ),
        ]
        indexes = [models.Index(fields=["user", "centre"])]

    def __str__(self) -> str:
        return f"{self.name}, {self.role_name}"

    @property
    def role_name(self) -> str:
        """The role's one word, e.g. "IQA"."""
        return str(Role(self.role).label)

    @property
    def ink(self) -> str:
        """Whose colour the pages wear."""
        return INKS[Role(self.role)]

    def is_in_force(self, day: date) -> bool:
        """Whether the appointment holds on a day, both ends included."""
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)
