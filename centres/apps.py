"""The tenant: centres, who works there, the wall between them, the ledger and what must still be sent."""

from django.apps import AppConfig
from django.db.backends.signals import connection_created


class CentresConfig(AppConfig):
    """Everything a centre owns stands on this storey."""

    name = "centres"

    def ready(self) -> None:
        """Every connection can tell the wall which centre is open; `check --deploy --database default` asks for it."""
        from centres import checks  # noqa: F401 - importing it registers the check
        from centres.scope import answer_the_wall

        connection_created.connect(answer_the_wall, dispatch_uid="centres.answer_the_wall")
