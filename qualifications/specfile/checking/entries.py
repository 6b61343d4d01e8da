"""What was read, each thing with the table it came from, so that a later mistake still knows its line."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Generic, TypeVar

from qualifications.specfile.lines import Key
from qualifications.specfile.shapes import Assessment, Award, Competences, Overlay, Unit, Upgrade
from qualifications.specfile.table import Table

Thing = TypeVar("Thing", Award, Unit, Assessment, Competences, Overlay, Upgrade)


@dataclass(frozen=True)
class Entry(Generic[Thing]):
    """One award, unit, assessment, overlay or upgrade; `sound` while its own table reads without a mistake."""

    thing: Thing
    table: Table
    sound: bool

    def wrong(self, sentence: str, *path: Key, place: str = "") -> None:
        """Note a mistake at a key of this thing; `place` names a part of it ("node S1")."""
        self.table.wrong(sentence, *path, place=f"{self.table.place}, {place}" if place else "")


@dataclass
class Entries:
    """All that a set of files holds."""

    awards: list[Entry[Award]] = field(default_factory=list)
    units: list[Entry[Unit]] = field(default_factory=list)
    assessments: list[Entry[Assessment]] = field(default_factory=list)
    overlays: list[Entry[Overlay]] = field(default_factory=list)
    upgrades: list[Entry[Upgrade]] = field(default_factory=list)
    competences: list[Entry[Competences]] = field(default_factory=list)
