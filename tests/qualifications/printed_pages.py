"""The awarding body's documents, folded to one line, for tests that rebuild their pages from the catalogue.

Only white space is folded: wrapped lines are joined, a hyphen at a line's end stays.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SEEDS = ROOT.parent / "shared" / "seeds"
LEAFLET = "000_e606cf0cd2356c74.txt"
LEVEL_5 = "001_1638e7a272a82d26.txt"
SPECIFICATION = "002_d9be3aad79968bea.txt"
SUITE = "003_7b04c4143fa2cbde.txt"

documents_needed = pytest.mark.skipif(
    not SEEDS.is_dir(),
    reason="The awarding body's documents are not beside this checkout, so the wording cannot be compared.",
)

PAGE_FOOTER = (
    "ILM Level 7 Diploma for Professional Executive Coaches and Leadership Mentors Qualification "
    "Specification © Institute of Leadership & Management Version: October 2011 Page 15 "
)
# A mark of the word processor that fell into the text of 003; no word of the awarding body's.
BOOKMARK = "[bookmark: _GoBack]"


def folded(text: str) -> str:
    """The text on one line, with single spaces; a word wrapped at its own hyphen is joined."""
    return " ".join(re.sub(r"-[ \t]*\n\s*", "-", text).split())


def printed(name: str) -> str:
    """One source document on one line."""
    text = folded((SEEDS / name).read_text("utf-8"))
    return text.replace(PAGE_FOOTER, "").replace(BOOKMARK, "")


def between(text: str, first: str, after: str | None) -> str:
    """The part of a document from `first` up to `after`, or to its end."""
    start = text.index(first)
    end = len(text) if after is None else text.index(after, start + len(first))
    return text[start:end].strip()


def plain(name: str) -> str:
    """A source document without the marks of its layout: links, tags, asterisks, bullets of any shape."""
    text = re.sub(r"\[([^]]+)\]\([^)]+\)", r"\1", printed(name))
    text = re.sub(r"<[^>]+>|\*", " ", text)
    return folded(re.sub(r"[•·]|(?<= )-(?= )", " ", text)).replace(" .", ".").replace(" ,", ",").replace(" \\ ", " ")
