"""The rule of combination: whether the units a learner has make an award, and in sentences what is missing. Pure.

It lies below the specification files, so that their reader can ask the same rule whether an award can be reached.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

MOST_CHOICES = 5_000


class TooEntangled(ValueError):
    """So many choices of units would have to be weighed that no answer can be given; the reader refuses such awards."""


@dataclass(frozen=True, kw_only=True)
class Group:
    """A group of an award's units, with the least and the most that may count from it; null means: not printed."""

    code: str
    title: str = ""
    minimum_credits: int | None = None
    maximum_credits: int | None = None
    minimum_units: int | None = None
    maximum_units: int | None = None

    @property
    def name(self) -> str:
        """What a sentence calls it: its printed title, or "Group 1"."""
        return self.title or f"Group {self.code}"


@dataclass(frozen=True, kw_only=True)
class Barred:
    """Units of which never two count together."""

    units: tuple[str, ...]
    because: str = ""


@dataclass(frozen=True, kw_only=True)
class Place:
    """One unit's place in the rule: what it weighs and where it counts."""

    code: str
    credits: int
    title: str = ""
    level: int | None = None
    mandatory: bool = True
    group: str = ""

    @property
    def name(self) -> str:
        """What a sentence calls it."""
        return f"{self.code} {self.title}".strip()


