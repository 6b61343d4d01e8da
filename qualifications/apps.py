from __future__ import annotations

from django.apps import AppConfig


class QualificationsConfig(AppConfig):
    """The catalogue of awards, units and assessments, and the engine that decides an outcome."""

    name = "qualifications"
    label = "qualifications"
    verbose_name = "Qualifications"
    default_auto_field = "django.db.models.BigAutoField"
