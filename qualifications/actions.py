"""Publishing: the only code that writes the catalogue. Published rows are never changed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.db import transaction

from qualifications import specfile
from qualifications.models import (
    Assessment,
    Competences,
    Overlay,
    OverlayPlace,
    Published,
    Specification,
    SpecificationAssessment,
    SpecificationUnit,
    Unit,
    Upgrade,
)
from qualifications.overlays import sheet_of
from qualifications.rule_search import searched

Row = TypeVar("Row", bound=Published)
Dated = TypeVar("Dated", specfile.Award, specfile.Overlay, specfile.Upgrade)
Heir = TypeVar("Heir", Specification, Overlay, Upgrade)


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
    catalogue = searched(catalogue)
    if catalogue.mistakes:
        raise NotPublished(f"The files have {len(catalogue.mistakes)} mistakes. {catalogue.mistakes[0]}")
    done = Publication()
    for unit in catalogue.units:
        _put(Unit, unit, done, level=unit.level, credits=unit.credits)
    for assessment in catalogue.assessments:
        _put(Assessment, assessment, done, **_sheet_columns(assessment))
    for table in catalogue.competences:
        _put(Competences, table, done)
    awards = _oldest_first(_awards(catalogue))
    fresh = [award for award in awards if _put(Specification, award, done, **_award_columns(award, catalogue))]
    for award in fresh:
        _place(award)
    for overlay in _oldest_first(catalogue.overlays):
        _put_overlay(overlay, done)
    for upgrade in _oldest_first(catalogue.upgrades):
        _put_upgrade(upgrade, done)
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


def _oldest_first(things: Iterable[Dated]) -> Sequence[Dated]:
    """A version is published after the one that it supersedes."""
    return sorted(things, key=lambda thing: bool(thing.supersedes))


def _put_overlay(overlay: specfile.Overlay, done: Publication) -> None:
    _ask_for_awards(overlay.code, overlay.applies_to)
    supersedes = _superseded(Overlay, overlay)
    if _put(Overlay, overlay, done, centre_kind=overlay.centre_kind, supersedes=supersedes):
        row = Overlay.objects.get(code=overlay.code, version=overlay.version)
        OverlayPlace.objects.bulk_create(
            OverlayPlace(overlay=row, award_code=code, position=at)
            for at, code in enumerate(overlay.applies_to, start=1)
        )
    checklist = sheet_of(overlay)
    _put(Assessment, checklist, Publication(), **_sheet_columns(checklist))  # told of under the overlay's name


def _put_upgrade(upgrade: specfile.Upgrade, done: Publication) -> None:
    _ask_for_awards(upgrade.code, (upgrade.from_, upgrade.to))
    codes = {"from_code": upgrade.from_, "to_code": upgrade.to, "overlay_code": upgrade.overlay}
    _put(Upgrade, upgrade, done, **codes, supersedes=_superseded(Upgrade, upgrade))


def _ask_for_awards(whose: str, codes: Iterable[str]) -> None:
    """What adds to awards or joins them is published after them."""
    for code in codes:
        if not Specification.objects.filter(code=code).exists():
            raise NotPublished(f"{whose} names award {code}, which is not published; publish its file as well.")


def _awards(catalogue: specfile.Catalogue) -> Iterable[specfile.Award]:
    """All but those that these very files supersede and that were never published here.

    Where an older version stands, people are registered for it and it stays; where it does not, nobody will be.
    """
    gone = {(award.code, award.supersedes) for award in catalogue.awards if award.supersedes}
    for award in catalogue.awards:
        if (award.code, award.version) not in gone or _is_published(award.code, award.version):
            _refuse_too_late(award)
            yield award


def _is_published(code: str, version: str) -> bool:
    return Specification.objects.filter(code=code, version=version).exists()


def _refuse_too_late(award: specfile.Award) -> None:
    """Beside its heir an older version would stand as if it were current: the heir's row cannot be told any more."""
    others = Specification.objects.filter(code=award.code).exclude(version=award.version)
    heir = next((other for other in others if other.definition.supersedes == award.version), None)
    if heir and heir.supersedes is None:
        raise NotPublished(
            f"{award.code} version {award.version} is superseded by version {heir.version}, which is published "
            "already; nobody can be registered on the older one any more."
        )


def _put(
    model: type[Row],
    thing: specfile.Thing,
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


def _award_columns(award: specfile.Award, catalogue: specfile.Catalogue) -> dict[str, Any]:
    names = (
        "kind",
        "level",
        "credits",
        "fictional",
        "operational_from",
        "registration_ends",
        "certification_ends",
    )
    return {name: getattr(award, name) for name in names} | {"supersedes": _superseded_award(award, catalogue)}


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


def _superseded_award(award: specfile.Award, catalogue: specfile.Catalogue) -> Specification | None:
    """None also where the older version stands in the same files and was, for that very reason, left out."""
    together = (award.code, award.supersedes) in {(each.code, each.version) for each in catalogue.awards}
    return None if together and not _is_published(award.code, award.supersedes) else _superseded(Specification, award)


def _superseded(model: type[Heir], thing: specfile.Award | specfile.Overlay | specfile.Upgrade) -> Heir | None:
    """The older version that this one replaces; a published row is never written again, so it is found before."""
    if not thing.supersedes:
        return None
    older = model.objects.filter(code=thing.code, version=thing.supersedes).first()
    if older is None:
        raise NotPublished(f"{thing.code} supersedes version {thing.supersedes}, which is not published.")
    if model.objects.filter(supersedes=older).exclude(code=thing.code, version=thing.version).exists():
        raise NotPublished(f"{thing.code} version {thing.supersedes} is superseded by another version already.")
    return older
