"""The tenant: centres, who works there, the wall between them, the ledger and what must still be sent."""

from django.apps import AppConfig


class CentresConfig(AppConfig):
    """Everything a centre owns stands on this storey."""

    name = "centres"
