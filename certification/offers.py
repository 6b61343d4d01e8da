"""The learner's page of an offer to move to another version of their award."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from centres.appointed import CentreRequest, appointed
from centres.refusals import Refused
from centres.roles import Role
from certification import moving
from learners.models import Offer

UNANSWERED = "Choose: move to the new version, or stay."


@appointed(Role.LEARNER)
def offer(request: CentreRequest, pk: UUID) -> HttpResponse:
    """What would change, and the answer. Nothing moves unless the learner says so."""
    rows = Offer.objects.filter(registration__learner__appointment=request.appointment)
    found = get_object_or_404(
        rows.select_related("registration__learner", "registration__specification", "old", "new"), pk=pk
    )
    if request.method != "POST":
        return _show(request, found)
    try:
        if request.POST.get("answer") == "accept":
            moving.accept(found, shown=request.POST.get("shown", ""), by=request.appointment)
            messages.success(request, f"You have moved to version {found.new.version}.")
        elif request.POST.get("answer") == "decline":
            moving.decline(found, by=request.appointment)
            messages.success(request, f"You stay with version {found.old.version}.")
        else:
            return _show(request, found, UNANSWERED, status=422)
    except Refused as refused:
        found.refresh_from_db()
        return _show(request, found, refused.sentence, status=refused.status)
    return redirect("home", request.centre.slug)


def _show(request: CentreRequest, found: Offer, problem: str = "", status: int = 200) -> HttpResponse:
    is_open = found.state == Offer.State.OPEN
    plan = moving.plan(found.registration, found.new) if is_open else None
    context = {"offer": found, "plan": plan, "problem": problem, "terms": plan.terms if plan else found.terms}
    return render(request, "certification/offer.html", context, status=status)
