"""What a learner's registrations ask of the diary, and for which of it an entry may count."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from assessments.sheets import sheets_of
from learners.models import Learner, Registration
from qualifications.specfile import Assessment, Quantity

COUNTED = frozenset({"hours", "sessions", "clients"})
HAS_NO_ROLE = frozenset({"session", "cpd"})  # what may count where the award names no role


@dataclass(frozen=True)
class Wanted:
    """One requirement: `key` names it in forms, the rest as the award says it. `minimum` is in the measure's unit."""

    key: str  # "<registration>.<assessment>.<quantity>"
    registration: Registration
    assessment: str
    quantity: str
    measure: str
    minimum: Decimal | None
    roles: tuple[str, ...]
    label: str  # "D7.04: 125 hours"

    def takes(self, kind: str, role: str) -> bool:
        """Whether an entry of this kind in this role may count."""
        return role in self.roles if self.roles else kind in HAS_NO_ROLE

    def is_full(self, minutes: int) -> bool:
        """Whether so many minutes fill it already; only hours are filled by minutes."""
        return self.measure == "hours" and self.minimum is not None and minutes >= self.minimum * 60


def wanted_of(learner: Learner) -> tuple[Wanted, ...]:
    """Every requirement of every registration, in the order of the awards (two queries)."""
    registrations = list(
        Registration.objects.filter(learner=learner).select_related("specification").order_by("registered_on", "pk")
    )
    sheets, several = sheets_of(registrations), len(registrations) > 1
    return tuple(
        _wanted(registration, sheet, quantity, several)
        for registration in registrations
        for sheet, quantity in _asked(registration, sheets[registration.pk])
        if quantity.measure in COUNTED and not quantity.planned
    )


def _asked(registration: Registration, sheets: Iterable[Assessment]) -> Iterator[tuple[Assessment | None, Quantity]]:
    for sheet in sheets:
        yield from ((sheet, quantity) for quantity in sheet.quantities)
    yield from ((None, quantity) for quantity in registration.specification.definition.quantities)


def _wanted(registration: Registration, sheet: Assessment | None, quantity: Quantity, several: bool) -> Wanted:
    least = f"{quantity.minimum:f} {quantity.measure}" if quantity.minimum is not None else quantity.measure
    label = f"{_place(registration, sheet, quantity)}: {least}"
    return Wanted(
        key=f"{registration.pk}.{sheet.code if sheet else ''}.{quantity.code}",
        registration=registration,
        assessment=sheet.code if sheet else "",
        quantity=quantity.code,
        measure=quantity.measure,
        minimum=quantity.minimum,
        roles=quantity.roles,
        label=f"{label} ({registration.specification})" if several else label,
    )


def _place(registration: Registration, sheet: Assessment | None, quantity: Quantity) -> str:
    """What people call the place where it is asked: its unit, else its sheet. A checklist goes by its title."""
    if sheet is None:
        return quantity.unit or registration.specification.code
    return (quantity.unit or sheet.code) if sheet.units else sheet.title


def usual(wanted: Iterable[Wanted], kind: str, role: str, given: Mapping[str, int]) -> Wanted | None:
    """What an entry counts for while the learner says nothing: the first that takes it and is not full yet.

    `given` holds the minutes that other entries give, by key. When all are full it is the last; CPD and meetings
    count for nothing unless the learner says so.
    """
    if kind not in {"session", "supervision"}:
        return None
    able = [one for one in wanted if one.takes(kind, role)]
    return next((one for one in able if not one.is_full(given.get(one.key, 0))), able[-1] if able else None)
