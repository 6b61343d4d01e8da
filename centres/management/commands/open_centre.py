"""./run manage open_centre NUMBER SLUG NAME --admin EMAIL --admin-name NAME [--nation NATION]"""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_slug
from django.db.models import Q

from centres import clocks, ledger
from centres.actions import appoint
from centres.models import Centre
from centres.roles import Role
from centres.scope import tenant, transaction_for


class Command(BaseCommand):
    """The operator's one act on a centre: open it and invite its first admin, who does the rest."""

    help = "Open a centre and invite its first centre admin."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The printed centre number is kept as it is written, with its zeros and letters."""
        parser.add_argument("number")
        parser.add_argument("slug")
        parser.add_argument("name")
        parser.add_argument("--admin", required=True, metavar="EMAIL")
        parser.add_argument("--admin-name", required=True)
        parser.add_argument("--nation", default="england-and-wales", choices=clocks.nations())

    def handle(self, *args: Any, **options: Any) -> None:
        """All of it or none of it."""
        slug, number = options["slug"], options["number"]
        try:
            validate_slug(slug)
        except ValidationError as problem:
            raise CommandError(f"“{slug}” cannot stand in an address; use letters, digits and hyphens.") from problem
        with transaction_for(write=True):
            if Centre.objects.filter(Q(slug=slug) | Q(number=number)).exists():
                raise CommandError(f"A centre with the number {number} or the address {slug} is open already.")
            centre = Centre.objects.create(number=number, slug=slug, name=options["name"], nation=options["nation"])
            with tenant(centre):
                ledger.record("centre.opened", centre, {"number": number, "name": centre.name}, by=None)
                appoint(options["admin"], options["admin_name"], Role.ADMIN, by=None)
        self.stdout.write(f"{centre.name} is open at /c/{slug}/; {options['admin']} is invited as its centre admin.")
