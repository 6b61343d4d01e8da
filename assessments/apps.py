"""What learners hand in and who is to mark it."""

from django.apps import AppConfig


class AssessmentsConfig(AppConfig):
    """Submissions, their files, who may assess what."""

    name = "assessments"
