"""./run manage make_keys [--centre C] [--rotate]"""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from centres import keys
from centres.models import Centre


class Command(BaseCommand):
    """Makes the key that a centre seals its printed forms with; in production only the operator does."""

    help = "Make seal keys for centres that have none, or with --rotate the next one of each."
    requires_system_checks: Any = []  # in production the check refuses demo keys, and this is the way out

    def add_arguments(self, parser: ArgumentParser) -> None:
        """All centres, or one by its short name."""
        parser.add_argument("--centre", metavar="C", help="the centre's short name, as in its addresses")
        parser.add_argument("--rotate", action="store_true", help="a new key, though there is one; it seals no more")

    def handle(self, *args: Any, centre: str | None, rotate: bool, **options: Any) -> None:
        """One line for each centre: the certificate in use now."""
        centres = list(Centre.objects.order_by("slug") if centre is None else Centre.objects.filter(slug=centre))
        if centre is not None and not centres:
            raise CommandError(f"There is no centre “{centre}”.", returncode=2)
        for one in centres:
            made = rotate or not self._usable(one)
            key = keys.make(one) if made else keys.key_of(one)
            said = "is new" if made else "was there"
            of = key.certificate
            self.stdout.write(f"{one.slug}: key {of.short} {said}, “{of.name}”, until {of.until:%d/%m/%Y}.")

    def _usable(self, centre: Centre) -> bool:
        if not keys.has_key(centre):
            return False
        try:
            keys.key_of(centre)
        except keys.DemoKey:
            return False
        except keys.NoKey as problem:  # never replace a key because the passphrase was mistyped
            raise CommandError(str(problem)) from problem
        return True
