"""A tutor reads drafts and comments on them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from assessments import actions
from assessments.access import visible_submissions
from assessments.forms import CommentForm
from assessments.models import DraftReading
from assessments.pages import draft_page, draft_rows
from centres.appointed import CentreRequest, appointed
from centres.refusals import Refused
from centres.roles import Role


@appointed(Role.TUTOR)
def drafts(request: CentreRequest) -> HttpResponse:
    """Those that wait, and the last that were answered."""
    rows = {"rows": draft_rows(request.centre), "answered": draft_rows(request.centre, waiting=False)}
    return render(request, "assessments/drafts.html", rows)


@appointed(Role.TUTOR)
def draft_reading(request: CentreRequest, pk: UUID) -> HttpResponse:
    """One draft: its files, what is asked, and the comments."""
    reading = get_object_or_404(readable(request), pk=pk)
    form = CommentForm(request.POST or None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                actions.comment(reading, form.cleaned_data["comments"], by=request.appointment)
            except Refused as refused:
                form.add_error("comments", refused.sentence)
                status = refused.status
            else:
                messages.success(request, "Sent. The learner has been told.")
                return redirect("drafts", request.centre.slug)
    context = {"page": draft_page(reading, request.centre), "form": form}
    return render(request, "assessments/draft_reading.html", context, status=status)


def readable(request: CentreRequest) -> Any:
    """The drafts this person may read."""
    seen = visible_submissions(request.appointment)
    rows = DraftReading.objects.filter(submission__in=seen)
    return rows.select_related(
        "submission__registration__learner__appointment", "submission__assessment", "answered_by"
    )
