"""Reading the catalogue: the awards, one award, one unit."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from qualifications.models import Specification, Unit
from qualifications.pages import in_order, specification_page

View = Callable[..., HttpResponse]


def pages(appointed: Callable[[View], View]) -> dict[str, View]:
    """The catalogue's views behind a door the caller brings: this storey knows no centre."""

    def catalogue(request: HttpRequest) -> HttpResponse:
        return render(request, "qualifications/catalogue.html", {"specifications": in_order()})

    def specification(request: HttpRequest, pk: UUID) -> HttpResponse:
        found = get_object_or_404(Specification, pk=pk)
        return render(request, "qualifications/specification.html", {"page": specification_page(found)})

    def unit(request: HttpRequest, pk: UUID) -> HttpResponse:
        found = get_object_or_404(Unit, pk=pk)
        context: dict[str, Any] = {"unit": found.definition, "row": found}
        return render(request, "qualifications/unit.html", context)

    views: dict[str, View] = {"catalogue": catalogue, "specification": specification, "unit": unit}
    return {name: appointed(view) for name, view in views.items()}
