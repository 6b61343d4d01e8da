"""A mark sheet of the catalogue without a learner: marks tried on it, and its blank form. Nothing is kept."""

from __future__ import annotations

from functools import lru_cache
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import content_disposition_header

from centres import policy
from centres.appointed import CentreRequest, appointed
from marksheets import forms
from marksheets.pages.specimen import specimen_page, try_page
from qualifications import specfile
from qualifications.models import Assessment


@appointed()
def try_marks(request: CentreRequest, pk: UUID) -> HttpResponse:
    """What the sheet would say to the marks in the address."""
    row = get_object_or_404(Assessment, pk=pk)
    typed = forms.tried(request.GET)
    page = try_page(row.definition, typed, policy.in_force().unit_outcomes)
    back = reverse("assessment", args=[request.centre.slug, pk])
    context = {"page": page, "back": back, "typed": typed, "errors": page.errors, "asked": bool(typed)}
    return render(request, "marksheets/try.html", context, status=422 if page.errors else 200)


@appointed()
def printed(request: CentreRequest, pk: UUID) -> HttpResponse:
    """The blank form as PDF, with the word SPECIMEN across it."""
    from marksheets.pdf.render import PangoMissing

    row = get_object_or_404(Assessment, pk=pk)
    back = reverse("assessment", args=[request.centre.slug, pk])
    try:
        body = _specimen(row.definition)
    except PangoMissing as missing:
        return render(request, "refused.html", {"sentence": str(missing), "back": back}, status=503)
    name = content_disposition_header(False, f"{row.code} {row.version} specimen.pdf")
    return HttpResponse(body, content_type="application/pdf", headers={"Content-Disposition": name})


@lru_cache(maxsize=64)
def _specimen(sheet: specfile.Assessment) -> bytes:
    """Printed once per sheet and process: a published sheet never changes."""
    from marksheets.pdf.render import render_specimen

    return render_specimen(specimen_page(sheet))
