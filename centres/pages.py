"""Who somebody is in a centre, assembled for those who ask."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from centres.models import Appointment, Centre


@dataclass(frozen=True, slots=True)
class Held:
    """One appointment: its id names the role of a request."""

    id: UUID
    role: str
    role_name: str
    name: str
    starts_on: date
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class WhoPage:
    """A person in a centre: as what they act now, and as what else they could."""

    centre_name: str
    centre_number: str
    acting_as: Held
    appointments: tuple[Held, ...]


def who_page(centre: Centre, acting: Appointment, mine: Iterable[Appointment]) -> WhoPage:
    """Everything a program has to know before it names a role."""
    return WhoPage(centre.name, centre.number, _held(acting), tuple(_held(one) for one in mine))


def _held(one: Appointment) -> Held:
    return Held(one.pk, one.role, one.role_name, one.name, one.starts_on, one.ends_on)
