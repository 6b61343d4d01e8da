"""Sharing work out among assessors."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render

from centres.appointed import CentreRequest, appointed
from centres.models import Appointment
from centres.refusals import Unfit
from centres.roles import Role
from marksheets import actions
from marksheets.pages.sharing import assessors, pieces_of, shared, sharing

MOST_PARTS = 100


@appointed(Role.ADMIN, Role.LEAD_IQA)
def share_out(request: CentreRequest) -> HttpResponse:
    """What waits for an assessor, or what the one named in the address has not signed; posted, what came of it."""
    by = request.appointment
    whose = _whose(request, by)
    if request.method != "POST":
        return render(request, "marksheets/share.html", {"page": sharing(by, whose, {})})
    ticked = request.POST.getlist("piece")
    wanted = set(ticked)
    try:
        weights = {person: _part(request, person) for person in assessors(by) if whose is None or person.pk != whose.pk}
        chosen = [piece for piece in pieces_of(by, whose) if str(piece.pk) in wanted]
        if not chosen:
            raise Unfit("Tick at least one piece of work.", code="piece")
        reason = request.POST.get("reason", "")
        if any(getattr(piece, "sheet", None) for piece in chosen) and not reason.strip():
            raise Unfit("Say why: sheets are among these that somebody has begun.", code="reason")
        done = actions.share_out(chosen, weights, reason=reason, by=by)
    except Unfit as unfit:
        typed = request.POST.dict()
        context = {"page": sharing(by, whose, typed), "fault": unfit, "ticked": ticked, "reason": typed.get("reason")}
        return render(request, "marksheets/share.html", context, status=unfit.status)
    gone, kept = shared(done)
    return render(request, "marksheets/shared.html", {"gone": gone, "kept": kept, "whose": whose})


def _whose(request: CentreRequest, by: Appointment) -> Appointment | None:
    """The assessor named in the address; also one whose appointment has ended, while they have work."""
    named = request.GET.get("whose", "")
    if not named:
        return None
    try:
        found = Appointment.objects.filter(centre=by.centre_id, role=Role.ASSESSOR, pk=UUID(named)).first()
    except ValueError:
        found = None
    if found is None:
        raise Http404
    return found


def _part(request: CentreRequest, person: Appointment) -> int:
    typed = request.POST.get(f"share-{person.pk}", "").strip().removesuffix("%").strip() or "0"
    if not (typed.isascii() and typed.isdecimal() and int(typed) <= MOST_PARTS):
        raise Unfit(f"The part of {person.name} is a whole number from 0 to {MOST_PARTS}.", code=f"share-{person.pk}")
    return int(typed)
