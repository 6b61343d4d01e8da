"""Sharing work out among assessors: in equal parts or by weight, and never to somebody who may not assess it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from fractions import Fraction


def share(
    work: Sequence[tuple[str, Collection[str]]], weights: Mapping[str, int], load: Mapping[str, int]
) -> dict[str, str]:
    """Who gets what: by the key of each piece of work the key of a person; what nobody may take is left out.

    `work` says of each piece who may take it, in the order it is given out; `weights` are parts such as 1 and 1 or 60
    and 40, and 0 takes nothing; `load` is what each has already. A piece goes to whoever, with it, has least for their
    weight; of two alike to the one named first.
    """
    has = {person: load.get(person, 0) for person in weights}
    order = {person: place for place, person in enumerate(weights)}
    given: dict[str, str] = {}
    for piece, may in work:
        able = [person for person in weights if weights[person] > 0 and person in may]
        if not able:
            continue
        found = min(able, key=lambda person: (Fraction(has[person] + 1, weights[person]), order[person]))
        has[found] += 1
        given[piece] = found
    return given
