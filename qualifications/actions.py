"""Publishing: the only code that writes the catalogue. Published rows are never changed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.db import transaction

from qualifications import specfile
from qualifications.models import (
    Assessment,
    Published,
    Specification,
    SpecificationAssessment,
    SpecificationUnit,
    Unit,
)

Row = TypeVar("Row", bound=Published)


class NotPublished(Exception):
    """Why a catalogue cannot be published, as a sentence. Nothing of it was written."""


@dataclass
class Publication:
    """What one publishing did: the things that are new, and how many were published before."""

    new: list[str] = field(default_factory=list)
    unchanged: int = 0


@transaction.atomic
def publish(catalogue: specfile.Catalogue) -> Publication:
    """Publish everything that is not published yet; all of it or, with `NotPublished`, nothing.

    Doing it again changes nothing. A published version whose file has changed is refused: a correction is a
    new version.
    """
    if catalogue.mistakes:
        raise NotPublished(f"The files have {len(catalogue.mistakes)} mistakes. {catalogue.mistakes[0]}")
    done = Publication()
    for unit in catalogue.units:
        _put(Unit, unit, done, level=unit.level, credits=unit.credits)
    for assessment in catalogue.assessments:
        _put(Assessment, assessment, done, **_sheet_columns(assessment))
    oldest_first = sorted(catalogue.awards, key=lambda award: bool(award.supersedes))
    fresh = [award for award in oldest_first if _put(Specification, award, done, **_award_columns(award))]
    for award in fresh:
        _place(award)
    return done


@transaction.atomic
def publish_own(assessment: specfile.Assessment, owner: int) -> Assessment:
    """Publish a centre's own sheet; `owner` is the centre's key. The same version with other words is refused."""
    document, digest = specfile.to_document(assessment), specfile.digest(assessment)
    own = Assessment.objects.filter(owner=owner, code=assessment.code, version=assessment.version)
    published = own.first()
    if published is None:
        names = {"code": assessment.code, "version": assessment.version, "title": assessment.title}
        columns = _sheet_columns(assessment)
        return Assessment.objects.create(owner=owner, **names, digest=digest, document=document, **columns)
    if published.digest != digest:
        raise NotPublished(_changed(assessment.code, assessment.version, published.document, document))
    return published


def _put(
    model: type[Row],
    thing: specfile.Award | specfile.Unit | specfile.Assessment,
    done: Publication,
    **columns: Any,
) -> bool:
    """Write one row; False when the same was published before."""
    document, digest = specfile.to_document(thing), specfile.digest(thing)
    published = model.objects.filter(code=thing.code, version=thing.version).first()
    if published is None:
        names = {"code": thing.code, "version": thing.version, "title": thing.title}
        model.objects.create(**names, digest=digest, document=document, **columns)
        done.new.append(f"{thing.code} {thing.version}")
        return True
    if published.digest != digest:
        raise NotPublished(_changed(thing.code, thing.version, published.document, document))
    done.unchanged += 1
    return False


def _changed(code: str, version: str, old: specfile.Document, new: specfile.Document) -> str:
    keys = sorted(key for key in old.keys() | new.keys() if old.get(key) != new.get(key))
    return (
        f"{code} version {version} is published already, and its file has changed since ({', '.join(keys)}). "
        "A published version never changes: give the corrected text a new version."
    )


def _sheet_columns(assessment: specfile.Assessment) -> dict[str, Any]:
    return {
        "sheet_title": assessment.sheet_title or assessment.title,
        "wording": assessment.wording,
        "structure_hash": specfile.structure_hash(assessment),
    }


def _award_columns(award: specfile.Award) -> dict[str, Any]:
    names = (
        "kind",
        "level",
        "credits",
        "fictional",
        "operational_from",
        "registration_ends",
        "certification_ends",
    )
    return {name: getattr(award, name) for name in names} | {"supersedes": _superseded(award)}


def _place(award: specfile.Award) -> None:
    """Give a new specification its units and its assessments."""
    row = Specification.objects.get(code=award.code, version=award.version)
    units = _found(Unit, award.units, award)
    SpecificationUnit.objects.bulk_create(
        SpecificationUnit(specification=row, unit=unit, position=at, mandatory=reference.mandatory)
        for at, (reference, unit) in enumerate(zip(award.units, units, strict=True), start=1)
    )
    SpecificationAssessment.objects.bulk_create(
        SpecificationAssessment(specification=row, assessment=assessment, position=at)
        for at, assessment in enumerate(_found(Assessment, award.assessments, award), start=1)
    )


def _found(model: type[Row], references: Iterable[specfile.Reference], award: specfile.Award) -> Sequence[Row]:
    rows = []
    for reference in references:
        row = model.objects.filter(code=reference.code, version=reference.version).first()
        if row is None:
            name = f"{reference.code} version {reference.version}"
            raise NotPublished(f"{award.code} names {name}, which is not published; publish its file as well.")
        rows.append(row)
    return rows


def _superseded(award: specfile.Award) -> Specification | None:
    """The older version that this one replaces; a published row is never written again, so it is found before."""
    if not award.supersedes:
        return None
    older = Specification.objects.filter(code=award.code, version=award.supersedes).first()
    if older is None:
        raise NotPublished(f"{award.code} supersedes version {award.supersedes}, which is not published.")
    if Specification.objects.filter(supersedes=older).exclude(code=award.code, version=award.version).exists():
        raise NotPublished(f"{award.code} version {award.supersedes} is superseded by another version already.")
    return older
