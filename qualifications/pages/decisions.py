"""Where the sources differ: every decision of awards, overlays and upgrades, under each document that it names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from qualifications.models import Overlay, Specification, Upgrade
from qualifications.pages.listing import Listed

Key = tuple[str, str, str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class SourceDecisionRow:
    """One decision, with every award that holds it, and beside them the overlays and upgrades."""

    about: str
    chosen: str
    because: str
    sources: tuple[str, ...]
    awards: tuple[Listed, ...]
    beside: tuple[Listed, ...] = ()


@dataclass(frozen=True, slots=True)
class SeedDecisions:
    """The decisions that name one document; "" for those that name none."""

    seed: str
    decisions: tuple[SourceDecisionRow, ...]


def source_decisions() -> tuple[SeedDecisions, ...]:
    """Every decision of every published award, overlay and upgrade, by the documents it names (three queries).

    A decision that names three documents stands under all three, so that whoever holds one finds all about it.
    """
    rows = _decisions()
    seeds = sorted({seed for row in rows for seed in row.sources})
    found = [SeedDecisions(seed, tuple(row for row in rows if seed in row.sources)) for seed in seeds]
    unnamed = tuple(row for row in rows if not row.sources)
    return (*found, SeedDecisions("", unnamed)) if unnamed else tuple(found)


def _decisions() -> list[SourceDecisionRow]:
    """Each decision once, though several things hold it word for word."""
    held: dict[Key, list[tuple[bool, Listed]]] = {}
    for row in _things():
        for one in row.definition.decisions:
            key = (one.about, one.chosen, one.because, one.sources)
            listed = Listed(row.pk, row.code, row.version, row.title)
            held.setdefault(key, []).append((isinstance(row, Specification), listed))
    return [
        SourceDecisionRow(
            *key,
            awards=tuple(thing for is_award, thing in things if is_award),
            beside=tuple(thing for is_award, thing in things if not is_award),
        )
        for key, things in held.items()
    ]


def _things() -> Iterator[Specification | Overlay | Upgrade]:
    """All that holds decisions: awards first, then what a centre adds to them, then the steps between them."""
    yield from Specification.objects.order_by("fictional", "code", "version")
    yield from Overlay.objects.current().order_by("code", "version")
    yield from Upgrade.objects.order_by("code", "version")
