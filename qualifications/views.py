"""Reading the catalogue: its lists, one award, one unit, one mark sheet, two versions side by side."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from qualifications import forms
from qualifications.models import Assessment, Published, Specification, Unit
from qualifications.pages import (
    assessment_page,
    award_page,
    award_rows,
    compare_page,
    sheet_rows,
    source_decisions,
    unit_page,
    unit_rows,
    version_rows,
)
from qualifications.pages.versions import others, usual

View = Callable[..., HttpResponse]


def pages(appointed: Callable[[View], View]) -> dict[str, View]:
    """The catalogue's views by name, behind a door the caller brings: this storey knows no centre."""
    views: dict[str, View] = {
        "catalogue": catalogue,
        "units": units,
        "sheets": sheets,
        "versions": versions,
        "decisions": decisions,
        "specification": specification,
        "unit": unit,
        "unit-print": unit_print,
        "assessment": assessment,
        "assessment-print": assessment_print,
        "specification-compare": _comparing(Specification, "specification"),
        "unit-compare": _comparing(Unit, "unit"),
        "assessment-compare": _comparing(Assessment, "assessment"),
    }
    return {name: appointed(view) for name, view in views.items()}


def catalogue(request: HttpRequest) -> HttpResponse:
    """Which award do you want?"""
    rows = award_rows()
    total = sum(not row.superseded_by for row in rows)
    return _list(request, "catalogue", forms.FindAward(request.GET, rows=rows), rows, total)


def units(request: HttpRequest) -> HttpResponse:
    """The units of all awards."""
    rows = unit_rows()
    return _list(request, "units", forms.FindUnit(request.GET, rows=rows), rows)


def sheets(request: HttpRequest) -> HttpResponse:
    """The mark sheets of all awards."""
    return _list(request, "sheets", forms.FindSheet(request.GET), sheet_rows())


def versions(request: HttpRequest) -> HttpResponse:
    """Every version that was ever published."""
    return _list(request, "versions", forms.FindVersion(request.GET), version_rows())


def _list(request: HttpRequest, name: str, form: forms.Find, rows: Any, total: int | None = None) -> HttpResponse:
    context = {"form": form, "rows": form.found(rows), "total": len(rows) if total is None else total, "current": name}
    return render(request, f"qualifications/{name}.html", context, status=422 if form.errors else 200)


def decisions(request: HttpRequest) -> HttpResponse:
    """Where the sources differ, and what was decided."""
    context = {"seeds": source_decisions(), "current": "decisions"}
    return render(request, "qualifications/decisions.html", context)


def specification(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One version of an award."""
    page = award_page(get_object_or_404(Specification, pk=pk))
    return render(request, "qualifications/specification.html", {"page": page})


def unit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One version of a unit, and what evidences each of its criteria."""
    return _unit(request, pk, "qualifications/unit.html")


def unit_print(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The unit as the awarding body prints it."""
    return _unit(request, pk, "qualifications/unit_print.html")


def _unit(request: HttpRequest, pk: UUID, template: str) -> HttpResponse:
    return render(request, template, {"page": unit_page(get_object_or_404(Unit, pk=pk))})


def assessment(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One version of a mark sheet, and what can be done with it."""
    return _assessment(request, pk, "qualifications/assessment.html")


def assessment_print(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The assignment page and the blank mark sheet as the awarding body prints them."""
    return _assessment(request, pk, "qualifications/assessment_print.html")


def _assessment(request: HttpRequest, pk: UUID, template: str) -> HttpResponse:
    return render(request, template, {"page": assessment_page(get_object_or_404(Assessment, pk=pk))})


def _comparing(model: type[Published], name: str) -> View:
    def compare(request: HttpRequest, pk: UUID) -> HttpResponse:
        """Two versions line by line; with no other one asked for, the version before, where there is one."""
        row = get_object_or_404(model, pk=pk)
        found = others(row)
        before = usual(row, found)
        given = request.GET if "other" in request.GET else {"other": before} if before else None
        form = forms.CompareWith(given, row=row, found=found)
        context: dict[str, Any] = {"row": row, "form": form, "found": found, "name": name}
        if form.is_bound and form.is_valid():
            context["page"] = compare_page(get_object_or_404(model, pk=form.cleaned_data["other"]), row)
        status = 422 if form.errors else 200
        return render(request, "qualifications/compare.html", context, status=status)

    return compare
