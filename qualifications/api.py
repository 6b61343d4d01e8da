"""The catalogue for programs. Like the pages, its routes stand behind a door the caller brings: it knows no centre."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from qualifications.models import Assessment, Specification, Unit
from qualifications.pages import assessment_page, award_page, award_rows, sheet_rows, unit_page, unit_rows

Describe = Callable[..., Callable[[Any], Any]]
Gives = dict[str, Any]


def routes(door: type[APIView], describe: Describe, gives: Gives) -> list[URLPattern]:
    """The catalogue's routes on a base view; `describe(summary, gives=...)` tells the schema."""
    return [
        *_awards(door, describe, gives),
        *_units(door, describe, gives),
        *_sheets(door, describe, gives),
    ]


def _all(rows: Sequence[Any]) -> Response:
    """A whole list: the catalogue is short, and is given in one slice."""
    return Response({"results": [dataclasses.asdict(row) for row in rows], "next": None})


def _awards(door: type[APIView], describe: Describe, gives: Gives) -> list[URLPattern]:
    class Awards(door):  # type: ignore[misc, valid-type]
        """The published awards."""

        @describe("Awards", gives=gives["awards"])
        def get(self, request: Request) -> Response:
            """Every published version of every award, the fictional ones last."""
            return _all(award_rows())

    class OneAward(door):  # type: ignore[misc, valid-type]
        """One version of one award."""

        @describe("One award", gives=gives["award"])
        def get(self, request: Request, pk: UUID) -> Response:
            """Its facts in printed order, its units in their groups, its mark sheets, decisions and versions."""
            return Response(dataclasses.asdict(award_page(get_object_or_404(Specification, pk=pk))))

    return [
        path("catalogue/awards/", Awards.as_view(), name="api-awards"),
        path("catalogue/awards/<uuid:pk>/", OneAward.as_view(), name="api-award"),
    ]


def _units(door: type[APIView], describe: Describe, gives: Gives) -> list[URLPattern]:
    class Units(door):  # type: ignore[misc, valid-type]
        """The published units."""

        @describe("Units", gives=gives["units"])
        def get(self, request: Request) -> Response:
            """Every published version of every unit, with the awards that use it."""
            return _all(unit_rows())

    class OneUnit(door):  # type: ignore[misc, valid-type]
        """One version of one unit."""

        @describe("One unit", gives=gives["unit"])
        def get(self, request: Request, pk: UUID) -> Response:
            """Its outcomes and criteria in printed order, and which mark sheets evidence each criterion."""
            return Response(dataclasses.asdict(unit_page(get_object_or_404(Unit, pk=pk))))

    return [
        path("catalogue/units/", Units.as_view(), name="api-units"),
        path("catalogue/units/<uuid:pk>/", OneUnit.as_view(), name="api-unit"),
    ]


def _sheets(door: type[APIView], describe: Describe, gives: Gives) -> list[URLPattern]:
    class Sheets(door):  # type: ignore[misc, valid-type]
        """The published mark sheets."""

        @describe("Mark sheets of the catalogue", gives=gives["sheets"])
        def get(self, request: Request) -> Response:
            """Every published version of every mark sheet, with the awards that use it. None has a learner."""
            return _all(sheet_rows())

    class OneSheet(door):  # type: ignore[misc, valid-type]
        """One version of one mark sheet."""

        @describe("One mark sheet of the catalogue", gives=gives["sheet"])
        def get(self, request: Request, pk: UUID) -> Response:
            """Its parts in printed order with maximum, minimum and criteria, and when it passes."""
            return Response(dataclasses.asdict(assessment_page(get_object_or_404(Assessment, pk=pk))))

    return [
        path("catalogue/sheets/", Sheets.as_view(), name="api-catalogue-sheets"),
        path("catalogue/sheets/<uuid:pk>/", OneSheet.as_view(), name="api-catalogue-sheet"),
    ]
