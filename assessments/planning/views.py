"""The learner's plan; those who read the diary read it too."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from assessments.diary.lengths import in_words
from assessments.diary.views.people import READERS, keep_key, myself, readable, say_saved, version_sent
from assessments.planning import actions
from assessments.planning.forms import ActivityForm, StartForm
from assessments.planning.models import PlannedActivity
from assessments.planning.pages import plan_page
from centres.appointed import CentreRequest, appointed
from centres.refusals import Refused
from centres.roles import Role
from learners.models import Learner


@appointed(Role.LEARNER)
def plan(request: CentreRequest) -> HttpResponse:
    """My plan, and a new activity."""
    return _activity(request, None, {"form": "live", "flow": "input"})


@appointed(Role.LEARNER)
def activity(request: CentreRequest, pk: UUID) -> HttpResponse:
    """One activity, to be changed."""
    found = get_object_or_404(
        PlannedActivity.objects.filter(plan__learner=myself(request)).select_related("plan__learner"), pk=pk
    )
    initial = {name: getattr(found, name) for name in ("title", "on", "form", "flow")}
    return _activity(request, found, initial | {"minutes": in_words(found.minutes)})


def _activity(request: CentreRequest, found: PlannedActivity | None, initial: dict[str, Any]) -> HttpResponse:
    learner, form, status = myself(request), ActivityForm(request.POST or None, initial=initial), 200
    thing = found.pk if found else "plan-new"
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                version = version_sent(request)
                actions.plan(learner, activity=found, version=version, **form.given(), by=request.appointment)
            except Refused as refused:
                form.add_error(None, refused.sentence)
                if found is not None:
                    found.refresh_from_db()
                status = refused.status
            else:
                say_saved(request, "It is in your plan.", thing)
                return redirect("plan", request.centre.slug)
    return _show(request, learner, status, form=form, found=found, keep=keep_key(request, thing))


@appointed(Role.LEARNER)
@require_POST
def drop(request: CentreRequest, pk: UUID) -> HttpResponse:
    """Take an activity out."""
    found = get_object_or_404(
        PlannedActivity.objects.filter(plan__learner=myself(request)).select_related("plan__learner"), pk=pk
    )
    actions.drop(found, by=request.appointment)
    say_saved(request, f"“{found.title}” is taken out of your plan.", pk)
    return redirect("plan", request.centre.slug)


@appointed(Role.LEARNER)
@require_POST
def starts(request: CentreRequest) -> HttpResponse:
    """Let the twelve months begin on another day."""
    learner, form = myself(request), StartForm(request.POST)
    if not form.is_valid():
        return _show(request, learner, 422, start=form)
    try:
        version = version_sent(request)
        actions.start_on(learner, form.cleaned_data["starts_on"], version=version, by=request.appointment)
    except Refused as refused:
        form.add_error(None, refused.sentence)
        return _show(request, learner, refused.status, start=form)
    say_saved(request, "The twelve months start on that day now.", "plan-starts")
    return redirect("plan", request.centre.slug)


def _show(request: CentreRequest, learner: Learner, status: int, **more: Any) -> HttpResponse:
    page = plan_page(learner)
    context = {
        "page": page,
        "form": ActivityForm(initial={"form": "live", "flow": "input"}),
        "start": StartForm(initial={"starts_on": page.starts}),
        "keep": keep_key(request, "plan-new"),
        "found": None,
    }
    return render(request, "planning/plan.html", context | more, status=status)


@appointed(*(role for role in READERS if role is not Role.LEARNER))
def plan_of(request: CentreRequest, pk: UUID) -> HttpResponse:
    """A learner's plan, for those who read the diary."""
    return render(request, "planning/readers.html", {"page": plan_page(readable(request, pk)), "learner_id": pk})
