"""Submissions and what surrounds them, for programs."""

from assessments.api import office, submissions

urlpatterns = [*submissions.urlpatterns, *office.urlpatterns]
