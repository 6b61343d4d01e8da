"""Where words occur in the reading view of a file: by page where it has pages, with a few words around each."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html.parser import HTMLParser

MOST = 50  # places shown; whoever finds more asks for more words
LONGEST = 100  # characters asked for
AROUND = 40  # characters shown on either side
_BLOCKS = {"p", "li", "td", "th", "h2", "h3", "h4", "h5", "h6", "br", "section", "tr"}
_PAGE = re.compile(r"p(\d{1,4})")


@dataclass(frozen=True)
class Found:
    """One place: its page (0 where the file has none), and the words as they stand between what is around them."""

    page: int
    before: str
    words: str
    after: str


@dataclass(frozen=True)
class Finds:
    """What was asked for, how often it occurs in all, and the first places."""

    asked: str
    count: int
    places: tuple[Found, ...]


def find(html: str, asked: str) -> Finds:
    """Every place of `asked` in sanitised HTML, whatever the case and however the spaces are broken."""
    asked = " ".join(asked.split())[:LONGEST]
    if not asked:
        return Finds("", 0, ())
    wanted = re.compile(r"\s+".join(re.escape(word) for word in asked.split()), re.IGNORECASE)
    places: list[Found] = []
    count = 0
    for page, text in _pages(html):
        for hit in wanted.finditer(text):
            count += 1
            if len(places) < MOST:
                places.append(_around(page, text, hit))
    return Finds(asked, count, tuple(places))


def _around(page: int, text: str, hit: re.Match[str]) -> Found:
    start, end = hit.span()
    before, after = text[max(0, start - AROUND) : start], text[end : end + AROUND]
    if start > AROUND:  # whole words
        before = "…" + before.partition(" ")[2]
    if end + AROUND < len(text):
        after = after.rpartition(" ")[0] + "…"
    return Found(page, before, hit[0], after)


def _pages(html: str) -> list[tuple[int, str]]:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return [(page, re.sub(r"\s+", " ", "".join(parts)).strip()) for page, parts in reader.pages if parts]


class _Reader(HTMLParser):
    """The words of each page; the printed number of a page is not among them."""

    def __init__(self) -> None:
        super().__init__()
        self.pages: list[tuple[int, list[str]]] = [(0, [])]
        self._skipping = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "section" and (number := _PAGE.fullmatch(given.get("id") or "")):
            self.pages.append((int(number[1]), []))
        self._skipping = given.get("class") == "page-no"
        if tag in _BLOCKS:
            self.pages[-1][1].append(" ")

    def handle_endtag(self, tag: str) -> None:
        self._skipping = False
        if tag in _BLOCKS:
            self.pages[-1][1].append(" ")

    def handle_data(self, data: str) -> None:
        if not self._skipping:
            self.pages[-1][1].append(data)
