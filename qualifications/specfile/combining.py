"""The rule of combination of an award, put together from what its own file and its units' files say."""

from __future__ import annotations

from collections.abc import Iterable

from qualifications.combination import Combination, Place
from qualifications.specfile.shapes import Award, Reference, Unit


def combination_of(award: Award, units: Iterable[Unit]) -> Combination:
    """The rule that `qualifications.combination.decide` reads; `units` are those the award names, in any order."""
    known = {(unit.code, unit.version): unit for unit in units}
    return Combination(
        places=tuple(_place(ref, unit) for ref in award.units if (unit := known.get((ref.code, ref.version)))),
        credits=award.credits,
        level=award.level,
        credits_above_level=award.credits_above_level,
        groups=award.groups,
        barred=award.barred,
    )


def _place(reference: Reference, unit: Unit) -> Place:
    return Place(
        code=unit.code,
        credits=unit.credits,
        title=unit.title,
        level=unit.level,
        mandatory=reference.mandatory,
        group=reference.group,
    )
