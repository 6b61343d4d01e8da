"""The page itself."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from config.styleguide.samples import context


def styleguide(request: HttpRequest) -> HttpResponse:
    """Every part in every state. Nothing on it does anything."""
    return render(request, "styleguide/page.html", context())
