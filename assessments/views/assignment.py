"""The learner's assignment: read the brief, add files, check, hand in, keep the receipt."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from assessments import actions
from assessments.access import visible_submissions
from assessments.forms import PermissionForm
from assessments.models import Evidence, Submission
from assessments.pages import assignment_page
from assessments.uploads import NO_FILE, receive
from centres.appointed import CentreRequest, appointed
from centres.refusals import Refused
from centres.roles import Role


@appointed(Role.LEARNER)
def assignment(request: CentreRequest, pk: UUID) -> HttpResponse:
    """The brief and what the learner has added to it."""
    submission = mine(request, pk)
    if not submission.is_draft:
        return redirect("receipt", request.centre.slug, pk)
    return show(request, submission)


@appointed(Role.LEARNER, before=receive)
@require_POST
def upload(request: CentreRequest, pk: UUID) -> HttpResponse:
    """Add files to a draft; one that cannot be taken does not stop the others."""
    submission = mine(request, pk)
    if problems := _keep(request, submission) or ([] if request.received else [NO_FILE]):
        return show(request, submission, problems, status=422)
    return redirect(submission.get_absolute_url() + "#files")


def _keep(request: CentreRequest, submission: Submission) -> list[str]:
    """Keep the answers and the files that came with a page; a sentence for each file that could not be taken."""
    keep_answers(request, submission)
    added, refusals = actions.attach_all(submission, request.received, by=request.appointment)
    for evidence in added:
        messages.success(request, f"“{evidence.name}” is added.")
    return [refused.sentence for refused in refusals]


@appointed(Role.LEARNER)
@require_POST
def remove(request: CentreRequest, pk: UUID) -> HttpResponse:
    """Take a file out of a draft."""
    evidence = get_object_or_404(
        Evidence.objects.filter(submission__in=visible_submissions(request.appointment)), pk=pk
    )
    submission = evidence.submission
    actions.detach(evidence, by=request.appointment)
    return redirect(submission.get_absolute_url() + "#files")


@appointed(Role.LEARNER, before=receive)
@require_POST
def check(request: CentreRequest, pk: UUID) -> HttpResponse:
    """Keep answers and files; when nothing is missing, show everything once more before it is handed in."""
    submission = mine(request, pk)
    if sentences := _keep(request, submission) or actions.missing(submission):
        return show(request, submission, sentences, status=422)
    return render(request, "assessments/check.html", {"page": assignment_page(submission)})


@appointed(Role.LEARNER)
@require_POST
def submit(request: CentreRequest, pk: UUID) -> HttpResponse:
    """Hand it in."""
    submission = mine(request, pk)
    try:
        actions.submit(submission, by=request.appointment)
    except Refused as refused:
        return show(request, submission, [refused.sentence], status=refused.status)
    return redirect("receipt", request.centre.slug, pk)


@appointed(Role.LEARNER)
def receipt(request: CentreRequest, pk: UUID) -> HttpResponse:
    """What was handed in, when, under which number, and what happens next."""
    submission = mine(request, pk)
    if submission.is_draft:
        return redirect(submission)
    return show_receipt(request, submission)


@appointed(Role.LEARNER)
@require_POST
def withdraw(request: CentreRequest, pk: UUID) -> HttpResponse:
    """Take it back before anybody opens it; it is a draft again, with its files."""
    submission = mine(request, pk)
    try:
        actions.withdraw(submission, by=request.appointment)
    except Refused as refused:
        messages.error(request, refused.sentence)
        return show_receipt(request, submission, status=refused.status)
    messages.success(request, "Withdrawn. It is a draft again; declare it and hand it in when it is right.")
    return redirect(submission)


def show_receipt(request: CentreRequest, submission: Submission, status: int = 200) -> HttpResponse:
    """The receipt, also after something about it was refused."""
    context = {"page": assignment_page(submission), "submission": submission}
    return render(request, "assessments/receipt.html", context, status=status)


def mine(request: CentreRequest, pk: UUID) -> Submission:
    """One of the learner's own attempts; a hidden one is simply not there."""
    rows = visible_submissions(request.appointment).select_related(
        "registration__learner", "registration__specification", "assessment", "on_behalf_by"
    )
    return get_object_or_404(rows, pk=pk)


def keep_answers(request: CentreRequest, submission: Submission) -> None:
    """What the page says besides its files is kept with every post, so that nothing ticked is lost."""
    if "answers" not in request.POST:
        return
    choices = {c.code: request.POST.get(f"choice-{c.code}", "") for c in submission.assessment.definition.choices}
    own, refuses = "declared" in request.POST, "refuses" in request.POST
    actions.answer(submission, choices=choices, declared=own, refuses=refuses, by=request.appointment)


def show(
    request: CentreRequest,
    submission: Submission,
    problems: list[str] | None = None,
    status: int = 200,
    permission: PermissionForm | None = None,
) -> HttpResponse:
    """The assignment, with a sentence for each thing that stands in the way."""
    context = {
        "permission_form": permission or PermissionForm(submission=submission),
        "page": assignment_page(submission),
        "problems": problems or [],
        "upload_url": reverse("upload", args=[request.centre.slug, submission.pk]),
        "upload_target": f"assignment:{submission.pk}",
        "begun": submission.uploads.all(),
    }
    return render(request, "assessments/assignment.html", context, status=status)
