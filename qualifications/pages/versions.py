"""The versions of one published thing, and two of them side by side."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import F
from django.utils import timezone

from qualifications.comparing import Comparison, carried, carried_between, compare, credited
from qualifications.models import Assessment, Published, Specification, Unit

Row = TypeVar("Row", bound=Published)
Choices = list[tuple[str, list[tuple[str, str]]]]


@dataclass(frozen=True, slots=True)
class VersionOf:
    """One version of a thing: when it was published, what it replaces and what replaced it."""

    id: UUID
    version: str
    published_on: date
    digest: str
    supersedes: str
    superseded_by: str


@dataclass(frozen=True, slots=True)
class ComparePage:
    """Two versions of one kind. `sentence` says whether marks can be carried across."""

    kind: str  # "award", "unit", "sheet"
    old: Published
    new: Published
    comparison: Comparison
    sentence: str


def versions_of(row: Published) -> tuple[VersionOf, ...]:
    """Every version with its code, in the order they were published (one query)."""
    rows: Any = type(row)._default_manager.filter(code=row.code).defer("document").order_by("published_at", "version")
    if isinstance(row, Specification):
        rows = rows.annotate(older=F("supersedes__version"), newer=F("superseded_by__version"))
    return tuple(_version(one) for one in rows)


def _version(row: Any) -> VersionOf:
    older, newer = getattr(row, "older", None), getattr(row, "newer", None)
    day = timezone.localdate(row.published_at)
    return VersionOf(row.pk, row.version, day, row.digest, older or "", newer or "")


def others(row: Row) -> list[Row]:
    """What it may be compared with: its other versions first, then everything of its kind (one query)."""
    rows = type(row)._default_manager.exclude(pk=row.pk).defer("document").order_by("code", "version")
    return sorted(rows, key=lambda other: other.code != row.code)


def choices(row: Published, found: list[Any]) -> Choices:
    """The same for a list to choose from."""
    own = [(str(one.pk), one.version) for one in found if one.code == row.code]
    rest = [(str(one.pk), f"{one.code} {one.version} · {one.title}") for one in found if one.code != row.code]
    return [("Its other versions", own), ("Others of its kind", rest)] if own else [("Others of its kind", rest)]


def usual(row: Published, found: list[Any]) -> str:
    """The id of what one would compare it with: what it supersedes, else the version published before it."""
    own = [one for one in found if one.code == row.code]
    before = [one for one in own if one.pk == getattr(row, "supersedes_id", None)] or sorted(
        (one for one in own if one.published_at <= row.published_at), key=lambda one: (one.published_at, one.version)
    )
    return str(before[-1].pk) if before else ""


def compare_page(old: Published, new: Published) -> ComparePage:
    """Both documents line by line, and what that means for marks."""
    comparison = compare(old.document, new.document)
    if isinstance(new, Specification) and isinstance(old, Specification):
        return ComparePage("award", old, new, comparison, carried_between(_structures(old), _structures(new)))
    if isinstance(new, Assessment) and isinstance(old, Assessment):
        same = old.structure_hash == new.structure_hash
        return ComparePage("sheet", old, new, comparison, carried(comparison, same_structure=same))
    assert isinstance(new, Unit)
    return ComparePage("unit", old, new, comparison, credited(comparison))


def _structures(award: Specification) -> dict[str, str]:
    return dict(award.assessment_places.values_list("assessment__code", "assessment__structure_hash"))
