"""The text of a PDF, put back into paragraphs.

A PDF knows lines, not paragraphs or tables. Lines are told apart by their place on the page: a wider gap, a larger
letter, a bullet, or a line that ended early begins a new paragraph; a line with wide spaces in it is the row of a
table and stands alone; everything else is one paragraph, wrapped.
"""

from __future__ import annotations

import ctypes
import re
import struct
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

import pypdfium2
import pypdfium2.raw as pdfium

_BREAK_MARK = "\x02"  # PDFium's sign for a hyphen at the end of a line
_HYPHENS = ("-", "\u2010", "\u00ad", _BREAK_MARK)
_PLAIN = dict.fromkeys((*range(32), 0xFFFF), " ") | {
    0x0A: "\n",
    0x02: _BREAK_MARK,
    0xFFFE: _BREAK_MARK,
    0xF0B7: "•",
    0xF0A7: "•",
}
_PRINTED = re.compile(rf"[^\s{_BREAK_MARK}](?:[^\n{_BREAK_MARK}]*[^\s{_BREAK_MARK}])?{_BREAK_MARK}?")
_SPACES = re.compile(r"[ \u00a0]+(?=\S)")
_CELL_GAP = "\u2003"  # an em space: it counts as a space and a page shows it as wide
_DOTS = "•◦▪▫●○■□‣⁃∙·"
_BULLET = re.compile(rf"^(?:[{_DOTS}o–—-]\s+|[{_DOTS}])(?=\S)")  # Word prints its second bullet as the letter o
_ONLY_BULLETS = re.compile(r"^[\W_]$")
_NUMBERED = re.compile(r"^(\(?[0-9]{1,3}[.)]|\(?[a-z][.)])\s")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_SENTENCE_END = re.compile(r"[.?!:;][\"”’')\]]*$")
_COMPOUND_START = re.compile("self|non|well|co|ex|half|all|cross|anti|semi|long|short|high|low|full|part|one|two")


@dataclass
class Line:
    """One printed line: its text, and its edges in points from the page's lower left corner."""

    text: str
    left: float
    right: float
    bottom: float
    size: float

    @property
    def row(self) -> bool:
        """Parted by wide spaces, as the cells of a table are."""
        return _CELL_GAP in self.text

    @property
    def broken(self) -> bool:
        """Ends within a word."""
        return self.text.endswith(_HYPHENS) and self.text[-2:-1].isalpha()


@dataclass
class Paragraph:
    """Lines that belong together. `kind` is "p", "li" (bulleted) or "h" (printed larger)."""

    lines: list[Line] = field(default_factory=list)
    kind: str = "p"


@dataclass
class Page:
    """One page: its paragraphs, and whether anything but text is drawn on it."""

    paragraphs: list[Paragraph]
    drawn: bool = False
    readable: bool = True


def read_pages(document: pypdfium2.PdfDocument) -> Iterator[Page]:
    """The pages in order; one that cannot be read is marked, it does not stop the others."""
    for number in range(len(document)):
        try:
            page = document[number]
            yield Page(paragraphs_of(_lines(page.get_textpage())), pdfium.FPDFPage_CountObjects(page) > 0)
            page.close()
        except pypdfium2.PdfiumError:
            yield Page([], readable=False)


def _lines(text: pypdfium2.PdfTextPage) -> list[Line]:
    characters = characters_of(text)
    lines = [
        _line(text, stretch)
        for stretch in _PRINTED.finditer(characters)  # a page's text is one string; a line is a stretch of it
    ]
    return [line for line in lines if not _ONLY_BULLETS.match(line.text)]


def characters_of(text: pypdfium2.PdfTextPage) -> str:
    """The page's text, one character for each place that PDFium can measure, hyphens at line ends marked."""
    characters: str = text.get_text_range()
    if len(characters) != text.count_chars():  # PDFium counts in UTF-16, where a rare sign takes two places
        units = struct.iter_unpack("<H", characters.encode("utf-16-le"))
        characters = "".join(chr(unit) for (unit,) in units)
    return characters.translate(_PLAIN)


def _line(text: pypdfium2.PdfTextPage, stretch: re.Match[str]) -> Line:
    first, last = box_of(text, stretch.start()), box_of(text, stretch.end() - 1)
    words = re.sub(r"[ \u00a0]+", " ", _with_cells(text, stretch, 2 * (first.top - first.bottom)))
    words = words.encode("utf-16-le", "surrogatepass").decode("utf-16-le")
    return Line(words, first.left, max(last.right, first.right), first.bottom, first.top - first.bottom)


def _with_cells(text: pypdfium2.PdfTextPage, stretch: re.Match[str], wide: float) -> str:
    """The line, with a mark wherever more than `wide` points lie between two words."""
    line, start = stretch[0], stretch.start()
    for space in reversed(list(_SPACES.finditer(line))):
        before, after = box_of(text, start + space.start() - 1), box_of(text, start + space.end())
        if after.left - before.right > wide and space.start() > 4:  # after "12." a wide space is the tab of a list
            line = line[: space.start()] + _CELL_GAP + line[space.end() :]
    return line


