"""The line of every key of a TOML file: the reader of the standard library does not tell."""

from __future__ import annotations

import re
from collections.abc import Iterator

Key = str | int

_DOTTED = r"([A-Za-z0-9_-]+(?:\s*\.\s*[A-Za-z0-9_-]+)*)"
_HEADER = re.compile(rf"\s*(\[\[?)\s*{_DOTTED}\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(rf"\s*{_DOTTED}\s*=")
_QUOTES = re.compile(r'"""|\'\'\'')


class LineIndex:
    """Answers in which line a key stands; built once per file, by looking at line beginnings only."""

    def __init__(self, text: str = "") -> None:
        self._found: dict[tuple[Key, ...], int] = {}
        self._counts: dict[tuple[Key, ...], int] = {}
        self._table: tuple[Key, ...] = ()
        for number, line in _lines_outside_texts(text):
            self._take(number, line)

    def line_of(self, path: tuple[Key, ...]) -> int | None:
        """Line of this key, or of the nearest key above it; None when nothing of it is spelled out."""
        while path and path not in self._found:
            path = path[:-1]
        return self._found.get(path)

    def _take(self, number: int, line: str) -> None:
        if header := _HEADER.match(line):
            self._table = self._resolved(_parts(header[2]), is_list=header[1] == "[[")
            self._keep(self._table, number)
        elif key := _KEY.match(line):
            self._keep((*self._table, *_parts(key[1])), number)

    def _keep(self, path: tuple[Key, ...], number: int) -> None:
        """A list of tables stands where the first of them does."""
        for length in range(1, len(path) + 1):
            self._found.setdefault(path[:length], number)

    def _resolved(self, parts: tuple[str, ...], *, is_list: bool) -> tuple[Key, ...]:
        """[[assessments.nodes]] is written without numbers; put in those of the tables it belongs to."""
        path: tuple[Key, ...] = ()
        for part in parts[:-1]:
            path = (*path, part)
            if path in self._counts:
                path = (*path, self._counts[path])
        path = (*path, parts[-1])
        if is_list:
            self._counts[path] = self._counts.get(path, -1) + 1
            path = (*path, self._counts[path])
        return path


def _parts(dotted: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in dotted.split("."))


def _lines_outside_texts(text: str) -> Iterator[tuple[int, str]]:
    """Numbered lines, without those that lie inside a text of several lines."""
    closing = ""
    for number, line in enumerate(text.split("\n"), start=1):
        if not closing:
            yield number, line
        closing = _still_open(line, closing)


def _still_open(line: str, closing: str) -> str:
    """The quotes that must still come after this line to end a text; empty when no text is open."""
    if not closing and line.lstrip().startswith("#"):
        return ""
    for quotes in _QUOTES.findall(line):
        if not closing:
            closing = quotes
        elif quotes == closing:
            closing = ""
    return closing
