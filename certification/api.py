"""Registrations for programs: the list, the choices of the form, and registering a learner."""

from __future__ import annotations

from typing import Any

from django.forms import ModelChoiceField
from django.urls import path
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from centres.api.describing import AFTER, LIMIT, READS, WRITES, described
from centres.api.refusing import problems_of, unfit
from centres.api.shapes import plain, rows_of, shape
from centres.api.view import CentreView
from centres.roles import Role
from certification.registering import register_learner
from learners.forms import RegistrationForm
from learners.models import Method
from learners.pages import RegistrationRow, registration_row, registration_rows

ADMIN = frozenset({Role.ADMIN})


class NewRegistration(serializers.Serializer[Any]):
    """One learner on one award, as the office's form asks it. Ids are those of `registrations/choices/`."""

    name = serializers.CharField(max_length=150, help_text="As it shall stand on the certificate.")
    email = serializers.EmailField(help_text="An invitation goes there.")
    specification = serializers.UUIDField()
    registered_on = serializers.DateField(required=False, help_text="Today when it is left out.")
    number = serializers.CharField(required=False, allow_blank=True, max_length=30)
    cohort = serializers.UUIDField(required=False, allow_null=True)
    site = serializers.UUIDField(required=False, allow_null=True)
    method = serializers.ChoiceField(Method.choices, required=False)
    funded = serializers.BooleanField(required=False, default=False)


class RegistrationChoices(serializers.Serializer[Any]):
    """What a registration may name: id and title of each."""

    specification = serializers.DictField(child=serializers.CharField())
    cohort = serializers.DictField(child=serializers.CharField())
    site = serializers.DictField(child=serializers.CharField())


class Registrations(CentreView):
    """Who is registered here, for what."""

    roles = {"get": ADMIN, "post": ADMIN}

    @described("Registrations", gives=rows_of(RegistrationRow), errors=(*READS, 422), parameters=(AFTER, LIMIT))
    def get(self, request: Request) -> Response:
        """In the order they were made."""
        return self.listed(registration_rows(self.slice()))

    @described("Register a learner", takes=NewRegistration, gives=shape(RegistrationRow), status=201, errors=WRITES)
    def post(self, request: Request) -> Response:
        """A new address is invited; a specification that has ended is refused in a sentence."""
        form = RegistrationForm(filled(self.said(NewRegistration)))
        if not form.is_valid():
            return unfit(problems_of(dict(form.errors)))
        registration = register_learner(form.cleaned_data, by=self.appointment)
        return Response(plain(registration_row(registration)), status=201)


def filled(given: dict[str, Any]) -> dict[str, Any]:
    """The office's form as it would be posted: what was left out stands as the empty form shows it."""
    blank = RegistrationForm()
    shown = {name: blank.get_initial_for_field(field, name) for name, field in blank.fields.items()}
    return {**shown, **given, "funded": "yes" if given["funded"] else "no"}


class RegisteringChoices(CentreView):
    """What the form offers."""

    roles = {"get": ADMIN}

    @described("What a registration may name", gives=RegistrationChoices)
    def get(self, request: Request) -> Response:
        """Specifications, cohorts and sites by id."""
        fields = RegistrationForm().fields.items()
        found = {name: field.queryset for name, field in fields if isinstance(field, ModelChoiceField)}
        return Response({name: {str(row.pk): str(row) for row in rows} for name, rows in found.items()})


urlpatterns = [
    path("registrations/", Registrations.as_view(), name="api-registrations"),
    path("registrations/choices/", RegisteringChoices.as_view(), name="api-registration-choices"),
]
