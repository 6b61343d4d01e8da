"""The learner's own hours, live."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from assessments.hours.pages import hours_page
from centres.appointed import CentreRequest, appointed
from centres.roles import Role
from learners.models import Learner


@appointed(Role.LEARNER)
def hours(request: CentreRequest) -> HttpResponse:
    """Where everything stands that the learner's awards ask of a diary."""
    learner = get_object_or_404(Learner, appointment=request.appointment)
    return render(request, "assessments/hours.html", {"page": hours_page(learner)})
