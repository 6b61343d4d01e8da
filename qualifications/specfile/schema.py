"""The format as JSON Schema (draft 2020-12), taken from the reader itself: what it asks for is what may be written.

`Asked` stands in for a table of a file and keeps what the reader asks of it, so a key that the reader gains is a
key of the schema. What no single table can show (codes that must exist, credits that must add up) is no schema's
business; the reader's sentences say that.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from qualifications.specfile.checking import Entries
from qualifications.specfile.lines import Key
from qualifications.specfile.mistakes import Notes
from qualifications.specfile.read_competences import TREES, read_indicator
from qualifications.specfile.read_rules import DEEPEST, EACH, EVERY, NAMED
from qualifications.specfile.reading import FORMAT, read_table
from qualifications.specfile.shapes import Kind
from qualifications.specfile.table import MOST, Table

Schema = dict[str, Any]
DRAFT = "https://json-schema.org/draft/2020-12/schema"
# Blanks around a text are read over.
CODE = r"^\s*[A-Za-z0-9][A-Za-z0-9._/-]*\s*$"
NUMBER = r"^\s*$|^\s*[A-Za-z0-9][A-Za-z0-9._/-]*( [A-Za-z0-9][A-Za-z0-9._/-]*)?\s*$"
NO_CONTROL = r"^[^\x00-\x08\x0b-\x1f\x7f]*$"
SOMETHING = r"^[^\x00-\x08\x0b-\x1f\x7f]*[^\s\x00-\x1f\x7f][^\x00-\x08\x0b-\x1f\x7f]*$"
# The list whose tables have other keys by another word, and that word's key.
BY_KIND: Mapping[str, tuple[str, type[StrEnum]]] = {"nodes": ("kind", Kind)}
# What no method of a table describes: values that the reader takes as they are.
REQUIRED = ("format", "rule")
WHOLE_FILE = "specification_file"


def catalogue_schema() -> Schema:
    """The schema of a specification file, as JSON values in a stable order."""
    definitions: Schema = {"format": {"const": FORMAT}, "rule": _rule(), "indicators": _indicators()}
    read_indicator(Asked(definitions, ("indicators",)), iter(()))
    read_table(Asked(definitions, ()), Entries())
    whole = definitions.pop(WHOLE_FILE)
    title = "Countersign specification file"
    return {"$schema": DRAFT, "title": title, **whole, "$defs": dict(sorted(definitions.items()))}


class Asked(Table):
    """A table that is not there: it keeps what is asked of it and hands back something harmless."""

    def __init__(self, definitions: Schema, path: tuple[Key, ...], given: Mapping[str, str] | None = None) -> None:
        super().__init__({}, Notes("schema"), "", path)
        self.given = given or {}
        self.properties: Schema = {}
        self.required: list[str] = []
        self.optional: set[str] = set()
        self.definitions = definitions
        self.reference: Schema = {}

    def text(self, key: str, *, required: bool = False, longest: int | None = None) -> str:
        """A string; of some length when required."""
        shape: Schema = {"type": "string", "pattern": SOMETHING if required else NO_CONTROL}
        self._keep(key, shape | ({"maxLength": longest} if longest else {}), required)
        return ""

    def code(self, key: str = "code", *, required: bool = True, longest: int = 60) -> str:
        """A string that is a code, or empty where none is needed."""
        pattern = CODE if required else rf"^\s*$|{CODE}"
        self._keep(key, {"type": "string", "pattern": pattern, "maxLength": longest}, required)
        return ""

    def number(self, key: str = "number") -> str:
        """A code, or two with a blank between them."""
        self._keep(key, {"type": "string", "pattern": NUMBER, "maxLength": 60}, False)
        return ""

    def whole(self, key: str, *, required: bool = False, least: int = 0) -> int | None:
        """An integer between two limits."""
        self._keep(key, {"type": "integer", "minimum": least, "maximum": MOST}, required)
        return None

    def amount(self, key: str) -> Decimal | None:
        """A number from 0 upwards."""
        self._keep(key, {"type": "number", "minimum": 0, "maximum": MOST}, False)
        return None

    def day(self, key: str) -> date | None:
        """A date of TOML; JSON has none, so it stands there as a text."""
        self._keep(key, {"type": "string", "format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$"}, False)
        return None

    def flag(self, key: str, *, default: bool = False, required: bool = False) -> bool:
        """true or false."""
        self._keep(key, {"type": "boolean"} | ({"default": True} if default else {}), required)
        return default

    def one_of(self, key: str, allowed: Sequence[str], *, default: str = "") -> str:
        """One of some words; the one at hand where the keys depend on it."""
        if key in self.given:
            self._keep(key, {"const": self.given[key]}, True)
            return self.given[key]
        words = [str(word) for word in allowed]
        self._keep(key, {"enum": words} | ({"default": str(default)} if default else {}), not default)
        return default or allowed[0]

    def texts(self, key: str, *, allowed: Sequence[str] = (), required: bool = False) -> tuple[str, ...]:
        """A list of strings, none of them empty."""
        items: Schema = {"enum": list(allowed)} if allowed else {"type": "string", "pattern": SOMETHING}
        self._keep(key, {"type": "array", "items": items} | ({"minItems": 1} if required else {}), required)
        return ()

    def codes(self, key: str) -> tuple[str, ...]:
        """A list of codes."""
        self._keep(key, {"type": "array", "items": {"type": "string", "pattern": CODE}}, False)
        return ()

    def tables(self, key: str, called: str = "", *, least: int = 0) -> tuple[Table, ...]:
        """A list of tables: one that stands for all, or one for each kind there is."""
        if key in self.path:  # groups hold nodes, which may be groups
            self._keep(key, {"type": "array", "items": {"$ref": f"#/$defs/{key}"}}, False)
            return ()
        if key not in BY_KIND:
            child = Asked(self.definitions, (*self.path, key))
            shape: Schema = {"type": "array", "items": child.reference} | ({"minItems": least} if least else {})
            self._keep(key, shape, least > 0)
            return (child,)
        word, kinds = BY_KIND[key]
        children = tuple(Asked(self.definitions, (*self.path, key), {word: str(kind)}) for kind in kinds)
        self.definitions[key] = {"type": "object", "oneOf": [child.reference for child in children]}
        self._keep(key, {"type": "array", "items": {"$ref": f"#/$defs/{key}"}}, False)
        return children

    def get(self, key: str) -> object:
        """A value whose shape has a definition of its own name, where there is one."""
        self._keep(key, {"$ref": f"#/$defs/{key}"} if key in self.definitions else {}, key in REQUIRED)
        return {"total_at_least": 1} if key == "rule" else None

    def has(self, key: str) -> bool:
        """It is there, and need not be: the reader then asks what it is."""
        self.optional.add(key)
        return True

    def table(self, key: str) -> Table:
        """One table that has a definition of its own name."""
        self._keep(key, {"$ref": f"#/$defs/{key}"}, True)
        return Asked({}, (*self.path, key))

    def close(self, what: str = "") -> None:
        """All keys are known now: define the table under the name the reader gives it."""
        own = {
            "type": "object",
            "properties": self.properties,
            "required": self.required,
            "additionalProperties": False,
        }
        name = slug(what)
        if self.definitions.setdefault(name, own) != own:
            name = f"{name}_of_{self.path[-1]}"
            self.definitions[name] = own
        self.reference["$ref"] = f"#/$defs/{name}"

    def wrong(self, sentence: str, *path: Key, place: str = "") -> None:
        """There is nothing to be wrong."""

    def _keep(self, key: str, shape: Schema, required: bool) -> None:
        self.properties[key] = shape
        if required and key not in self.required and key not in self.optional:
            self.required.append(key)


def slug(called: str) -> str:
    """The name of a definition: what the reader calls such a table, without its article."""
    return re.sub(r"[^a-z]+", "_", re.sub(r"^an? ", "", called.lower())).strip("_")


def _indicators() -> Schema:
    """A list of indicators is one key, and may hold others of its kind."""
    one_or_more: Schema = {
        "type": "array",
        "items": {"anyOf": [{"$ref": "#/$defs/indicators"}, {"$ref": "#/$defs/indicator"}]},
        "minItems": 1,
    }
    return {
        "type": "object",
        "properties": dict.fromkeys(TREES, one_or_more),
        "minProperties": 1,
        "maxProperties": 1,
        "additionalProperties": False,
    }


def _rule() -> Schema:
    """A rule is one key; JSON Schema cannot count how deep it goes."""
    parts: Schema = {"type": "array", "items": {"$ref": "#/$defs/rule"}, "minItems": 1}
    marks: Schema = {"type": "integer", "minimum": 0, "maximum": MOST}
    some: Schema = {
        "type": "object",
        "properties": {"marks": marks, "of": {"type": "array", "items": {"type": "string"}}},
        "required": ["marks"],
        "additionalProperties": False,
    }
    properties: Schema = {"all_of": parts, "any_of": parts, "total_at_least": {"anyOf": [marks, some]}}
    properties |= {key: {"const": "minimum"} for key in EACH}
    properties |= {key: {"const": True} for key in EVERY}
    properties |= {key: {"type": "string"} for key in NAMED}
    return {
        "description": f"One key; rules lie at most {DEEPEST} deep in one another.",
        "type": "object",
        "properties": properties,
        "minProperties": 1,
        "maxProperties": 1,
        "additionalProperties": False,
    }
