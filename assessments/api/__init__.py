"""Submissions and what surrounds them, for programs."""

from assessments.api import submissions

urlpatterns = [*submissions.urlpatterns]
