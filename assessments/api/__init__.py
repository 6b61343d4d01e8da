"""Submissions and what surrounds them, for programs."""

from assessments.api import drafts, office, registrations, submissions

urlpatterns = [
    *submissions.urlpatterns,
    *drafts.urlpatterns,
    *office.urlpatterns,
    *registrations.urlpatterns,
]
