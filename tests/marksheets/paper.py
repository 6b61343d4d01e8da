"""A PDF read back as a person reads the paper."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from typing import Any

import pypdfium2 as pdfium


@dataclass(frozen=True)
class Paper:
    """What stands on a printed document. `lines` are as printed, `pages` have line breaks undone; lengths in points."""

    body: bytes
    lines: tuple[str, ...]
    pages: tuple[str, ...]
    width: float
    right_edge: float  # of the rightmost visible letter on any page
    font: str  # of the first letter
    tagged: bool
    title: str

    @property
    def text(self) -> str:
        """The whole document as one line."""
        return " ".join(self.pages)


def read(body: bytes) -> Paper:
    """Read a PDF's bytes; everything is copied out, nothing stays open."""
    with closing(pdfium.PdfDocument(body)) as document:
        texts = [page.get_textpage() for page in document]
        printed = [text.get_text_range() for text in texts]
        return Paper(
            body=body,
            lines=tuple(line.strip() for page in printed for line in page.splitlines()),
            pages=tuple(" ".join(page.split()) for page in printed),
            width=document[0].get_width(),
            right_edge=max(edge for text in texts for edge in _right_edges(text)),
            font=_first_font(texts[0]),
            tagged=bool(pdfium.raw.FPDFCatalog_IsTagged(document.raw)),
            title=document.get_metadata_value("Title"),
        )


def _right_edges(text: Any) -> Iterator[float]:
    for number in range(text.count_chars()):
        if text.get_text_range(number, 1).strip():
            yield text.get_charbox(number)[2]


def _first_font(text: Any) -> str:
    name = ctypes.create_string_buffer(200)
    pdfium.raw.FPDFText_GetFontInfo(text.raw, 0, name, len(name), None)
    return name.value.decode()
