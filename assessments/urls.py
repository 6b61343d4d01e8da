"""Addresses of submissions, under /c/<centre>/."""

from django.urls import include, path

from assessments.hours.views import hours
from assessments.views import assignment, office

urlpatterns = [
    path("diary/hours/", hours, name="hours"),
    path("diary/", include("assessments.diary.urls")),
    path("assignments/<uuid:pk>/", assignment.assignment, name="assignment"),
    path("assignments/<uuid:pk>/files/", assignment.upload, name="upload"),
    path("assignments/<uuid:pk>/check/", assignment.check, name="assignment-check"),
    path("assignments/<uuid:pk>/submit/", assignment.submit, name="submit"),
    path("submitted/<uuid:pk>/", assignment.receipt, name="receipt"),
    path("submitted/<uuid:pk>/withdraw/", assignment.withdraw, name="withdraw"),
    path("files/<uuid:pk>/", office.download, name="file"),
    path("files/<uuid:pk>/remove/", assignment.remove, name="file-remove"),
    path("office/allocate/", office.waiting, name="waiting"),
    path("office/allocate/<uuid:pk>/", office.allocate, name="allocate"),
]
