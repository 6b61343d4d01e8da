"""The link of one question: signed, for this purpose alone, kept as a hash; the next one ends it.

It is made of the question's id and the number of its sending, so that it can be sent again without being kept anywhere.
"""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.urls import reverse

from assessments.confirming.models import Confirmation
from centres.models import Centre, PublicLink
from centres.scope import tenant
from centres.tokens import hashed

_SIGNER = "countersign.confirmation"


def secret_of(asked: Confirmation) -> str:
    """What stands in the link that was sent last."""
    return Signer(salt=_SIGNER, sep="~").sign(f"{asked.pk.hex}.{asked.sends}")


def address_of(asked: Confirmation) -> str:
    """The whole link."""
    return settings.PUBLIC_ADDRESS + reverse("confirm", args=[secret_of(asked)])


def lay(asked: Confirmation) -> None:
    """Let the present link be found; those sent before open nothing any more."""
    take_up(asked)
    PublicLink.objects.create(centre=asked.centre, token_hash=hashed(secret_of(asked)))


def take_up(asked: Confirmation) -> None:
    """Let no link of this question be found."""
    signer = Signer(salt=_SIGNER, sep="~")
    known = [hashed(signer.sign(f"{asked.pk.hex}.{number}")) for number in range(1, asked.sends + 1)]
    PublicLink.objects.filter(token_hash__in=known).delete()


def followed(secret: str) -> tuple[Centre, UUID] | None:
    """The centre and question a link leads to, whatever has become of it; None for what we never signed or sent."""
    try:
        told = Signer(salt=_SIGNER, sep="~").unsign(secret)
        asked = UUID(hex=told.partition(".")[0])
    except (BadSignature, ValueError):
        return None
    link = PublicLink.objects.select_related("centre").filter(token_hash=hashed(secret)).first()
    if link is None:
        return None
    with tenant(link.centre, write=False):
        there = Confirmation.objects.filter(pk=asked).exists()
    return (link.centre, asked) if there else None
