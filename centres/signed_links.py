"""Addresses that open one thing without a sign-in: signed for one purpose, kept as a hash beside their centre.

What stands in one is made of the thing's id and the number of its making, so that it can be shown or sent again without
being kept anywhere. The next number ends those before.
"""

from __future__ import annotations

from uuid import UUID

from django.core.signing import BadSignature, Signer

from centres.models import Centre, PublicLink
from centres.tokens import hashed


def secret_of(purpose: str, thing: UUID, number: int) -> str:
    """What stands in the address."""
    return Signer(salt=f"countersign.{purpose}", sep="~").sign(f"{thing.hex}.{number}")


def lay(purpose: str, thing: UUID, number: int, centre: Centre) -> None:
    """Let the address of this number be found; those before open nothing any more."""
    take_up(purpose, thing, number)
    PublicLink.objects.create(centre=centre, token_hash=hashed(secret_of(purpose, thing, number)))


def take_up(purpose: str, thing: UUID, number: int) -> None:
    """Let no address up to this number be found."""
    known = [hashed(secret_of(purpose, thing, one)) for one in range(1, number + 1)]
    PublicLink.objects.filter(token_hash__in=known).delete()


def followed(purpose: str, secret: str) -> tuple[Centre, UUID] | None:
    """The centre and the thing an address leads to; None for what was never signed, or is not to be found any more."""
    try:
        told = Signer(salt=f"countersign.{purpose}", sep="~").unsign(secret)
        thing = UUID(hex=told.partition(".")[0])
    except (BadSignature, ValueError):
        return None
    link = PublicLink.objects.select_related("centre").filter(token_hash=hashed(secret)).first()
    return (link.centre, thing) if link else None
