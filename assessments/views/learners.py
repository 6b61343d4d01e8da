"""What the office does for one attempt, one registration, or one assessment's brief."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from assessments import actions
from assessments.access import office_submissions
from assessments.files.gate import FileRefused
from assessments.files.intake import Taken
from assessments.forms import AdjustmentsForm, BreakForm, BriefForm, CourseForm, ExtendForm, LeaveForm, OnBehalfForm
from assessments.models import CentreBrief, Submission
from assessments.pages import attempt_page
from assessments.uploads import receive
from centres.appointed import CentreRequest, appointed
from centres.refusals import Refused
from centres.roles import Role
from learners.courses import completed, course_said
from learners.models import Registration
from qualifications.models import Assessment

OFFICE = (Role.ADMIN, Role.LEAD_IQA)


def done(form: forms.Form, act: Callable[[], object]) -> int:
    """Try what a form asks for: 0 when it was done, else the status, with the sentence at its field."""
    if not form.is_valid():
        return 422
    try:
        act()
    except Refused as refused:
        form.add_error(refused.code if refused.code in form.fields else None, refused.sentence)
        return refused.status
    return 0


@appointed(*OFFICE)
def attempt(request: CentreRequest, pk: UUID) -> HttpResponse:
    """One attempt: its day, and more time."""
    submission = get_object_or_404(_attempts(request), pk=pk)
    form = ExtendForm(request.POST or None, auto_id="extend_%s")
    status = 200
    if request.method == "POST":
        status = done(form, lambda: actions.extend(submission, **form.cleaned_data, by=request.appointment))
        if not status:
            messages.success(request, f"{submission.assessment.code} is due on {submission.hand_in_by:%d %B %Y} now.")
            return redirect("attempt", request.centre.slug, pk)
    return _show(request, submission, status, form=form)


@appointed(*OFFICE, before=receive)
def on_behalf(request: CentreRequest, pk: UUID) -> HttpResponse:
    """Hand work in for a learner; it waits until the learner declares it."""
    submission = get_object_or_404(_attempts(request), pk=pk)
    if request.method != "POST":
        return redirect("attempt", request.centre.slug, pk)
    form = OnBehalfForm(request.POST, auto_id="behalf_%s")
    taken = [item for item in request.received if isinstance(item, Taken)]
    refused = [item.sentence for item in request.received if isinstance(item, FileRefused)]
    given = {"reason": request.POST.get("reason", "")}
    status = (
        422 if refused else done(form, lambda: actions.hand_in_for(submission, taken, **given, by=request.appointment))
    )
    if not status:
        messages.success(request, "Handed in. It waits until the learner says that it is their own work.")
        return redirect("attempt", request.centre.slug, pk)
    return _show(request, submission, status, behalf=form, refused=refused)


@appointed(*OFFICE)
def registration(request: CentreRequest, pk: UUID) -> HttpResponse:
    """One registration: a note of adjustments, a break in learning, withdrawal."""
    rows = Registration.objects.select_related("learner__appointment", "specification")
    found = get_object_or_404(rows.exclude(learner__appointment__user=request.user), pk=pk)
    by, posted = request.appointment, request.POST
    note = AdjustmentsForm(posted if "note" in posted else None, initial={"adjustments": found.adjustments})
    pause = BreakForm(posted if "break" in posted else None, auto_id="break_%s")
    course = CourseForm(posted if "course-done" in posted else None, auto_id="course_%s", registration=found)
    leave = LeaveForm(posted if "leave" in posted else None, auto_id="leave_%s")
    acts: tuple[tuple[Any, Callable[[], object], str], ...] = (
        (note, lambda: actions.note_adjustments(found, note.cleaned_data["adjustments"], by=by), "The note is kept."),
        (pause, lambda: actions.take_break(found, **pause.cleaned_data, by=by), "The break is recorded."),
        (course, lambda: actions.record_course(found, **_course(course), by=by), "The course is recorded."),
        (leave, lambda: actions.leave(found, **leave.cleaned_data, by=by), "The learner is withdrawn."),
    )
    status = 200
    for form, act, words in acts:
        if form.is_bound and not (status := done(form, act)):
            messages.success(request, words)
            return redirect("registration", request.centre.slug, pk)
    context = {"registration": found, "note": note, "pause": pause, "leave": leave, "breaks": found.breaks.all()}
    context |= {"course": course, "course_said": course_said(found), "course_done": completed(found)}
    return render(request, "assessments/registration.html", context, status=status)


def _course(form: CourseForm) -> dict[str, Any]:
    given = form.cleaned_data
    return {"course_code": given["course"], "completed_on": given["completed_on"], "note": given["shown_by"]}


@appointed(*OFFICE)
def brief(request: CentreRequest, pk: UUID) -> HttpResponse:
    """The centre's own brief for one assessment."""
    assessment = get_object_or_404(Assessment, pk=pk)
    row = CentreBrief.objects.filter(assessment=assessment).first()
    form = BriefForm(request.POST or None, initial={"text": row.text, "words": row.words} if row else None)
    status = 200
    if request.method == "POST":
        by = request.appointment
        status = done(
            form,
            lambda: actions.write_brief(assessment, form.cleaned_data["text"], about=form.cleaned_data["words"], by=by),
        )
        if not status:
            messages.success(request, "The brief is kept; learners read it from now on.")
            return redirect("brief", request.centre.slug, pk)
    context = {"assessment": assessment, "form": form, "row": row}
    return render(request, "assessments/brief.html", context, status=status)


def _show(request: CentreRequest, submission: Submission, status: int, **more: Any) -> HttpResponse:
    shown = {"form": ExtendForm(auto_id="extend_%s"), "behalf": OnBehalfForm(auto_id="behalf_%s")}
    context = {"page": attempt_page(submission), "learner": submission.learner, **shown, **more}
    return render(request, "assessments/attempt.html", context, status=status)


def _attempts(request: CentreRequest) -> Any:
    rows = office_submissions(request.appointment).with_rows()
    return rows.select_related("registration__learner__appointment", "on_behalf_by")