def box_of(text: pypdfium2.PdfTextPage, index: int) -> pdfium.FS_RECTF:
    box = pdfium.FS_RECTF()
    pdfium.FPDFText_GetLooseCharBox(text, index, ctypes.byref(box))
    return box


def paragraphs_of(lines: Sequence[Line]) -> list[Paragraph]:
    """Lines in reading order, gathered into paragraphs."""
    if not lines:
        return []
    gaps = [above.bottom - below.bottom for above, below in pairwise(lines)]
    size = median(line.size for line in lines)
    usual = median([gap for gap in gaps if 0.5 * size < gap < 3 * size] or [1.2 * size])
    columns = _columns(lines)
    paragraphs = [_begin(lines[0], size)]
    for above, line, gap in zip(lines, lines[1:], gaps, strict=False):
        if _follows(above, line, gap, usual, columns[_column(above)]):
            paragraphs[-1].lines.append(line)
        else:
            paragraphs.append(_begin(line, size))
    return paragraphs


def _column(line: Line) -> int:
    """Lines that begin within the same hundred points stand in the same column."""
    return round(line.left / 100)


def _columns(lines: Sequence[Line]) -> dict[int, tuple[float, float]]:
    """The left and right edges of each column."""
    edges: dict[int, tuple[float, float]] = {}
    for line in lines:
        left, right = edges.get(_column(line), (line.left, line.right))
        edges[_column(line)] = min(left, line.left), max(right, line.right)
    return edges


def _begin(line: Line, usual_size: float) -> Paragraph:
    if _BULLET.match(line.text):
        line.text = _BULLET.sub("", line.text)
        return Paragraph([line], "li")
    larger = line.size > 1.12 * usual_size and len(line.text) < 120 and any(map(str.isalpha, line.text))
    return Paragraph([line], "h" if larger else "p")


def _follows(above: Line, line: Line, gap: float, usual: float, edges: tuple[float, float]) -> bool:
    """Whether a line goes on with the paragraph of the line above it."""
    if above.broken:
        return True
    if above.row or line.row:
        return False
    if _BULLET.match(line.text) or _NUMBERED.match(line.text) or not 0.87 < line.size / max(above.size, 0.1) < 1.15:
        return False
    if gap < 0 or gap > 3 * usual:  # a new column, or the far side of a picture
        return line.text[:1].islower() and not _SENTENCE_END.search(above.text)
    if gap > 1.3 * usual or abs(line.left - above.left) > 100:
        return False
    unused = (edges[1] - above.right) / max(edges[1] - edges[0], 1)
    return not (unused > 0.4 or (unused > 0.12 and _SENTENCE_END.search(above.text)))


class Joiner:
    """Joins wrapped lines. A word broken at a line's end keeps its hyphen when the document writes it so
    elsewhere, or when it is plainly made of two words; else the two halves become one."""

    def __init__(self, pages: Iterable[Page]) -> None:
        self.known: set[str] = set()
        for page in pages:
            for paragraph in page.paragraphs:
                self._learn(paragraph.lines)

    def join(self, paragraph: Paragraph) -> str:
        """The paragraph as one line of text."""
        pieces: list[str] = []
        for line in paragraph.lines:
            if pieces and self._one_word(pieces[-1], line.text):
                pieces[-1] = pieces[-1][:-1] + self._hyphen(pieces[-1], line.text)
            elif pieces:
                pieces.append(" ")
            pieces.append(line.text)
        return re.sub(r" {2,}", " ", "".join(pieces).replace("\u00ad", "").replace(_BREAK_MARK, "-")).strip()

    def _learn(self, lines: Sequence[Line]) -> None:
        """Whole words only: the halves of a broken word are no words."""
        broken = False
        for line in lines:
            words = [word.lower() for word in _WORD.findall(line.text)]
            words = words[1:] if broken else words
            broken = line.broken
            self.known.update(words[:-1] if broken else words)

    @staticmethod
    def _one_word(text: str, following: str) -> bool:
        return text.endswith(_HYPHENS) and text[-2:-1].isalpha() and following[:1].isalpha()

    def _hyphen(self, text: str, following: str) -> str:
        """ "-" or nothing, for the place where `text` breaks off."""
        left, right = _WORD.findall(text[:-1])[-1].lower(), _WORD.findall(following)[0].lower()
        if text[-1] == "\u00ad":
            return ""
        if f"{left}-{right}" in self.known or following[:1].isupper():
            return "-"
        if left + right in self.known:
            return ""
        both_words = len(left) > 3 and len(right) > 3 and {left, right} <= self.known
        return "-" if _COMPOUND_START.fullmatch(left) or both_words else ""
