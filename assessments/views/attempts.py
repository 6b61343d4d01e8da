"""What a learner does around an attempt: ask for comments on a draft, refuse the use of what was handed in."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from assessments import actions
from assessments.forms import PermissionForm
from assessments.models import Permission
from assessments.views.assignment import keep_answers, mine, show, show_receipt
from centres.appointed import CentreRequest, appointed
from centres.refusals import Refused, Unfit
from centres.roles import Role


@appointed(Role.LEARNER)
@require_POST
def ask_for_comments(request: CentreRequest, pk: UUID) -> HttpResponse:
    """Hand the draft as it is now to a tutor; it stays a draft."""
    submission = mine(request, pk)
    keep_answers(request, submission)
    try:
        actions.ask_for_comments(submission, by=request.appointment)
    except Refused as refused:
        return show(request, submission, [refused.sentence], status=refused.status)
    messages.success(request, "Your draft is with a tutor. You are told when the comments are there.")
    return redirect(submission.get_absolute_url() + "#comments")


@appointed(Role.LEARNER)
@require_POST
def refuse_use(request: CentreRequest, pk: UUID) -> HttpResponse:
    """Refuse the awarding body's use after all; it binds every attempt and is not taken back."""
    submission = mine(request, pk)
    if submission.is_draft:
        return redirect(submission)
    try:
        actions.refuse_use(submission, by=request.appointment)
    except Refused as refused:
        messages.error(request, refused.sentence)
        return show_receipt(request, submission, status=refused.status)
    messages.success(request, "Refused. Your script is not used, and this binds every attempt.")
    return redirect("receipt", request.centre.slug, pk)


@appointed(Role.LEARNER)
@require_POST
def permit(request: CentreRequest, pk: UUID) -> HttpResponse:
    """Say who of those involved allowed it, that nobody else is involved, or take a word back."""
    submission = mine(request, pk)
    form, by = PermissionForm(request.POST, submission=submission), request.appointment
    try:
        if "out" in request.POST:
            actions.take_out(_recorded(request.POST["out"], pk), by=by)
        elif "nobody" in request.POST:
            actions.nobody_else(submission, request.POST.get("node", ""), by=by)
        elif form.is_valid():
            actions.permit(submission, **form.cleaned_data, by=by)
        else:
            raise Unfit(" ".join(error for errors in form.errors.values() for error in errors))
    except Refused as refused:
        return show(request, submission, [refused.sentence], status=refused.status, permission=form)
    return redirect(submission.get_absolute_url() + "#permissions")


def _recorded(key: str, submission: UUID) -> Permission:
    try:
        wanted = UUID(key)
    except ValueError as none:
        raise Http404 from none
    rows = Permission.objects.filter(submission=submission).select_related("submission__registration__learner")
    return get_object_or_404(rows, pk=wanted)
