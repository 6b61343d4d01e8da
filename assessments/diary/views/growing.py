"""Goals and the feedback register."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from assessments.diary import actions
from assessments.diary.access import readable_learners
from assessments.diary.forms import FeedbackForm, GoalForm, StepForm
from assessments.diary.models import DiaryEntry, FeedbackNote, Goal
from assessments.diary.pages import feedback_rows, goal_rows
from assessments.diary.views.people import READERS, keep_key, myself, say_saved, version_sent
from centres.appointed import CentreRequest, appointed
from centres.refusals import NotYours, Refused, Stale
from centres.roles import Role
from learners.models import Learner


@appointed(Role.LEARNER)
def goals(request: CentreRequest) -> HttpResponse:
    """My goals, and a new one."""
    learner = myself(request)
    form = GoalForm(request.POST or None, initial={"on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        actions.set_goal(learner, **form.cleaned_data, by=request.appointment)
        say_saved(request, "The goal is set.", "goal-new")
        return redirect("diary-goals", request.centre.slug)
    context = {
        "form": form,
        "goals": goal_rows(learner),
        "tab": "goals",
        "mine": True,
        "keep": keep_key(request, "goal-new"),
    }
    return render(request, "diary/goals.html", context, status=422 if form.is_bound else 200)


@appointed(*READERS)
def goal(request: CentreRequest, pk: UUID) -> HttpResponse:
    """One goal with all that was done with it; its learner takes the next step."""
    found = get_object_or_404(
        Goal.objects.filter(learner__in=Learner.objects.filter(readable_learners(request.appointment))).select_related(
            "learner"
        ),
        pk=pk,
    )
    mine = found.learner.appointment_id == request.appointment.pk
    form = StepForm(request.POST or None, initial=_today(found))
    if request.method == "POST":
        if not mine:
            raise NotYours("Only the learner writes in their own diary.")
        if form.is_valid() and _stepped(request, found, form):
            return redirect("diary-goal", request.centre.slug, pk)
    context = {"goal": found, "steps": found.steps.all(), "form": form, "mine": mine, "keep": keep_key(request, pk)}
    return render(request, "diary/goal.html", context, status=_status(form))


def _today(goal: Goal) -> dict[str, Any]:
    return {"on": timezone.localdate(), "wording": goal.wording}


def _stepped(request: CentreRequest, goal: Goal, form: StepForm) -> bool:
    """Whether the step was taken; the form says why not."""
    try:
        actions.take_step(goal, **form.cleaned_data, version=version_sent(request), by=request.appointment)
    except Refused as refused:
        _say(form, refused)
        return False
    say_saved(request, "Written down.", goal.pk)
    return True


def _say(form: forms.Form, refused: Refused) -> None:
    form.add_error(refused.code if refused.code in form.fields else None, refused.sentence)
    form.refused = refused  # type: ignore[attr-defined] - for its status


def _status(form: forms.Form) -> int:
    refused = getattr(form, "refused", None)
    return refused.status if refused else 422 if form.is_bound else 200


@appointed(Role.LEARNER)
def feedback(request: CentreRequest) -> HttpResponse:
    """My register, and a new row."""
    learner = myself(request)
    return _register(request, learner, None, {"on": timezone.localdate(), "entry": request.GET.get("entry", "")})


@appointed(Role.LEARNER)
def feedback_note(request: CentreRequest, pk: UUID) -> HttpResponse:
    """One row: the discussion often comes later."""
    learner = myself(request)
    note = get_object_or_404(FeedbackNote.objects.filter(learner=learner), pk=pk)
    columns = ("on", "giver", "from_whom", "said", "discussed_with", "discussed_on", "outcome")
    initial = {name: getattr(note, name) for name in columns} | {"entry": str(note.entry_id or "")}
    return _register(request, learner, note, initial)


def _register(
    request: CentreRequest, learner: Learner, note: FeedbackNote | None, initial: dict[str, Any]
) -> HttpResponse:
    entries = DiaryEntry.objects.standing().filter(learner=learner).newest_first()[:200]
    form = FeedbackForm(request.POST or None, entries=entries, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            version = version_sent(request)
            actions.note_feedback(learner, form.given(), note=note, version=version, by=request.appointment)
            say_saved(request, "It is in your register.", note.pk if note else "feedback-new")
            return redirect("diary-feedback", request.centre.slug)
        except Refused as refused:
            _say(form, refused)
            if note is not None and isinstance(refused, Stale):
                note.refresh_from_db()
    keep = keep_key(request, note.pk if note else "feedback-new")
    context = {
        "form": form,
        "note": note,
        "rows": feedback_rows(learner),
        "tab": "feedback",
        "mine": True,
        "keep": keep,
    }
    return render(request, "diary/feedback.html", context, status=_status(form))
