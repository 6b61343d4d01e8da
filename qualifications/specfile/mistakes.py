"""What is wrong with a file, as sentences with a place. Reading never stops at the first one."""

from __future__ import annotations

from dataclasses import dataclass, field

from qualifications.specfile.lines import Key, LineIndex


@dataclass(frozen=True)
class Mistake:
    """One mistake: where it stands (file, line when known, thing) and a full sentence."""

    file: str
    line: int | None
    place: str
    sentence: str

    def __str__(self) -> str:
        spot = f"{self.file}, line {self.line}" if self.line else self.file
        return f"{spot}: {self.place}: {self.sentence}" if self.place else f"{spot}: {self.sentence}"


@dataclass
class Notes:
    """The mistakes of one file, and how to find the line of a key in it."""

    file: str
    lines: LineIndex = field(default_factory=LineIndex)
    mistakes: list[Mistake] = field(default_factory=list)
    dates_as_text: bool = False

    def wrong(self, place: str, sentence: str, *path: Key, line: int | None = None) -> None:
        """Note a mistake at this key; the line is that of the nearest key that the file spells out."""
        found = line or self.lines.line_of(path)
        self.mistakes.append(Mistake(self.file, found, place, sentence))
