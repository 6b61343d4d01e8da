"""The centre office: learners and staff."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from assessments.actions import may_assess
from assessments.models import MayAssess, Submission
from centres.actions import appoint, end_appointment
from centres.appointed import CentreRequest, appointed
from centres.models import Appointment
from centres.refusals import Refused
from centres.roles import Role
from certification.forms import AppointmentForm, EndForm, MayAssessForm
from certification.registering import register_learner
from learners.forms import RegistrationForm
from learners.models import Learner
from learners.pages import learner_rows


@appointed(Role.ADMIN)
def learners(request: CentreRequest) -> HttpResponse:
    """Everybody registered here, by name."""
    wanted = request.GET.get("q", "").strip()[:80]
    return render(
        request, "certification/learners.html", {"rows": learner_rows(request.centre, wanted), "wanted": wanted}
    )


@appointed(Role.ADMIN)
def new_learner(request: CentreRequest) -> HttpResponse:
    """Register a learner for an award; a specification that has ended is refused in a sentence."""
    form = RegistrationForm(request.POST or None)
    if form.is_valid():
        try:
            registration = register_learner(form.cleaned_data, by=request.appointment)
        except Refused as refused:
            form.add_error(None, refused.sentence)
        else:
            messages.success(request, f"{registration.learner.name} is registered and invited.")
            return redirect("learner", request.centre.slug, registration.learner_id)
    return render(request, "certification/learner_new.html", {"form": form}, status=422 if form.is_bound else 200)


@appointed(Role.ADMIN)
def learner(request: CentreRequest, pk: UUID) -> HttpResponse:
    """One learner: registrations, and where each assignment stands."""
    found = get_object_or_404(Learner, pk=pk)
    registrations = found.registrations.select_related("specification", "cohort", "site")
    submissions = Submission.objects.filter(registration__learner=found).with_rows().select_related("sheet")
    context = {"learner": found, "registrations": registrations, "submissions": submissions.order_by("id")}
    return render(request, "certification/learner.html", context)


@appointed(Role.ADMIN)
def staff(request: CentreRequest) -> HttpResponse:
    """Who works here, in which role, since when."""
    people = Appointment.objects.filter(centre=request.centre).exclude(role=Role.LEARNER).order_by("name", "role")
    return render(request, "certification/staff.html", {"people": people, "today": timezone.localdate()})


@appointed(Role.ADMIN)
def new_staff(request: CentreRequest) -> HttpResponse:
    """Appoint somebody; an unknown address is invited, a known one told."""
    form = AppointmentForm(request.POST or None)
    if form.is_valid():
        try:
            made = appoint(**form.cleaned_data, by=request.appointment)
        except Refused as refused:
            form.add_error(None, refused.sentence)
        else:
            messages.success(request, f"{made.name} is appointed as {made.role_name} and told by e-mail.")
            return redirect("staff-member", request.centre.slug, made.pk)
    return render(request, "certification/staff_new.html", {"form": form}, status=422 if form.is_bound else 200)


@appointed(Role.ADMIN)
def staff_member(request: CentreRequest, pk: UUID) -> HttpResponse:
    """One appointment: what the person may assess, and its end."""
    found = get_object_or_404(Appointment.objects.exclude(role=Role.LEARNER), pk=pk, centre=request.centre)
    units = list(MayAssess.objects.filter(appointment=found).order_by("unit_code", "starts_on"))
    known = {row.unit_code for row in units if row.ends_on is None}
    allow, end = MayAssessForm(known=known), EndForm()
    if request.method == "POST":
        allow = MayAssessForm(request.POST if "allow" in request.POST else None, known=known)
        end = EndForm(request.POST if "end" in request.POST else None)
        if _changed(request, found, allow, end):
            return redirect("staff-member", request.centre.slug, pk)
    context = {"person": found, "allow": allow, "end": end, "units": units}
    return render(request, "certification/staff_member.html", context, status=422 if request.method == "POST" else 200)


def _changed(request: CentreRequest, found: Appointment, allow: MayAssessForm, end: EndForm) -> bool:
    form = allow if allow.is_bound else end
    if not form.is_valid():
        return False
    try:
        if form is allow:
            may_assess(found, **form.cleaned_data, by=request.appointment)
            messages.success(request, f"{found.name} may assess {form.cleaned_data['unit_code']}.")
        else:
            end_appointment(found, on=form.cleaned_data["on"], by=request.appointment)
            messages.success(request, f"The appointment ends on {form.cleaned_data['on']:%d %B %Y}.")
    except Refused as refused:
        form.add_error(None, refused.sentence)
        return False
    return True
