"""What the office does about a registration, for programs: adjustments, a break, leaving."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.urls import path
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from assessments import actions
from assessments.access import OFFICE
from centres.api.describing import WRITES, described
from centres.api.view import CentreView
from learners.models import Registration


class Away(serializers.Serializer[Any]):
    """A break in learning."""

    starts_on = serializers.DateField()
    ends_on = serializers.DateField()
    reason = serializers.CharField()


class Leaving(serializers.Serializer[Any]):
    """From when, and why."""

    on = serializers.DateField()
    reason = serializers.CharField()


class Adjusted(serializers.Serializer[Any]):
    """What was agreed."""

    adjustments = serializers.CharField(allow_blank=True, max_length=2_000)


class RegistrationStands(serializers.Serializer[Any]):
    """How a registration stands."""

    id = serializers.UUIDField()
    adjustments = serializers.CharField()
    withdrawn_on = serializers.DateField(allow_null=True)
    breaks = serializers.ListField(child=serializers.DictField())


class RegistrationView(CentreView):
    """A route about one registration."""

    def registration(self, pk: UUID) -> Registration:
        """Anybody's but one's own."""
        rows = Registration.objects.select_related("learner__appointment", "specification")
        return get_object_or_404(rows.exclude(learner__appointment__user=self.appointment.user_id), pk=pk)

    def shown(self, found: Registration) -> Response:
        """It as it now stands."""
        breaks = [{"starts_on": b.starts_on, "ends_on": b.ends_on, "reason": b.reason} for b in found.breaks.all()]
        stands = {"id": found.pk, "adjustments": found.adjustments, "withdrawn_on": found.withdrawn_on}
        return Response({**stands, "breaks": breaks})


class OneRegistration(RegistrationView):
    """How it stands."""

    roles = {"get": OFFICE, "patch": OFFICE}

    @described("One registration", gives=RegistrationStands)
    def get(self, request: Request, pk: UUID) -> Response:
        """The note of adjustments, breaks, withdrawal."""
        return self.shown(self.registration(pk))

    @described("Note reasonable adjustments", takes=Adjusted, gives=RegistrationStands, errors=WRITES)
    def patch(self, request: Request, pk: UUID) -> Response:
        """Whoever teaches or assesses the learner reads it."""
        found = self.registration(pk)
        actions.note_adjustments(found, self.said(Adjusted)["adjustments"], by=self.appointment)
        return self.shown(found)


class TakeBreak(RegistrationView):
    """A break in learning."""

    roles = {"post": OFFICE}

    @described("Record a break in learning", takes=Away, gives=RegistrationStands, errors=WRITES)
    def post(self, request: Request, pk: UUID) -> Response:
        """The centre's own days move by its length; the registration's end stays."""
        found = self.registration(pk)
        actions.take_break(found, **self.said(Away), by=self.appointment)
        return self.shown(found)


class Leave(RegistrationView):
    """Withdrawal from the registration."""

    roles = {"post": OFFICE}

    @described("Withdraw a learner from an award", takes=Leaving, gives=RegistrationStands, errors=WRITES)
    def post(self, request: Request, pk: UUID) -> Response:
        """Nothing more is handed in; what is being marked is finished."""
        found = self.registration(pk)
        actions.leave(found, **self.said(Leaving), by=self.appointment)
        return self.shown(found)


urlpatterns = [
    path("registrations/<uuid:pk>/", OneRegistration.as_view(), name="api-registration"),
    path("registrations/<uuid:pk>/break/", TakeBreak.as_view(), name="api-break"),
    path("registrations/<uuid:pk>/withdraw/", Leave.as_view(), name="api-leave"),
]
