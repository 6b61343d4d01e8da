"""Specifications as JSON documents, for storage and digests.

A document has the keys of the file it came from, without those that say what the default says already:
so a key that the format gains later changes no digest of what was published before.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from hashlib import sha256
from typing import Any, TypeVar

from qualifications.specfile.mistakes import Notes
from qualifications.specfile.read_awards import read_award, read_unit
from qualifications.specfile.read_competences import read_competences
from qualifications.specfile.read_overlays import read_overlay
from qualifications.specfile.read_rules import EACH, EVERY
from qualifications.specfile.read_sheets import read_assessment
from qualifications.specfile.read_upgrades import read_upgrade
from qualifications.specfile.shapes import (
    AllOf,
    AnyOf,
    Assessment,
    Award,
    Competences,
    EachAtLeastMinimum,
    EachOf,
    EveryPasses,
    NodePasses,
    OneOf,
    Overlay,
    QuantityAtLeast,
    QuantityAtMost,
    Rule,
    TotalAtLeast,
    Unit,
    Upgrade,
)
from qualifications.specfile.table import Table

Document = dict[str, Any]
Thing = Award | Unit | Assessment | Competences | Overlay | Upgrade
T = TypeVar("T", Award, Unit, Assessment, Competences, Overlay, Upgrade)

STRUCTURE = {
    "units", "unit_outcomes", "rule", "quantities", "nodes", "bullets", "bands", "results", "kind", "code",
    "roles", "passes", "criterion", "evidences", "quantity", "measure", "unit", "maximum", "minimum",
    "markings", "session_minutes", "reuses", "permission", "planned", "more_quantities",
}  # fmt: skip


def to_document(thing: Thing) -> Document:
    """The whole of a thing of the catalogue as JSON values; dates as 2014-12-31."""
    document: Document = plain(thing)
    return document


def award_from_document(document: Mapping[str, object]) -> Award:
    """The award that `to_document` wrote; ValueError when the document is not one."""
    table = _stored(document)
    return _sound(read_award(table), table)


def unit_from_document(document: Mapping[str, object]) -> Unit:
    """The unit that `to_document` wrote; ValueError when the document is not one."""
    table = _stored(document)
    return _sound(read_unit(table), table)


def assessment_from_document(document: Mapping[str, object]) -> Assessment:
    """The assessment that `to_document` wrote; ValueError when the document is not one."""
    table = _stored(document)
    return _sound(read_assessment(table), table)


def overlay_from_document(document: Mapping[str, object]) -> Overlay:
    """The overlay that `to_document` wrote; ValueError when the document is not one."""
    table = _stored(document)
    return _sound(read_overlay(table), table)


def upgrade_from_document(document: Mapping[str, object]) -> Upgrade:
    """The upgrade that `to_document` wrote; ValueError when the document is not one."""
    table = _stored(document)
    return _sound(read_upgrade(table), table)


def competences_from_document(document: Mapping[str, object]) -> Competences:
    """The table of competences that `to_document` wrote; ValueError when the document is not one."""
    table = _stored(document)
    return _sound(read_competences(table), table)


def digest(thing: Thing) -> str:
    """SHA-256 (64 hex digits) of the canonical JSON of the whole document: any change of text changes it."""
    return _hashed(to_document(thing))


def structure_hash(assessment: Assessment) -> str:
    """SHA-256 of what lets marks be carried to another version: maximum, minimum, mapping, rule."""
    document = to_document(assessment)
    return _hashed({key: _structure(value, key) for key, value in document.items() if key in STRUCTURE - {"code"}})


def _structure(value: Any, key: str) -> Any:
    if key == "rule":
        return value
    if isinstance(value, list):
        return [_structure(each, key) for each in value]
    if isinstance(value, dict):
        return {name: _structure(each, name) for name, each in value.items() if name in STRUCTURE}
    return value


def _hashed(document: Document) -> str:
    canonical = json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return sha256(canonical.encode()).hexdigest()


def plain(value: Any, *, dates_as_text: bool = True) -> Any:
    """What the shapes hold as texts, numbers, lists and tables, without what the default says already."""
    match value:
        case AllOf() | AnyOf() | TotalAtLeast() | EachAtLeastMinimum() | EveryPasses() | NodePasses():
            return _rule(value)
        case QuantityAtLeast() | QuantityAtMost():
            return _rule(value)
        case EachOf(parts):
            return {"all_of": [plain(part) for part in parts]}
        case OneOf(parts):
            return {"any_of": [plain(part) for part in parts]}
        case Enum():
            return value.value
        case date():
            return value.isoformat() if dates_as_text else value
        case Decimal():
            return int(value) if value == value.to_integral_value() else float(value)
        case tuple():
            return [plain(each, dates_as_text=dates_as_text) for each in value]
        case _ if is_dataclass(value):
            return {
                field.name.rstrip("_"): plain(held, dates_as_text=dates_as_text)  # `from_` is `from` in the files
                for field in fields(value)
                if (held := getattr(value, field.name)) != field.default or field.default is MISSING
            }
    return value


def _rule(rule: Rule) -> Document:
    match rule:
        case AllOf(parts):
            return {"all_of": [_rule(part) for part in parts]}
        case AnyOf(parts):
            return {"any_of": [_rule(part) for part in parts]}
        case TotalAtLeast(marks, of):
            return {"total_at_least": {"marks": marks, "of": list(of)} if of else marks}
        case EachAtLeastMinimum(kind):
            return {next(key for key, of in EACH.items() if of is kind): "minimum"}
        case EveryPasses(kind):
            return {next(key for key, of in EVERY.items() if of is kind): True}
        case NodePasses(code):
            return {"node_passes": code}
        case QuantityAtLeast(code):
            return {"quantity_at_least": code}
        case QuantityAtMost(code):
            return {"quantity_at_most": code}


def _stored(document: Mapping[str, object]) -> Table:
    return Table(document, Notes("stored document", dates_as_text=True), str(document.get("code", "")), ())


def _sound(thing: T, table: Table) -> T:
    if table.notes.mistakes:
        raise ValueError(str(table.notes.mistakes[0]))
    return thing
