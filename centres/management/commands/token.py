"""./run manage token issue|revoke CENTRE EMAIL ROLE NAME, and token list CENTRE"""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from centres import tokens
from centres.models import ApiToken, Appointment, Centre
from centres.refusals import Refused
from centres.roles import Role
from centres.scope import tenant


class Command(BaseCommand):
    """Personal tokens of the API: each is bound to one appointment, reads and moves, and never signs."""

    help = "Issue, revoke or list personal tokens for the API."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What to do, and whose token; `list` takes the centre alone."""
        parser.add_argument("act", choices=["issue", "revoke", "list"])
        parser.add_argument("centre", metavar="CENTRE", help="the centre's short name, as in its addresses")
        parser.add_argument("email", nargs="?", metavar="EMAIL")
        parser.add_argument("role", nargs="?", metavar="ROLE", choices=[role.value for role in Role])
        parser.add_argument("name", nargs="?", metavar="NAME", help="what the token is for")

    def handle(self, *args: Any, act: str, centre: str, **options: Any) -> None:
        """The secret goes to standard output, once; everything else is a sentence."""
        found = Centre.objects.filter(slug=centre).first()
        if found is None:
            known = ", ".join(Centre.objects.order_by("slug").values_list("slug", flat=True))
            raise CommandError(f"There is no centre “{centre}”; known are: {known or 'none yet'}.")
        whose = [options["email"], options["role"], options["name"]]
        if act != "list" and None in whose:
            raise CommandError(f"Say whose: token {act} CENTRE EMAIL ROLE NAME")
        try:
            with tenant(found, write=act != "list"):
                {"issue": self._issue, "revoke": self._revoke, "list": self._list}[act](found, *whose)
        except Refused as refused:
            raise CommandError(refused.sentence) from refused

    def _issue(self, centre: Centre, email: str, role: str, name: str) -> None:
        _, secret = tokens.issue(_appointment(centre, email, role), name, by=None)
        self.stderr.write("This is shown once. Send it as the header “Authorization: Bearer …”.")
        self.stdout.write(secret)

    def _revoke(self, centre: Centre, email: str, role: str, name: str) -> None:
        held = ApiToken.objects.filter(
            appointment__user__email=email.strip().lower(), appointment__role=role, name=name.strip(), revoked_at=None
        ).first()
        if held is None:
            raise CommandError(
                f"{email} has no token “{name}” as {Role(role).label} here; see: token list {centre.slug}"
            )
        tokens.revoke(held, by=None)
        self.stdout.write(f"The token “{held.name}” opens nothing any more.")

    def _list(self, centre: Centre, *whose: Any) -> None:
        rows = ApiToken.objects.select_related("appointment__user").order_by("created_at")
        for token in rows:
            of = token.appointment
            ended = f", revoked on {timezone.localtime(token.revoked_at):%d/%m/%Y}" if token.revoked_at else ""
            made = timezone.localtime(token.created_at)
            self.stdout.write(f"{of.user.email}  {of.role}  {token.name}  issued on {made:%d/%m/%Y}{ended}")


def _appointment(centre: Centre, email: str, role: str) -> Appointment:
    """The appointment in force today; a sentence when there is none."""
    rows = Appointment.objects.now().select_related("user", "centre")
    found = rows.filter(centre=centre, user__email=email.strip().lower(), role=role).first()
    if found is None:
        raise CommandError(f"{email} is not appointed at {centre.name} as {Role(role).label} today.")
    return found
