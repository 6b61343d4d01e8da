"""Django's migrate between the wall's coming down and going up again, as the owner of the database."""

from __future__ import annotations

from typing import Any

from django.core.management.commands import migrate
from django.db import connection, transaction

from centres import wall
from centres.owner import as_owner


class Command(migrate.Command):
    """Migrates; afterwards the wall stands as the models say."""

    def handle(self, *args: Any, **options: Any) -> None:
        """Take the wall down, migrate, put it up."""
        with as_owner():
            with transaction.atomic():
                wall.take_down()
            super().handle(*args, **options)
            if not options.get("plan") and not options.get("check_unapplied"):
                with transaction.atomic():
                    wall.take_down()
                    wall.put_up()
            connection.close()
