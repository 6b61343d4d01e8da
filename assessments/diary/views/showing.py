"""The matrix of criteria, what an entry or a file shows, and self-rating."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from assessments.access import visible_submissions
from assessments.diary import actions
from assessments.diary.matrix import choices_of, matrix_of, matrix_rows
from assessments.diary.views.people import READERS, entry_of, myself
from assessments.models import Evidence, Submission
from centres.appointed import CentreRequest, appointed
from centres.refusals import Refused
from centres.roles import Role


@appointed(Role.LEARNER)
def criteria(request: CentreRequest) -> HttpResponse:
    """My assessments, and how many criteria of each nothing shows yet."""
    rows = matrix_rows(myself(request), request.appointment)
    return render(request, "diary/criteria.html", {"rows": rows, "tab": "criteria", "mine": True})


@appointed(*READERS)
def matrix(request: CentreRequest, pk: UUID) -> HttpResponse:
    """What shows each criterion of one assessment; while it is a draft the learner rates it here."""
    submission = _submission(request, pk)
    problem = ""
    if request.method == "POST":
        ratings = {
            name.removeprefix("rating-"): value for name, value in request.POST.items() if name.startswith("rating-")
        }
        try:
            actions.rate(submission, ratings, by=request.appointment)
            messages.success(request, "Your ratings are kept.")
            return redirect("diary-matrix", request.centre.slug, pk)
        except Refused as refused:
            problem, status = refused.sentence, refused.status
            typed = ratings
    page = matrix_of(submission, request.appointment)
    context: dict[str, Any] = {"page": page, "problem": problem, "tab": "criteria", "mine": page.mine}
    if problem:
        context["typed"] = {f"rating-{code}": value for code, value in typed.items()}
    return render(request, "diary/matrix.html", context, status=status if problem else 200)


@appointed(Role.LEARNER)
def entry_criteria(request: CentreRequest, pk: UUID) -> HttpResponse:
    """Which criteria an entry shows."""
    entry = entry_of(request, pk)
    here = {"title": str(entry.who or entry.form.name), "back": entry.get_absolute_url()}
    return _tags(request, entry, here, actions.tag_entry)


@appointed(Role.LEARNER)
def file_criteria(request: CentreRequest, pk: UUID) -> HttpResponse:
    """Which criteria a file of a draft shows."""
    rows = Evidence.objects.filter(submission__in=visible_submissions(request.appointment))
    evidence = get_object_or_404(rows.select_related("submission__registration__learner"), pk=pk)
    back = reverse("diary-matrix", args=[request.centre.slug, evidence.submission_id])
    return _tags(request, evidence, {"title": evidence.name, "back": back}, actions.tag_file)


def _tags(request: CentreRequest, thing: Any, here: dict[str, str], act: Any) -> HttpResponse:
    chosen, problem, status = [tag.criterion for tag in thing.tags.all()], "", 200
    if request.method == "POST":
        chosen = request.POST.getlist("criteria")
        try:
            act(thing, chosen, by=request.appointment)
            messages.success(request, "Noted what it shows.")
            return redirect(here["back"])
        except Refused as refused:
            problem, status = refused.sentence, refused.status
    sheets = choices_of(myself(request), chosen)
    context = {**here, "sheets": sheets, "problem": problem, "tab": "criteria", "mine": True}
    return render(request, "diary/tags.html", context, status=status)


def _submission(request: CentreRequest, pk: UUID) -> Submission:
    rows = visible_submissions(request.appointment).select_related("registration__learner", "assessment")
    return get_object_or_404(rows, pk=pk)
