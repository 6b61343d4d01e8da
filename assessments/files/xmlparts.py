"""One pass over an XML part, before anything builds a tree of it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

from assessments.files.faults import Fault

DEEPEST = 120  # levels; Word nests some six for each table inside a table
MOST_ELEMENTS = 120_000  # some 90,000 words as Word writes them; ten seconds of reading at the worst
_NOT_SHOWN = {"chart": "chart", "relIds": "diagram", "oMath": "equation"}
_STARTS_PROGRAM = re.compile(r"^\s*DDE(AUTO)?\b", re.IGNORECASE | re.MULTILINE)


@dataclass
class Part:
    """What one part holds that the gate or the reader asks about."""

    elements: int = 0
    attributes: list[tuple[str, Mapping[str, str]]] = field(default_factory=list)  # of `wanted` elements
    not_shown: Counter[str] = field(default_factory=Counter)


def scan(data: bytes, wanted: frozenset[str] = frozenset()) -> Part:
    """Read a part for structure only. Elements go by local name; `wanted` ones keep their attributes.

    Raises Fault for a document type or entity, for nesting or length beyond any document, for a field that
    starts a program, and for anything that is not well-formed.
    """
    scanner = _Scanner(wanted)
    try:
        scanner.parser.Parse(data, True)
    except (expat.ExpatError, LookupError, ValueError) as error:  # the latter two: an encoding nobody knows
        raise Fault("damaged") from error
    if _STARTS_PROGRAM.search("".join(scanner.fields)):
        raise Fault("command_field")
    return scanner.part


class _Scanner:
    def __init__(self, wanted: frozenset[str]) -> None:
        self.part, self.wanted, self.depth = Part(), wanted, 0
        self.fields: list[str] = []
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.StartDoctypeDeclHandler = self._declaration
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end

    def _declaration(self, *_: object) -> None:
        raise Fault("entities")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        self.part.elements += 1
        if self.depth > DEEPEST or self.part.elements > MOST_ELEMENTS:
            raise Fault("too_much")
        local = name.rpartition(" ")[2]
        if local in self.wanted:
            self.part.attributes.append((local, attributes))
        elif local in _NOT_SHOWN:
            self.part.not_shown[_NOT_SHOWN[local]] += 1
        elif local in ("instrText", "fldSimple", "fldChar"):
            self._field(local, attributes)

    def _field(self, local: str, attributes: dict[str, str]) -> None:
        """A field's instruction may be spread over many runs; a boundary ends it."""
        if local == "instrText":
            self.parser.CharacterDataHandler = self.fields.append
            return
        self.fields.append("\n")
        self.fields.extend(value for key, value in attributes.items() if key.endswith(" instr"))

    def _end(self, name: str) -> None:
        self.depth -= 1
        if name.endswith(" instrText"):
            self.parser.CharacterDataHandler = None
