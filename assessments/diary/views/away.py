"""What works without a network: a page to write a session down, kept in the browser until its writer is back.

Nothing on it is anybody's: the page, its script and its looks are all that a browser keeps of the house.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from assessments.diary.forms import EntryForm


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """The form of a session, for whoever opens the house and has no network."""
    return render(request, "away/page.html", {"form": EntryForm(kind="session")})


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """The script that answers in place of a network that is away; it lies at the root, for what it answers for."""
    return render(request, "away/worker.js", content_type="text/javascript; charset=utf-8")


@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """What makes the house one of the programs of a phone."""
    return render(request, "away/manifest.json", content_type="application/manifest+json")
