"""Where the sources differ: every decision of every award, under each document that it names."""

from __future__ import annotations

from dataclasses import dataclass

from qualifications.models import Specification
from qualifications.pages.listing import Listed


@dataclass(frozen=True, slots=True)
class SourceDecisionRow:
    """One decision, with every award that holds it."""

    about: str
    chosen: str
    because: str
    sources: tuple[str, ...]
    awards: tuple[Listed, ...]


@dataclass(frozen=True, slots=True)
class SeedDecisions:
    """The decisions that name one document; "" for those that name none."""

    seed: str
    decisions: tuple[SourceDecisionRow, ...]


def source_decisions() -> tuple[SeedDecisions, ...]:
    """Every decision of every published award, grouped by the documents it names (one query).

    A decision that names three documents stands under all three, so that whoever holds one finds all about it.
    """
    rows = _decisions()
    seeds = sorted({seed for row in rows for seed in row.sources})
    found = [SeedDecisions(seed, tuple(row for row in rows if seed in row.sources)) for seed in seeds]
    unnamed = tuple(row for row in rows if not row.sources)
    return (*found, SeedDecisions("", unnamed)) if unnamed else tuple(found)


def _decisions() -> list[SourceDecisionRow]:
    """Each decision once, though several awards hold it word for word."""
    held: dict[tuple[str, str, str, tuple[str, ...]], list[Listed]] = {}
    for row in Specification.objects.order_by("fictional", "code", "version"):
        for one in row.definition.decisions:
            key = (one.about, one.chosen, one.because, one.sources)
            held.setdefault(key, []).append(Listed(row.pk, row.code, row.version, row.title))
    return [SourceDecisionRow(*key, tuple(awards)) for key, awards in held.items()]
