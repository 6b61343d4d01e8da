"""./run manage move_registrations OLD NEW [--centre C] [--dry-run], e.g. L7-DIP@2011-10 L7-DIP@2027-01"""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from centres.models import Centre
from centres.scope import tenant
from certification import moving
from learners.models import Registration
from qualifications.models import Specification


class Command(BaseCommand):
    """Offers learners of one version of an award the next one; nobody is moved who has not accepted."""

    help = (
        "Offer registrations of one version of an award (CODE@VERSION) another one; --dry-run only says what it means."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The two versions; one centre by its address, or all."""
        parser.add_argument("old", metavar="OLD", help="such as L7-DIP@2011-10")
        parser.add_argument("new", metavar="NEW", help="another version of the same award")
        parser.add_argument("--centre", default="", help="the centre’s address, as in /c/northgate/")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen, offer nothing")

    def handle(self, *args: Any, old: str, new: str, centre: str = "", dry_run: bool = False, **options: Any) -> None:
        """One line for each registration and one for each thing that changes; exit 1 for what is not there."""
        before, after = _version(old), _version(new)
        if before.code != after.code or before.pk == after.pk:
            raise CommandError("OLD and NEW are two versions of the same award; an upgrade to another is no move.")
        made = [self._centre(each, before, after, dry_run=dry_run) for each in _centres(centre)]
        word = "would be made" if dry_run else "made"
        self.stdout.write(f"{sum(made)} offer{'s' if sum(made) != 1 else ''} {word}.")

    def _centre(self, centre: Centre, old: Specification, new: Specification, *, dry_run: bool) -> int:
        with tenant(centre, write=not dry_run):
            rows = Registration.objects.filter(specification=old).select_related(
                "learner__appointment", "specification"
            )
            return sum([self._registration(centre, row, new, dry_run=dry_run) for row in rows.order_by("id")])

    def _registration(self, centre: Centre, row: Registration, new: Specification, *, dry_run: bool) -> bool:
        plan = moving.plan(row, new)
        name = f"{centre.slug}: {row.learner.name}{f' ({row.number})' if row.number else ''}"
        refusals = [sentence for sentence in (moving.not_offered(row, new), *plan.refusals) if sentence]
        if refusals:
            self.stdout.write(f"{name}: no offer. {' '.join(refusals)}")
            return False
        if not dry_run:
            moving.offer(row, new)
        self.stdout.write(f"{name}: {'would be offered' if dry_run else 'is offered'} version {new.version}.")
        for sentence in plan.terms:
            self.stdout.write(f"  {sentence}")
        return True


def _version(named: str) -> Specification:
    code, _, version = named.partition("@")
    found = Specification.objects.filter(code=code, version=version).first()
    if found is None:
        known = ", ".join(f"{s.code}@{s.version}" for s in Specification.objects.filter(code=code)) or "none"
        raise CommandError(f"No award is published as “{named}”; write CODE@VERSION. Of {code} there is: {known}.")
    return found


def _centres(slug: str) -> list[Centre]:
    found = list(Centre.objects.filter(slug=slug) if slug else Centre.objects.order_by("slug"))
    if slug and not found:
        raise CommandError(f"There is no centre “{slug}”; name it by its address, as in /c/{slug}/.")
    return found
