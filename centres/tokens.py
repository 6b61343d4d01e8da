"""Personal tokens: a key of one appointment for programs. Shown once, kept as a hash; it never signs."""

from __future__ import annotations

import hashlib
import secrets

from django.db import models, transaction
from django.utils import timezone

from centres import ledger
from centres.models import ApiToken, Appointment, PublicLink
from centres.refusals import Refused
from centres.scope import tenant

LONGEST_NAME = 80


def hashed(secret: str) -> str:
    """What is stored of a token: never the token. It is 256 bits of chance, so a plain hash is enough."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


@transaction.atomic
def issue(appointment: Appointment, name: str, *, by: Appointment | None) -> tuple[ApiToken, str]:
    """A new token of an appointment in the current centre, and its secret, which nobody can show again."""
    name = name.strip()
    if not 0 < len(name) <= LONGEST_NAME:
        raise Refused(f"Give the token a name of 1 to {LONGEST_NAME} characters, so that it can be told from others.")
    if not appointment.is_in_force(timezone.localdate()) or not appointment.user.is_active:
        raise Refused(f"{appointment.name} is not appointed here today; a token would open nothing.")
    if live(appointment).filter(name=name).exists():
        raise Refused(f"{appointment.name} has a token named “{name}” already; revoke it or choose another name.")
    secret = f"cs_{secrets.token_urlsafe(32)}"
    token = ApiToken(appointment=appointment, name=name, token_hash=hashed(secret))
    token.save(force_insert=True)
    PublicLink.objects.create(centre=token.centre, token_hash=token.token_hash)
    ledger.record("token.issued", token, {"appointment": str(appointment.pk), "name": name}, by=by)
    return token, secret


@transaction.atomic
def revoke(token: ApiToken, *, by: Appointment | None) -> None:
    """End a token at once; its row stays, so that the ledger's entries can be read."""
    if not ApiToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=timezone.now()):
        raise Refused(f"The token “{token.name}” was revoked already.")
    PublicLink.objects.filter(token_hash=token.token_hash).delete()
    ledger.record("token.revoked", token, {"appointment": str(token.appointment_id), "name": token.name}, by=by)


def live(appointment: Appointment) -> models.QuerySet[ApiToken]:
    """The tokens of an appointment that still open something."""
    return ApiToken.objects.filter(appointment=appointment, revoked_at=None)


def holder(secret: str) -> ApiToken | None:
    """The token a secret belongs to, with its appointment and person, or None: unknown, revoked, or its time is over.

    It answers before a centre is chosen: the public link names the centre, and only its rows are then read.
    """
    link = PublicLink.objects.select_related("centre").filter(token_hash=hashed(secret)).first()
    if link is None:
        return None
    with tenant(link.centre, write=False):
        rows = ApiToken.objects.select_related("appointment__user")
        token = rows.filter(token_hash=link.token_hash, revoked_at=None).first()
    if token is None or not token.appointment.user.is_active:
        return None
    return token if token.appointment.is_in_force(timezone.localdate()) else None
