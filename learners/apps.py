"""Who learns what: people, cohorts, registrations."""

from django.apps import AppConfig


class LearnersConfig(AppConfig):
    """Learners of a centre and the qualifications they are registered for."""

    name = "learners"
