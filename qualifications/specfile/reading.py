"""From files to a catalogue. Whatever a file holds, reading ends with sentences, never with an exception."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from os.path import isdir
from pathlib import Path
from typing import TypeVar

from qualifications.specfile.catalogue import Catalogue
from qualifications.specfile.checking import Entries, Entry, check
from qualifications.specfile.encoding import decoded
from qualifications.specfile.lines import LineIndex
from qualifications.specfile.mistakes import Notes, Spot
from qualifications.specfile.read_awards import read_award, read_unit
from qualifications.specfile.read_competences import read_competences
from qualifications.specfile.read_overlays import read_overlay
from qualifications.specfile.read_sheets import read_assessment
from qualifications.specfile.read_upgrades import read_upgrade
from qualifications.specfile.shapes import Assessment, Award, Competences, Overlay, Unit, Upgrade
from qualifications.specfile.table import Table

FORMAT = 1
LARGEST = 4_000_000
SHIPPED = Path(__file__).resolve().parent.parent / "catalogue"

Thing = TypeVar("Thing", Award, Unit, Assessment, Competences, Overlay, Upgrade)


def specification_files(paths: Iterable[Path]) -> tuple[Path, ...]:
    """The .toml files below the given folders, and the given files themselves, in a stable order."""
    found: list[Path] = []
    for path in paths:
        found.extend(sorted(path.rglob("*.toml")) if isdir(path) else [path])
    return tuple(dict.fromkeys(found))


def read(paths: Iterable[Path], *, beside: Catalogue | None = None, alone: bool = False) -> Catalogue:
    """Everything the files and folders say, with all their mistakes at once.

    `beside` is a catalogue whose units and assessments the files may refer to; what the files say themselves
    goes before it. With `alone`, one sheet may stand by itself: units that no file holds are let pass.
    """
    notes, entries = [], Entries()
    for path in specification_files(paths):
        notes.append(Notes(_shown(path)))
        content = _content(path, notes[-1])
        if content is not None:
            _read_bytes(content, notes[-1], entries)
    return _catalogue(entries, notes, beside, alone=alone)


def read_bytes(content: bytes, called: str, *, beside: Catalogue | None = None, alone: bool = False) -> Catalogue:
    """As `read`, for a file that lies nowhere: what a form brought, or a draft; mistakes name it as `called`."""
    notes, entries = Notes(called), Entries()
    _read_bytes(content, notes, entries)
    return _catalogue(entries, [notes], beside, alone=alone)


def _catalogue(entries: Entries, notes: Sequence[Notes], beside: Catalogue | None, *, alone: bool) -> Catalogue:
    check(entries, beside or Catalogue(), alone=alone)
    return Catalogue(
        awards=tuple(entry.thing for entry in entries.awards),
        units=tuple(entry.thing for entry in entries.units),
        assessments=tuple(entry.thing for entry in entries.assessments),
        overlays=tuple(entry.thing for entry in entries.overlays),
        upgrades=tuple(entry.thing for entry in entries.upgrades),
        competences=tuple(entry.thing for entry in entries.competences),
        mistakes=tuple(m for note in notes for m in sorted(note.mistakes, key=lambda m: m.line or 0)),
        notes=tuple(hint for note in notes for hint in note.hints),
        rule_spots=_rule_spots(entries),
    )


def _rule_spots(entries: Entries) -> dict[tuple[str, str], Spot]:
    """Where the rules stand that may be searched: those of sheets without a mistake of their own."""
    spots: dict[tuple[str, str], Spot] = {}
    for entry in entries.assessments:
        table, name = entry.table, (entry.thing.code, entry.thing.version)
        if not any(f"{mistake.place},".startswith(f"{table.place},") for mistake in table.notes.mistakes):
            spots.setdefault(name, table.notes.spot(table.place, *table.path, "rule"))
    return spots


def _read_bytes(content: bytes, notes: Notes, entries: Entries) -> None:
    document = _document(content, notes)
    if document is not None:
        read_table(Table(document, notes, "", ()), entries)


def read_table(table: Table, entries: Entries) -> None:
    """A whole file: its format and its lists."""
    if table.get("format") != FORMAT or isinstance(table.get("format"), bool):
        line = table.notes.lines.line_of(("format",)) or 1
        table.notes.wrong("", f"The file must say format = {FORMAT}.", line=line)
    entries.awards.extend(_entries(table, "awards", "award", read_award))
    entries.units.extend(_entries(table, "units", "unit", read_unit))
    entries.assessments.extend(_entries(table, "assessments", "assessment", read_assessment))
    entries.overlays.extend(_entries(table, "overlays", "overlay", read_overlay))
    entries.upgrades.extend(_entries(table, "upgrades", "upgrade", read_upgrade))
    entries.competences.extend(_entries(table, "competences", "competences", read_competences))
    table.close("a specification file")


def _entries(table: Table, key: str, called: str, reader: Callable[[Table], Thing]) -> Sequence[Entry[Thing]]:
    entries = []
    for each in table.tables(key, called):
        before = len(table.notes.mistakes)
        thing = reader(each)
        entries.append(Entry(thing, each, sound=len(table.notes.mistakes) == before))
    return entries


def _document(content: bytes, notes: Notes) -> Mapping[str, object] | None:
    """The file as TOML values; None, with a sentence noted, when it is not readable as such."""
    text = _text(content, notes)
    if text is None:
        return None
    notes.lines = LineIndex(text)
    try:
        return tomllib.loads(text)
    except RecursionError:
        notes.wrong("", "The file nests its lists too deeply to be read.")
    except ValueError as problem:
        notes.wrong("", f"The file is not TOML: {_sentence(str(problem))}", line=_line(str(problem), text))
    return None


def _line(problem: str, text: str) -> int | None:
    """The line that the reader of TOML names; the last one for what is missing at the end."""
    named = re.search(r"at line (\d+)", problem)
    if named:
        return int(named[1])
    return text.rstrip().count("\n") + 1 if "at end of document" in problem else None


def _content(path: Path, notes: Notes) -> bytes | None:
    try:
        if not path.is_file():
            raise FileNotFoundError("there is no such file")
        with path.open("rb") as file:
            return file.read(LARGEST + 1)
    except OSError as problem:
        notes.wrong("", f"The file cannot be opened: {_sentence(problem.strerror or str(problem))}")
        return None


def _text(content: bytes, notes: Notes) -> str | None:
    if len(content) > LARGEST:
        notes.wrong("", "The file is larger than 4 MB, too large for a specification.")
        return None
    return decoded(content, notes)


def _sentence(problem: str) -> str:
    """The reader's own words as the end of a sentence, without the place that stands in front already."""
    return re.sub(r"\s*\(at (line|end).*\)$", "", problem).rstrip(".") + "."


def _shown(path: Path) -> str:
    """The path as a person would type it from here."""
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)
