"""Sentences about what was recorded: what is missing, why an entry does not count."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from qualifications.outcome.amounts import called, most, reaches, within
from qualifications.outcome.words import capital, number
from qualifications.specfile import Quantity

WHY_NOT: Mapping[str, str] = {
    "draft": "It is a draft; finish it and it counts.",
    "future": "It lies ahead; it counts once the day is here.",
    "refused": "Whoever was asked to confirm it has not seen it so.",
    "window": "It lies outside the days of your registration.",
    "role": "Your role in it is not one that is asked for here.",
    "length": "It is shorter than a session has to be.",
    "kind": "Only entries of your development count here.",
    "taken": "These minutes count already: another entry lies at the same time, or they were given to something else.",
}


def missing(quantity: Quantity, done: Decimal, confirmed: Decimal, counts: Decimal) -> str:
    """What is missing, in one sentence: "3 hours as coach or mentor are missing." Empty when nothing is."""
    if quantity.maximum is not None and done > quantity.maximum:
        allowed = f"{most(quantity)} {_be(quantity.maximum)} allowed"
        return f"{_some(quantity, done)} {_be(done)} recorded, and {allowed}."
    wanted, waiting = quantity.minimum or Decimal(0), done - confirmed
    if done < wanted:
        waits = f", and {number(waiting)} {_wait(waiting)} to be confirmed" if quantity.confirmed_by and waiting else ""
        return f"{_some(quantity, wanted - done)} {_be(wanted - done)} missing{waits}."
    if counts < wanted:
        who = " or ".join(quantity.confirmed_by)
        return (
            f"All is there; {_some(quantity, wanted - counts)} still {_wait(wanted - counts)} for the {who} to confirm."
        )
    return ""


def standing(quantity: Quantity, counts: Decimal | None) -> str:
    """How it stands on a mark sheet: "Hours: 9 of 12, not enough", "Hours: 12 of 12", "Hours: not recorded"."""
    name = capital(called(quantity) if quantity.planned else quantity.measure)
    if counts is None:
        return f"{name}: not recorded"
    if quantity.measure == "percent":
        return _share(quantity, counts)
    if quantity.minimum is not None and counts < quantity.minimum:
        return f"{name}: {number(counts)} of {number(quantity.minimum)}, not enough"
    if quantity.maximum is not None and counts > quantity.maximum:
        return f"{name}: {number(counts)}, at most {number(quantity.maximum)} allowed"
    of = f" of {number(quantity.minimum)}" if quantity.minimum is not None else ""
    return f"{name}: {number(counts)}{of}"


def _share(quantity: Quantity, counts: Decimal) -> str:
    """ "Inputs: 49 percent, at least 50 asked, not enough"."""
    name = "Inputs" if quantity.planned else "Share"
    asked = f", at least {number(quantity.minimum)} asked" if quantity.minimum is not None else ""
    enough = reaches(quantity, counts) and within(quantity, counts)
    return f"{name}: {number(counts)} percent{asked}{'' if enough else ', not enough'}"


def confirmed_so_far(quantity: Quantity, confirmed: Decimal, waiting: Decimal) -> str:
    """ "4 confirmed, 5 wait for the supervisor"; empty where nobody is asked and nobody confirmed anything."""
    if not quantity.confirmed_by:
        return f"{number(confirmed)} confirmed" if confirmed else ""
    who = " or ".join(quantity.confirmed_by)
    return f"{number(confirmed)} confirmed, {number(waiting)} {_wait(waiting)} for the {who}"


def _some(quantity: Quantity, some: Decimal) -> str:
    return f"{number(some)} {called(quantity, some)}"


def _be(some: Decimal | None) -> str:
    return "is" if some == 1 else "are"


def _wait(some: Decimal) -> str:
    return "waits" if some == 1 else "wait"
