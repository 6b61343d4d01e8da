"""Many results released in one act."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from centres.appointed import CentreRequest, appointed
from centres.refusals import Unfit
from centres.roles import Role
from marksheets import actions, forms
from marksheets.access import visible_sheets
from marksheets.pages.releasing import released, releasing


@appointed(Role.IQA, Role.LEAD_IQA)
def release(request: CentreRequest) -> HttpResponse:
    """What can go out, to be ticked, and what cannot; posted, what came of it, one by one."""
    by = request.appointment
    if request.method != "POST":
        return render(request, "marksheets/release.html", {"page": releasing(by)})
    try:
        chosen = forms.chosen(request.POST)
    except Unfit as unfit:
        context = {"page": releasing(by), "fault": unfit.sentence, "ticked": request.POST.getlist("sheet")}
        return render(request, "marksheets/release.html", context, status=unfit.status)
    sheets = visible_sheets(by).filter(pk__in=chosen).order_by("submission__submitted_at", "pk")
    gone, kept = actions.release_each([(sheet, chosen[sheet.pk]) for sheet in sheets], by=by)
    return render(request, "marksheets/released.html", {"page": released(gone, kept)})
