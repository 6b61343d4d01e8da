"""The pages that gather every storey, and later the certificate."""

from django.apps import AppConfig


class CertificationConfig(AppConfig):
    """Home, navigation and what leads to the certificate."""

    name = "certification"
