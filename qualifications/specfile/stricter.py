"""What an overlay asks beside what the award itself asks: it may add, never subtract."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from qualifications.specfile.shapes import Quantity


def counterparts(asked: Quantity, own: Iterable[Quantity]) -> tuple[Quantity, ...]:
    """The award's own quantities that an overlay's quantity speaks of.

    Those of the criterion it names, else of the unit; where none is found, those of the same measure in a shared
    role: naming another place is no way around them.
    """
    alike = [quantity for quantity in own if quantity.measure == asked.measure]
    unit = asked.unit or asked.criterion.partition(" ")[0]
    ways = (
        [quantity for quantity in alike if asked.criterion and quantity.criterion == asked.criterion],
        [quantity for quantity in alike if unit and unit in (quantity.unit, quantity.criterion.partition(" ")[0])],
        [quantity for quantity in alike if set(asked.roles) & set(quantity.roles)],
    )
    return next((tuple(found) for found in ways if found), ())


def is_relief(asked: Quantity, own: Quantity) -> bool:
    """Whether the overlay asks for less than the award: a lower minimum, or a higher maximum."""
    lower = asked.minimum is not None and own.minimum is not None and asked.minimum < own.minimum
    higher = asked.maximum is not None and own.maximum is not None and asked.maximum > own.maximum
    return lower or higher


def together(asked: Quantity, own: Quantity) -> Quantity:
    """Both at once, by the name of the overlay's: the higher minimum and the lower maximum."""
    minimums = [each.minimum for each in (asked, own) if each.minimum is not None]
    maximums = [each.maximum for each in (asked, own) if each.maximum is not None]
    return replace(asked, minimum=max(minimums, default=None), maximum=min(maximums, default=None))
