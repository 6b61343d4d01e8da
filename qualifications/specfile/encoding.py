"""From bytes to text: which encoding a file has, and what to say when it is not UTF-8."""

from __future__ import annotations

import codecs

from qualifications.specfile.mistakes import Notes

SAVE = "save it with the encoding UTF-8."
# Longest first: the mark of UTF-32 begins like that of UTF-16.
MARKS = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)
BYTE_ORDER_MARK = "The file begins with a byte order mark, which UTF-8 does not need; it is read without it."


def decoded(content: bytes, notes: Notes) -> str | None:
    """The text with plain line ends; None, with a sentence noted, when the file is not in UTF-8.

    A byte order mark before UTF-8 is what some editors write: it is noted and read over.
    """
    if other := _other_encoding(content):
        notes.wrong("", f"The file is in {other}; {SAVE}", line=1)
        return None
    if content.startswith(codecs.BOM_UTF8):
        notes.hint(BYTE_ORDER_MARK, line=1)
    try:
        return content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as problem:
        line = content[: problem.start].count(b"\n") + 1
        notes.wrong("", _not_utf8(content[problem.start]), line=line)
        return None


def _other_encoding(content: bytes) -> str:
    """UTF-16 or UTF-32, by their mark or by the zero bytes between plain letters; empty for all others."""
    marked = next((name for mark, name in MARKS if content.startswith(mark)), "")
    pairs = content[:200]
    every_second = len(pairs) >= 4 and (not any(pairs[::2]) or not any(pairs[1::2]))
    return marked or ("UTF-16 without a mark" if every_second else "")


def _not_utf8(byte: int) -> str:
    letter = bytes([byte]).decode("cp1252", errors="ignore")
    meant = f": the byte {byte:02X} would be “{letter}” in Latin-1 (Windows-1252)" if letter else ""
    return f"The file is not in UTF-8 here{meant}; {SAVE}"
