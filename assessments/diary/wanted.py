"""What a learner's registrations ask of the diary, and for which of it an entry may count."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from learners.models import Learner, Registration
from qualifications.models import SpecificationAssessment
from qualifications.specfile import Quantity

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
    specifications = [registration.specification_id for registration in registrations]
    places = SpecificationAssessment.objects.filter(specification__in=specifications).select_related("assessment")
    sheets: dict[int, list[SpecificationAssessment]] = {}
    for place in places.order_by("position"):
        sheets.setdefault(place.specification_id, []).append(place)
    several = len(registrations) > 1
    return tuple(
        _wanted(registration, code, quantity, several)
        for registration in registrations
        for code, quantity in _asked(registration, sheets.get(registration.specification_id, []))
        if quantity.measure in COUNTED
    )


def _asked(registration: Registration, places: Iterable[SpecificationAssessment]) -> Iterator[tuple[str, Quantity]]:
    for place in places:
        yield from ((place.assessment.code, quantity) for quantity in place.assessment.definition.quantities)
    yield from (("", quantity) for quantity in registration.specification.definition.quantities)


def _wanted(registration: Registration, assessment: str, quantity: Quantity, several: bool) -> Wanted:
    least = f"{quantity.minimum:f} {quantity.measure}" if quantity.minimum is not None else quantity.measure
    label = f"{quantity.unit or assessment or registration.specification.code}: {least}"
    return Wanted(
        key=f"{registration.pk}.{assessment}.{quantity.code}",
        registration=registration,
        assessment=assessment,
        quantity=quantity.code,
        measure=quantity.measure,
        minimum=quantity.minimum,
        roles=quantity.roles,
        label=f"{label} ({registration.specification})" if several else label,
    )


def usual(wanted: Iterable[Wanted], kind: str, role: str, given: Mapping[str, int]) -> Wanted | None:
    """What an entry counts for while the learner says nothing: the first that takes it and is not full yet.

    `given` holds the minutes that other entries give, by key. When all are full it is the last; CPD and meetings
    count for nothing unless the learner says so.
    """
    if kind not in {"session", "supervision"}:
        return None
    able = [one for one in wanted if one.takes(kind, role)]
    return next((one for one in able if not one.is_full(given.get(one.key, 0))), able[-1] if able else None)
