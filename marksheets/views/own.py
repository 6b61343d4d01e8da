"""A centre's own sheet before anybody is marked with it: as a page, as the printed form, with made-up marks."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from centres import policy
from centres.appointed import CentreRequest, appointed
from centres.refusals import Refused
from centres.roles import Role
from instruments.models import Instrument
from instruments.reading import draft_of
from marksheets import forms
from marksheets.pages.specimen import specimen_page, try_page
from qualifications.specfile import Assessment

READERS = (Role.LEAD_IQA, Role.ADMIN)
NOT_YET = "The sheet still has mistakes, so nobody can say how it looks or what it decides. Correct them first."


@appointed(*READERS)
def preview(request: CentreRequest, pk: UUID) -> HttpResponse:
    """The sheet as its readers will see it."""
    found, sheet = _sheet(pk)
    context = {"page": specimen_page(sheet), "sheet": sheet, "instrument": found}
    return render(request, "marksheets/own_preview.html", context)


@appointed(*READERS)
def printed(request: CentreRequest, pk: UUID) -> HttpResponse:
    """The sheet as its form will print, with the word SPECIMEN across it."""
    from marksheets.pdf.render import PangoMissing, render_specimen

    _, sheet = _sheet(pk)
    try:
        body = render_specimen(specimen_page(sheet))
    except PangoMissing as missing:
        messages.error(request, str(missing))
        return redirect("instrument-preview", request.centre.slug, pk)
    headers = {"Content-Disposition": 'inline; filename="specimen.pdf"'}
    return HttpResponse(body, content_type="application/pdf", headers=headers)


@appointed(*READERS)
def try_marks(request: CentreRequest, pk: UUID) -> HttpResponse:
    """What made-up marks would decide; they stand in the address and are kept nowhere."""
    found, sheet = _sheet(pk)
    typed = forms.tried(request.GET)
    page = try_page(sheet, typed, policy.in_force().unit_outcomes)
    context = {"page": page, "back": found.get_absolute_url(), "typed": typed, "errors": page.errors}
    return render(request, "marksheets/try.html", {**context, "asked": bool(typed)}, status=422 if page.errors else 200)


def _sheet(pk: UUID) -> tuple[Instrument, Assessment]:
    """The instrument and its sheet without mistakes; with some, a refusal."""
    found = get_object_or_404(Instrument.objects.select_related("award", "assessment", "centre"), pk=pk)
    draft = draft_of(found)
    if draft.sheet is None or draft.mistakes:
        raise Refused(NOT_YET)
    return found, draft.sheet