@dataclass(frozen=True, kw_only=True)
class Combination:
    """The whole rule of one award. Credits and units are whole numbers; null means that nothing is asked."""

    places: tuple[Place, ...]
    credits: int | None = None
    level: int | None = None
    credits_above_level: int | None = None
    groups: tuple[Group, ...] = ()
    barred: tuple[Barred, ...] = ()

    @cached_property
    def bars(self) -> Mapping[str, frozenset[str]]:
        """Of each unit: those that never count beside it."""
        found: dict[str, set[str]] = {}
        for bar in self.barred:
            for code in bar.units:
                found.setdefault(code, set()).update(set(bar.units) - {code})
        return {code: frozenset(others) for code, others in found.items()}

    def order_of(self, place: Place) -> int:
        """Group by group, so that a group is done with before the next begins."""
        return next((at for at, group in enumerate(self.groups, start=1) if group.code == place.group), 0)


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What the units that are there come to; `missing` is empty exactly when the rule is met."""

    met: bool
    credits: int
    counted: tuple[str, ...]
    missing: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Bound:
    """One sum that the rule looks at: at least so much, at most so much, by the weight of each unit."""

    weights: Mapping[str, int]
    least: int
    most: int | None
    needs: str
    noun: str = "credit"
    forced: bool = False

    def after(self, so_far: int, code: str) -> int:
        """The sum with one more unit."""
        return so_far + self.weights.get(code, 0)

    def holds(self, together: int) -> bool:
        """Whether the sum stays within the most."""
        return self.most is None or together <= self.most

    def felt(self, together: int, later: Sequence[str]) -> int:
        """What of the sum still makes a difference: beyond the least, only the way to a limit that later units go."""
        limited = self.most is not None and any(self.weights.get(code) for code in later)
        return together if limited else min(together, self.least)


def decide(rule: Combination, achieved: Mapping[str, int]) -> Verdict:
    """Whether the achieved units (code to credits) meet the rule of combination.

    Where maxima or barred pairs leave a choice, the best choice counts: more units never make a verdict worse.
    Units that the award does not have count for nothing. Raises `TooEntangled` for rules that the reader refuses.
    """
    there = [place for place in rule.places if place.code in achieved]
    bounds = _bounds(rule, achieved)
    best = _best(rule, bounds, [place.code for place in sorted(there, key=rule.order_of)])
    counted = tuple(place.code for place in there if place.code in best.codes)
    missing = [_short(bound, total) for bound, total in zip(bounds, best.sums, strict=True) if total < bound.least]
    return Verdict(
        met=not missing,
        credits=sum(achieved[code] for code in counted),
        counted=counted,
        missing=tuple(missing),
        notes=tuple(_note(rule, place, counted) for place in there if place.code not in counted),
    )


def impossible(rule: Combination) -> str:
    """Why not even all units together meet the rule, as the sentences of what is missing; empty when they can."""
    verdict = decide(rule, {place.code: place.credits for place in rule.places})
    return " ".join(verdict.missing)


def _bounds(rule: Combination, achieved: Mapping[str, int]) -> list[_Bound]:
    """Mandatory units first, then groups, then the sum: so the sentences come in the order of the page."""
    weights = {place.code: achieved.get(place.code, 0) for place in rule.places}
    bounds = [_mandatory(place) for place in rule.places if place.mandatory]
    for group in rule.groups:
        bounds.extend(_group_bounds(rule, group, weights))
    if rule.credits_above_level is not None and rule.level is not None:
        above = [place.code for place in rule.places if place.level is not None and place.level > rule.level]
        bounds.append(_Bound({code: weights[code] for code in above}, 0, rule.credits_above_level, ""))
    return [*bounds, _Bound(weights, rule.credits or 0, None, "The award")]


def _mandatory(place: Place) -> _Bound:
    return _Bound({place.code: 1}, 1, None, f"{place.name} is mandatory", forced=True)


def _group_bounds(rule: Combination, group: Group, weights: Mapping[str, int]) -> Iterable[_Bound]:
    own = [place.code for place in rule.places if place.group == group.code]
    credits = (group.minimum_credits, group.maximum_credits)
    units = (group.minimum_units, group.maximum_units)
    if any(limit is not None for limit in credits):
        yield _Bound({code: weights[code] for code in own}, credits[0] or 0, credits[1], group.name)
    if any(limit is not None for limit in units):
        yield _Bound(dict.fromkeys(own, 1), units[0] or 0, units[1], group.name, noun="unit")


@dataclass(frozen=True)
class _Choice:
    """Some of the units that are there, with the sums they come to, as far as later units can still feel them."""

    sums: tuple[int, ...]
    taken: frozenset[str] = frozenset()
    codes: tuple[str, ...] = ()


def _best(rule: Combination, bounds: Sequence[_Bound], codes: Sequence[str]) -> _Choice:
    """The choice that leaves least missing; among equals the one that takes what comes first."""
    choices = [_Choice((0,) * len(bounds))]
    for at, code in enumerate(codes):
        later = codes[at + 1 :]
        optional = _may_be_left_out(rule, bounds, code)
        after: dict[object, _Choice] = {}
        for choice in choices:
            taking = _taking(rule, bounds, choice, code)
            for one in (taking, choice if optional or taking is None else None):
                if one is not None:
                    _keep(after, _felt(rule, bounds, one, later))
        if len(after) > MOST_CHOICES:
            raise TooEntangled(f"More than {MOST_CHOICES} choices of units would have to be weighed.")
        choices = list(after.values())
    return min(choices, key=lambda choice: _shortage(bounds, choice.sums))


def _taking(rule: Combination, bounds: Sequence[_Bound], choice: _Choice, code: str) -> _Choice | None:
    """The choice with this unit as well; None where a bar or a maximum forbids it."""
    sums = tuple(bound.after(total, code) for bound, total in zip(bounds, choice.sums, strict=True))
    if choice.taken & rule.bars.get(code, frozenset()):
        return None
    if not all(bound.holds(total) for bound, total in zip(bounds, sums, strict=True)):
        return None
    return _Choice(sums, choice.taken | {code}, (*choice.codes, code))


def _felt(rule: Combination, bounds: Sequence[_Bound], choice: _Choice, later: Sequence[str]) -> _Choice:
    """The choice without what no later unit can feel, so that equal choices meet."""
    sums = tuple(bound.felt(total, later) for bound, total in zip(bounds, choice.sums, strict=True))
    barred = frozenset[str]().union(*(rule.bars.get(code, frozenset()) for code in later))
    return _Choice(sums, choice.taken & barred, choice.codes)


def _keep(kept: dict[object, _Choice], choice: _Choice) -> None:
    """Of choices that differ in the last sum alone, the larger: nothing limits the credits of the whole award."""
    key = (choice.sums[:-1], choice.taken)
    if key not in kept or kept[key].sums[-1] < choice.sums[-1]:
        kept[key] = choice


def _may_be_left_out(rule: Combination, bounds: Iterable[_Bound], code: str) -> bool:
    """Leaving a unit out can help only where something limits it; otherwise there is nothing to weigh."""
    return code in rule.bars or any(bound.most is not None and bound.weights.get(code) for bound in bounds)


def _shortage(bounds: Sequence[_Bound], sums: Sequence[int]) -> tuple[int, int]:
    """Mandatory units weigh more than credits."""
    short = [max(0, bound.least - total) for bound, total in zip(bounds, sums, strict=True)]
    forced = sum(lack for bound, lack in zip(bounds, short, strict=True) if bound.forced)
    return forced, sum(short)


def _short(bound: _Bound, total: int) -> str:
    if bound.forced:
        return f"{bound.needs} and is not there yet."
    lack = bound.least - total
    are = "is" if lack == 1 else "are"
    return f"{bound.needs} needs {_counted(bound.least, bound.noun)}; {lack} {are} missing."


def _note(rule: Combination, place: Place, counted: Sequence[str]) -> str:
    """Why a unit that is there does not count."""
    beside = [code for code in counted if code in rule.bars.get(place.code, frozenset())]
    if not beside:
        return f"{place.name} does not count: the most that may come from where it belongs is reached."
    reasons = [bar.because for bar in rule.barred if {place.code, beside[0]} <= set(bar.units) and bar.because]
    return f"{place.name} does not count beside {beside[0]}" + (f": {reasons[0]}" if reasons else ".")


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
