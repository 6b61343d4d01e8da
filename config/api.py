"""The API's addresses: version 1, one centre at a time, and the schema that describes them."""

from __future__ import annotations

from django.http import HttpRequest, JsonResponse
from django.urls import include, path, re_path
from drf_spectacular.utils import extend_schema
from drf_spectacular.views import SpectacularAPIView

from assessments import api as assessments
from assessments.confirming import api as confirming
from assessments.diary import api as diary
from centres.api.describing import described
from centres.api.refusing import NOTHING_HERE
from centres.api.shapes import rows_of, shape
from centres.api.view import CentreView, Who
from certification import api as certification
from marksheets import api as marksheets
from marksheets.urls import public_api
from qualifications.api import routes
from qualifications.pages import AssessmentPage, AwardPage, AwardRow, CatalogueSheet, UnitPage, UnitRow

CATALOGUE = {
    "awards": rows_of(AwardRow),
    "award": shape(AwardPage),
    "units": rows_of(UnitRow),
    "unit": shape(UnitPage),
    "sheets": rows_of(CatalogueSheet),
    "sheet": shape(AssessmentPage),
}


@extend_schema(exclude=True)
class Schema(SpectacularAPIView):  # type: ignore[misc]
    """The schema, for people who are signed in: YAML, or JSON where Accept or ?format=json asks for it."""


def nothing(request: HttpRequest) -> JsonResponse:
    """Whatever is no address of ours: the same answer as for a thing that is not there."""
    return JsonResponse({"detail": NOTHING_HERE, "code": "not_found"}, status=404)


in_a_centre = [
    path("", Who.as_view(), name="api-who"),
    *assessments.urlpatterns,
    *diary.urlpatterns,
    *confirming.urlpatterns,
    *marksheets.urlpatterns,
    *certification.urlpatterns,
    *routes(CentreView, described, CATALOGUE),
]

urlpatterns = [
    path("schema/", Schema.as_view(), name="api-schema"),
    path("c/<slug:slug>/", include(in_a_centre)),
    path("verify/", include(public_api)),
    re_path("", nothing),
]
