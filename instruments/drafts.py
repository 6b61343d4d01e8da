"""What is wrong with a draft: everything that is wrong with a file, and what holds for a centre's own sheet. Pure."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import unified_diff

from qualifications import specfile
from qualifications.specfile.encoding import decoded
from qualifications.specfile.lines import Key, LineIndex
from qualifications.specfile.mistakes import Notes

LONGEST = 400_000  # characters; the largest printed sheet has 15,000
CALLED = "the sheet"
ONE = "The text must hold one sheet, opened by [[assessments]], and neither awards nor units."
OWN_WORDS = "A centre’s own sheet says wording = “centre_own”; “official” is the awarding body’s text alone."
NO_UNIT = "The sheet names no unit, so nobody could be appointed to mark it: say units = [ … ]."
UNKNOWN = "No published unit is called {code}."
ZERO = "The file holds zero bytes, as no text does; save it as plain text with the encoding UTF-8."
TOO_LONG = f"The file is longer than {LONGEST:,} characters, too long for one sheet."

# In example.toml: the points of a section, and the line that says its unit up to the remark.
POINTS = re.compile(r"    \[\[assessments\.nodes\.bullets\]\].*?(?=\n\n|\s*\Z)", re.DOTALL)
UNIT = re.compile(r"units = \[[^\]]*\] *")


@dataclass(frozen=True)
class Draft:
    """A text as far as it could be read: the sheet is there when nothing is wrong, and perhaps else."""

    sheet: specfile.Assessment | None
    mistakes: tuple[specfile.Mistake, ...]

    @property
    def is_sound(self) -> bool:
        """Whether it can be shown, tried, approved."""
        return self.sheet is not None and not self.mistakes


def read_draft(text: str, units: Iterable[specfile.Unit]) -> Draft:
    """The sheet that a text describes and all its mistakes in the order of their lines; never raises.

    `units` are those that are published: criteria are looked up in them.
    """
    beside = specfile.Catalogue(units=tuple(units))
    read = specfile.read_bytes(text.encode(errors="replace"), CALLED, beside=beside, alone=True)
    sheet = read.assessments[0] if read.assessments else None
    further = () if sheet is None and read.mistakes else tuple(_further(read, LineIndex(text), beside))
    mistakes = sorted((*read.mistakes, *further), key=lambda mistake: mistake.line or 0)
    return Draft(sheet, tuple(mistakes))


def made_out_for(unit: specfile.Unit, example: str) -> str:
    """The example with one unit’s criteria as its points: the first outcome’s in section 1, the others’ in 2."""
    said = [[(f"{unit.code} {one.number}", one.text) for one in outcome.criteria] for outcome in unit.outcomes]
    criteria = [one for outcome in said for one in outcome]
    if len(criteria) < 2:
        return example
    first = len(said[0]) if 0 < len(said[0]) < len(criteria) else len(criteria) // 2
    parts = enumerate((criteria[:first], criteria[first:]), start=1)
    text = POINTS.sub(lambda _: _points(*next(parts)), example)
    return UNIT.sub(lambda found: f"units = [{_quoted(unit.code)}]".ljust(len(found[0])), text)


def _points(section: int, criteria: Iterable[tuple[str, str]]) -> str:
    remark = "     # the points an assessor looks for, with the criteria they evidence" if section == 1 else ""
    return "\n".join(
        f"    [[assessments.nodes.bullets]]{'' if at > 1 else remark}\n"
        f'    code = "S{section}.{at}"\n    text = {_quoted(text)}\n    evidences = [{_quoted(reference)}]'
        for at, (reference, text) in enumerate(criteria, start=1)
    )


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)  # what JSON escapes, TOML escapes alike


def as_text(content: bytes) -> str:
    """An uploaded file as text; ValueError with a sentence when it is not one."""
    notes = Notes(CALLED)
    text = decoded(content, notes)
    if text is None:
        wrong = notes.mistakes[0]
        raise ValueError(f"Line {wrong.line}: {wrong.sentence}")
    if "\x00" in text:
        raise ValueError(ZERO)
    if len(text) > LONGEST:
        raise ValueError(TOO_LONG)
    return text


def difference_of(theirs: str, mine: str) -> list[str]:
    """The lines in which two texts differ, with two lines around them: "-" theirs, "+" mine."""
    old, new = (text.replace("\r\n", "\n").split("\n") for text in (theirs, mine))
    return list(unified_diff(old, new, lineterm="", n=2))[2:]


def uncovered(sheet: specfile.Assessment, units: Iterable[specfile.Unit]) -> tuple[str, ...]:
    """Criteria of the sheet's units that nothing on it evidences: another sheet of the award must."""
    evidenced = {reference for node in sheet.nodes for reference in node.evidences}
    ours = [unit for unit in units if unit.code in sheet.units]
    return tuple(dict.fromkeys(ref for unit in ours for ref in unit.criteria if ref not in evidenced))


def _further(read: specfile.Catalogue, lines: LineIndex, beside: specfile.Catalogue) -> Iterator[specfile.Mistake]:
    if len(read.assessments) != 1 or read.awards or read.units:
        yield _mistake(lines, "", ONE)
        return
    sheet = read.assessments[0]
    place = f"assessment {sheet.code}" if sheet.code else ""
    if sheet.wording == "official":
        yield _mistake(lines, place, OWN_WORDS, "wording")
    if not sheet.units:
        yield _mistake(lines, place, NO_UNIT, "units")
    known = {unit.code for unit in beside.units}
    for code in (code for code in sheet.units if code not in known):
        yield _mistake(lines, place, UNKNOWN.format(code=code), "units")


def _mistake(lines: LineIndex, place: str, sentence: str, *path: Key) -> specfile.Mistake:
    at: tuple[Key, ...] = ("assessments", 0, *path) if path else ()
    return specfile.Mistake(CALLED, lines.line_of(at), place, sentence)
