"""Allocation, and the download of an original."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from assessments import actions
from assessments.access import visible_submissions
from assessments.forms import AllocateForm
from assessments.models import Evidence
from assessments.pages import to_allocate
from assessments.sending import original
from centres.appointed import CentreRequest, appointed
from centres.refusals import Refused
from centres.roles import Role


@appointed(Role.ADMIN, Role.LEAD_IQA)
def waiting(request: CentreRequest) -> HttpResponse:
    """Handed in and with nobody yet."""
    return render(request, "assessments/waiting.html", {"rows": to_allocate(request.centre)})


@appointed(Role.ADMIN, Role.LEAD_IQA)
def allocate(request: CentreRequest, pk: UUID) -> HttpResponse:
    """Give one submission to an assessor who may assess it."""
    submission = get_object_or_404(visible_submissions(request.appointment).with_rows(), pk=pk)
    form = AllocateForm(request.POST or None, submission=submission)
    if not form.is_valid():
        context = {"submission": submission, "form": form}
        return render(request, "assessments/allocate.html", context, status=422 if form.is_bound else 200)
    try:
        actions.allocate(submission, assessor=form.person(), by=request.appointment)
    except Refused as refused:
        form.add_error("assessor", refused.sentence)
        return render(
            request, "assessments/allocate.html", {"submission": submission, "form": form}, status=refused.status
        )
    messages.success(
        request, f"{submission.assessment.code} of {submission.learner} is now with {submission.assessor.name}."
    )
    return redirect("waiting", request.centre.slug)


@appointed(writes=True)
def download(request: CentreRequest, pk: UUID) -> HttpResponse:
    """The original, as an attachment, to whoever may see the submission; every download is in the ledger."""
    evidence = get_object_or_404(
        Evidence.objects.filter(submission__in=visible_submissions(request.appointment)), pk=pk
    )
    actions.note_download(evidence, by=request.appointment)
    return original(evidence)
