"""The catalogue's addresses inside a centre: joins storeys that do not know each other."""

from django.urls import path

from centres.appointed import appointed
from marksheets.views import specimen
from qualifications.views import pages

views = pages(appointed())
urlpatterns = [
    path("", views["catalogue"], name="catalogue"),
    path("units/", views["units"], name="catalogue-units"),
    path("sheets/", views["sheets"], name="catalogue-sheets"),
    path("versions/", views["versions"], name="catalogue-versions"),
    path("decisions/", views["decisions"], name="catalogue-decisions"),
    path("awards/<uuid:pk>/", views["specification"], name="specification"),
    path("awards/<uuid:pk>/compare/", views["specification-compare"], name="specification-compare"),
    path("units/<uuid:pk>/", views["unit"], name="unit"),
    path("units/<uuid:pk>/print/", views["unit-print"], name="unit-print"),
    path("units/<uuid:pk>/compare/", views["unit-compare"], name="unit-compare"),
    path("sheets/<uuid:pk>/", views["assessment"], name="assessment"),
    path("sheets/<uuid:pk>/print/", views["assessment-print"], name="assessment-print"),
    path("sheets/<uuid:pk>/compare/", views["assessment-compare"], name="assessment-compare"),
    path("sheets/<uuid:pk>/try/", specimen.try_marks, name="try-marks"),
    path("sheets/<uuid:pk>/specimen/", specimen.printed, name="specimen"),
]
