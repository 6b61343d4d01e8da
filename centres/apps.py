"""The tenant: centres, who works there, the wall between them, the ledger and what must still be sent."""

from django.apps import AppConfig


class CentresConfig(AppConfig):
    """Everything a centre owns stands on this storey."""

    name = "centres"

    def ready(self) -> None:
        """Register what is checked at the start."""
        from centres import checks  # noqa: F401 - importing registers
