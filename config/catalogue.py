"""The catalogue's addresses inside a centre: joins two storeys that do not know each other."""

from django.urls import path

from centres.appointed import appointed
from qualifications.views import pages

views = pages(appointed())
urlpatterns = [
    path("", views["catalogue"], name="catalogue"),
    path("awards/<uuid:pk>/", views["specification"], name="specification"),
    path("units/<uuid:pk>/", views["unit"], name="unit"),
]
