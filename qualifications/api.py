"""The catalogue for programs. Like the pages, its routes stand behind a door the caller brings: it knows no centre."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from qualifications.models import Specification
from qualifications.pages import AwardPage, award_page, award_rows

Describe = Callable[..., Callable[[Any], Any]]


def routes(door: type[APIView], describe: Describe, gives: dict[str, Any]) -> list[URLPattern]:
    """The catalogue's routes on a base view; `describe(summary, gives=...)` tells the schema."""

    class Awards(door):  # type: ignore[misc, valid-type]
        """The published awards."""

        @describe("Awards", gives=gives["awards"])
        def get(self, request: Request) -> Response:
            """Every published version of every award, the fictional ones last."""
            return Response({"results": [dataclasses.asdict(row) for row in award_rows()], "next": None})

    class OneAward(door):  # type: ignore[misc, valid-type]
        """One version of one award."""

        @describe("One award", gives=gives["award"])
        def get(self, request: Request, pk: UUID) -> Response:
            """Its facts in printed order, its units and its mark sheets."""
            page: AwardPage = award_page(get_object_or_404(Specification, pk=pk))
            return Response(dataclasses.asdict(page))

    return [
        path("catalogue/awards/", Awards.as_view(), name="api-awards"),
        path("catalogue/awards/<uuid:pk>/", OneAward.as_view(), name="api-award"),
    ]
