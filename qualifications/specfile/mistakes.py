"""What is wrong with a file, as sentences with a place. Reading never stops at the first one."""

from __future__ import annotations

from dataclasses import dataclass, field

from qualifications.specfile.lines import Key, LineIndex


@dataclass(frozen=True)
class Spot:
    """Where something stands: file, line when known, and the thing ("assessment A1, node S1")."""

    file: str
    line: int | None
    place: str


@dataclass(frozen=True)
class Note(Spot):
    """Something worth knowing that forbids nothing, as a full sentence."""

    sentence: str

    def __str__(self) -> str:
        spot = f"{self.file}, line {self.line}" if self.line else self.file
        return f"{spot}: {self.place}: {self.sentence}" if self.place else f"{spot}: {self.sentence}"


@dataclass(frozen=True)
class Mistake(Note):
    """One mistake. Nothing is published while there is one."""


@dataclass
class Notes:
    """The mistakes of one file, what is worth knowing of it, and how to find the line of a key in it."""

    file: str
    lines: LineIndex = field(default_factory=LineIndex)
    mistakes: list[Mistake] = field(default_factory=list)
    hints: list[Note] = field(default_factory=list)
    dates_as_text: bool = False

    def spot(self, place: str, *path: Key) -> Spot:
        """Where this key stands; the line is that of the nearest key that the file spells out."""
        return Spot(self.file, self.lines.line_of(path), place)

    def wrong(self, place: str, sentence: str, *path: Key, line: int | None = None) -> None:
        """Note a mistake at this key; the line is that of the nearest key that the file spells out."""
        found = line or self.lines.line_of(path)
        self.mistakes.append(Mistake(self.file, found, place, sentence))

    def hint(self, sentence: str, line: int | None = None) -> None:
        """Note something about the whole file that forbids nothing."""
        self.hints.append(Note(self.file, line, "", sentence))
