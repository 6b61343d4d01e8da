"""Django's migrate between the wall's coming down and going up again, as the owner of the database."""

from __future__ import annotations

from typing import Any

from django.core.management.commands import migrate
from django.db import DatabaseError, connection, transaction

from centres import wall
from centres.owner import as_owner

DOWN = "The wall between centres is down, and nothing starts until a migrate has come through."


class Command(migrate.Command):
    """Migrates; afterwards the wall stands as the models say."""

    def handle(self, *args: Any, **options: Any) -> None:
        """Take the wall down, migrate, put it up. A question about the plan leaves it alone."""
        with as_owner():
            if options.get("plan") or options.get("check_unapplied"):
                super().handle(*args, **options)
                return
            with transaction.atomic():
                wall.take_down()
            try:
                super().handle(*args, **options)
            except BaseException:
                self._put_back()
                raise
            _put_up()
            connection.close()

    def _put_back(self) -> None:
        """After a migration that failed: people may be at work behind it."""
        try:
            _put_up()
        except DatabaseError:
            self.stderr.write(DOWN)


def _put_up() -> None:
    with transaction.atomic():
        wall.take_down()
        wall.put_up()
