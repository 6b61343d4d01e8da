"""How a recorded quantity (hours, sessions, clients, words) stands against its minimum and maximum."""

from __future__ import annotations

from decimal import Decimal

from qualifications.outcome.words import capital, listed, number
from qualifications.specfile import Quantity


def shortfall(quantity: Quantity, recorded: Decimal | None) -> str:
    """Half a sentence when the record is below the minimum or above the maximum; empty otherwise.

    Nothing recorded is no shortfall: the sheet says "not recorded" and leaves the criterion free.
    """
    if recorded is None:
        return ""
    shown = f"the diary shows {number(recorded)} {called(quantity, recorded)}"
    if not reaches(quantity, recorded):
        return f"{shown}, at least {number(quantity.minimum)} are needed"
    if not within(quantity, recorded):
        return f"{shown}, at most {number(quantity.maximum)} are allowed"
    return ""


def reaches(quantity: Quantity, recorded: Decimal) -> bool:
    """Inclusive: exactly the minimum is enough."""
    return quantity.minimum is None or recorded >= quantity.minimum


def within(quantity: Quantity, recorded: Decimal) -> bool:
    """Inclusive: exactly the maximum is allowed."""
    return quantity.maximum is None or recorded <= quantity.maximum


def called(quantity: Quantity, amount: Decimal | None = None) -> str:
    """ "hours as coach or mentor"; with an amount of one "hour as coach or mentor"."""
    measure = quantity.measure.removesuffix("s") if amount == 1 else quantity.measure
    return f"{measure} as {' or '.join(quantity.roles)}" if quantity.roles else measure


def least(quantity: Quantity) -> str:
    """ "at least 12 hours as coach or mentor"; empty without a minimum."""
    return f"at least {number(quantity.minimum)} {called(quantity)}" if quantity.minimum is not None else ""


def most(quantity: Quantity) -> str:
    """ "at most 4 clients"; empty without a maximum."""
    return f"at most {number(quantity.maximum)} {called(quantity)}" if quantity.maximum is not None else ""


def asked(quantity: Quantity) -> str:
    """ "at least 2 clients and at most 4 clients": what is asked for, on both sides."""
    return listed([limit for limit in (least(quantity), most(quantity)) if limit])


def not_recorded(quantity: Quantity) -> str:
    """The sentence for a quantity that no diary records."""
    return f"{capital(quantity.measure)} are not recorded; {asked(quantity)} are asked for."
