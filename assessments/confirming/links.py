"""The link of one question (`centres/signed_links.py`): each sending makes a new one and ends the one before."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.urls import reverse

from assessments.confirming.models import Confirmation
from centres import signed_links
from centres.models import Centre
from centres.scope import tenant

PURPOSE = "confirmation"


def secret_of(asked: Confirmation) -> str:
    """What stands in the link that was sent last."""
    return signed_links.secret_of(PURPOSE, asked.pk, asked.sends)


def address_of(asked: Confirmation) -> str:
    """The whole link."""
    return settings.PUBLIC_ADDRESS + reverse("confirm", args=[secret_of(asked)])


def lay(asked: Confirmation) -> None:
    """Let the present link be found."""
    signed_links.lay(PURPOSE, asked.pk, asked.sends, asked.centre)


def take_up(asked: Confirmation) -> None:
    """Let no link of this question be found."""
    signed_links.take_up(PURPOSE, asked.pk, asked.sends)


def followed(secret: str) -> tuple[Centre, UUID] | None:
    """The centre and question a link leads to, whatever has become of it; None for one that leads nowhere."""
    found = signed_links.followed(PURPOSE, secret)
    if found is None:
        return None
    centre, asked = found
    with tenant(centre, write=False):
        return found if Confirmation.objects.filter(pk=asked).exists() else None
