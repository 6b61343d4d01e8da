"""The catalogue's lists: awards, units, mark sheets, and every version of all three."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import F, Prefetch
from django.utils import timezone

from qualifications.models import Assessment, Published, Specification, SpecificationQuerySet, Unit

FICTIONAL, REPLACED = "fictional", "replaced"
KINDS: dict[str, type[Published]] = {"award": Specification, "unit": Unit, "sheet": Assessment}


@dataclass(frozen=True, slots=True)
class AwardRow:
    """One version of an award in a list."""

    id: UUID
    code: str
    version: str
    title: str
    kind: str
    level: int | None
    credits: int | None
    fictional: bool
    operational_from: date | None
    registration_ends: date | None
    certification_ends: date | None
    family: str  # "coaching", "mentoring", "both", "other"
    state: str  # today: "open", "later", "ended", or "replaced" by a newer version; "fictional" where nobody offers it
    superseded_by: str  # the version that replaces it, "" while none does

    @property
    def words(self) -> str:
        """What a search looks through."""
        return f"{self.title} {self.code}"


@dataclass(frozen=True, slots=True)
class Listed:
    """A published thing by code, version and title."""

    id: UUID
    code: str
    version: str
    title: str


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One version of a unit in a list, with the awards that use it."""

    id: UUID
    code: str
    version: str
    title: str
    level: int
    credits: int
    awards: tuple[Listed, ...]

    @property
    def words(self) -> str:
        """What a search looks through."""
        return f"{self.title} {self.code}"


@dataclass(frozen=True, slots=True)
class CatalogueSheet:
    """One version of a mark sheet in a list, with the awards that use it."""

    id: UUID
    code: str
    version: str
    title: str
    official: bool  # the awarding body's own words
    awards: tuple[Listed, ...]

    @property
    def words(self) -> str:
        """What a search looks through."""
        return f"{self.title} {self.code}"


@dataclass(frozen=True, slots=True)
class VersionRow:
    """One published version of anything: when it was published, and the digest of its text."""

    id: UUID
    kind: str  # "award", "unit", "sheet"
    code: str
    version: str
    title: str
    published_on: date
    digest: str

    @property
    def words(self) -> str:
        """What a search looks through."""
        return f"{self.title} {self.code} {self.version}"


def award_rows() -> list[AwardRow]:
    """Every published version of every award: the real ones first, the highest level first (one query)."""
    today = timezone.localdate()
    return [award_row(row, today, row.newer) for row in in_order().annotate(newer=F("superseded_by__version"))]


def in_order() -> SpecificationQuerySet:
    """The awards as the catalogue lists them, without their documents."""
    rows: SpecificationQuerySet = Specification.objects.defer("document").order_by(
        "fictional", F("level").desc(nulls_last=True), "title", "version"
    )
    return rows


def award_row(row: Specification, today: date, superseded_by: str | None) -> AwardRow:
    """The row of one award as it stands today."""
    return AwardRow(
        id=row.pk,
        code=row.code,
        version=row.version,
        title=row.title,
        kind=row.kind,
        level=row.level,
        credits=row.credits,
        fictional=row.fictional,
        operational_from=row.operational_from,
        registration_ends=row.registration_ends,
        certification_ends=row.certification_ends,
        family=family_of(row.title),
        state=_state(row, today, superseded_by),
        superseded_by=superseded_by or "",
    )


def _state(row: Specification, today: date, superseded_by: str | None) -> str:
    """As `registration_refusal` has it: what ended has ended, whether replaced or not."""
    if row.fictional:
        return FICTIONAL
    state = row.registration_state(today)
    return REPLACED if state == "open" and superseded_by else state


def family_of(title: str) -> str:
    """Which work an award is about, by its title: no document prints a family of its own."""
    said = title.casefold()
    coaching, mentoring = "coach" in said, "mentor" in said
    if coaching and mentoring:
        return "both"
    return "coaching" if coaching else "mentoring" if mentoring else "other"


def unit_rows() -> list[UnitRow]:
    """Every published version of every unit (two queries)."""
    rows = Unit.objects.defer("document").prefetch_related(used_by())
    return [
        UnitRow(row.pk, row.code, row.version, row.title, row.level, row.credits, listed(row.specifications.all()))
        for row in rows
    ]


def sheet_rows() -> list[CatalogueSheet]:
    """Every published version of every mark sheet (two queries)."""
    rows = Assessment.objects.defer("document").prefetch_related(used_by())
    return [
        CatalogueSheet(row.pk, row.code, row.version, row.title, is_official(row), listed(row.specifications.all()))
        for row in rows
    ]


def version_rows() -> list[VersionRow]:
    """Everything published, by kind, code and version (three queries)."""
    return [_version(kind, row) for kind, model in KINDS.items() for row in model.objects.defer("document")]  # type: ignore[attr-defined]


def used_by() -> Prefetch[Any]:
    """The awards of units or sheets, without their documents."""
    return Prefetch("specifications", queryset=in_order())


def listed(rows: Iterable[Published]) -> tuple[Listed, ...]:
    """Rows by code, version and title."""
    return tuple(Listed(row.pk, row.code, row.version, row.title) for row in rows)


def is_official(row: Assessment) -> bool:
    """Whether a sheet's wording is the awarding body's own."""
    return row.wording == "official"


def _version(kind: str, row: Published) -> VersionRow:
    day = timezone.localdate(row.published_at)
    return VersionRow(row.pk, kind, row.code, row.version, row.title, day, row.digest)
