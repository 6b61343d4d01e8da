"""How a recorded quantity (hours, sessions, clients, words) stands against its minimum and maximum."""

from __future__ import annotations

import re
from decimal import Decimal

from qualifications.outcome.values import Problem
from qualifications.outcome.words import capital, listed, number
from qualifications.specfile import Quantity

PLANNED = {"live": "live {}", "research": "{} of reading, writing or other research", "input": "{} inputs"}
AMOUNT = re.compile(r"[0-9]{1,9}(\.[0-9]{1,9})?")


def parse_amount(quantity: Quantity, raw: str) -> Decimal | Problem | None:
    """The amount that was typed for a quantity; nothing typed is nothing recorded."""
    typed = raw.strip()
    if not typed:
        return None
    if AMOUNT.fullmatch(typed):
        return Decimal(typed)
    shown = typed if len(typed) <= 20 else f"{typed[:20]}…"
    return Problem(f"{capital(called(quantity))} take a number such as 12 or 11.5; “{shown}” is not one.")


def shortfall(quantity: Quantity, recorded: Decimal | None) -> str:
    """Half a sentence when the record is below the minimum or above the maximum; empty otherwise.

    Nothing recorded is no shortfall: the sheet says "not recorded" and leaves the criterion free.
    """
    if recorded is None:
        return ""
    shown = f"the {record_called(quantity)} shows {number(recorded)} {called(quantity, recorded)}"
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


def record_called(quantity: Quantity) -> str:
    """Where it is read: the learner's plan, or their diary."""
    return "plan" if quantity.planned else "diary"


def called(quantity: Quantity, amount: Decimal | None = None) -> str:
    """ "hours as coach or mentor", "sessions of 20 minutes or more", "live hours"; with an amount of one "hour"."""
    measure = quantity.measure.removesuffix("s") if amount == 1 else quantity.measure
    if quantity.planned:
        return PLANNED[quantity.planned].format(measure)
    roles = f" as {' or '.join(quantity.roles)}" if quantity.roles else ""
    length = f" of {quantity.session_minutes} minutes or more" if quantity.session_minutes else ""
    return f"{measure}{roles}{length}"


def least(quantity: Quantity) -> str:
    """ "at least 12 hours as coach or mentor"; empty without a minimum."""
    return _limit("at least", quantity, quantity.minimum)


def most(quantity: Quantity) -> str:
    """ "at most 4 clients"; empty without a maximum."""
    return _limit("at most", quantity, quantity.maximum)


def _limit(word: str, quantity: Quantity, amount: Decimal | None) -> str:
    return "" if amount is None else f"{word} {number(amount)} {called(quantity, amount)}"


def not_recorded(quantity: Quantity) -> str:
    """The sentence for a quantity that no diary records."""
    return f"{capital(quantity.measure)} are not recorded; {limits(quantity)} {are(quantity)} asked for."


def limits(quantity: Quantity) -> str:
    """ "at least 12 hours as coach", "at least 4 sessions and at most 8 sessions"."""
    return listed([limit for limit in (least(quantity), most(quantity)) if limit])


def are(quantity: Quantity) -> str:
    """The verb after `limits`: one session is, two sessions are."""
    return "is" if quantity.minimum == 1 and quantity.maximum is None else "are"
