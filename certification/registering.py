"""Registering a learner: it walks up from the person to the empty submissions, so it lives above them all."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from assessments.actions import prepare
from centres.models import Appointment
from learners.actions import add_learner, register
from learners.models import Registration


@transaction.atomic
def register_learner(form: dict[str, Any], *, by: Appointment) -> Registration:
    """Add the person if they are new here, register them and lay out their assignments."""
    learner = add_learner(form["name"], form["email"], by=by)
    registration = register(
        learner,
        form["specification"],
        by=by,
        registered_on=form["registered_on"],
        number=form["number"],
        cohort=form["cohort"],
        site=form["site"],
        method=form["method"],
        funded=form["funded"] == "yes",
    )
    prepare(registration, by=by)
    return registration
