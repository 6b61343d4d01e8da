"""./run manage check_wall"""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from centres.wall import door


class Command(BaseCommand):
    """What the web and the worker ask before they start, for whoever wants to know beforehand."""

    help = "Say whether the wall between centres stands as the models ask, and whether this role is bound by it."

    def handle(self, *args: Any, **options: Any) -> None:
        """A line for each thing that is wrong, and exit 1; or one sentence."""
        found = door.problems()
        for sentence in found:
            self.stdout.write(sentence)
        if found:
            raise CommandError(door.way_out())
        self.stdout.write("The wall between centres stands as the models say, and this role is bound by it.")
