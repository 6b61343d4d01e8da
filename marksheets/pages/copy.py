"""The learner's copy of their work with what the assessor wrote beside it, from the released page alone."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from django.urls import reverse

from centres.models import Centre
from marksheets.pages.cells import Annotation
from marksheets.pages.shape import SheetPage


@dataclass(frozen=True, slots=True)
class Numbered:
    """One comment, numbered through the whole copy, with the part it is about in words ("" in the margin alone)."""

    number: int
    said: Annotation
    about: str

    @property
    def areas(self) -> tuple[tuple[str, ...], ...]:
        """Left, top, width and height of each marked line in percent of the page."""
        return tuple(tuple(f"{value / 100}%" for value in area) for area in self.said.areas)

    @property
    def top(self) -> str:
        """Where its number stands: kept far enough from the edges to be seen whole."""
        return f"{min(max(self.said.top / 100 + 1.2, 2), 98):.2f}%"


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page of a file with comments on it; a file without pages is one of these, without a picture."""

    file: str
    page: int
    picture_url: str
    comments: tuple[Numbered, ...]


def copy_of(page: SheetPage, centre: Centre) -> tuple[Leaf, ...]:
    """The commented pages in the order of the work; () where nothing was written for the learner."""
    words = page.about_words
    mine = (one for one in page.annotations if one.for_learner)
    numbered = [Numbered(n, one, words.get(one.about, "")) for n, one in enumerate(mine, start=1)]
    return tuple(
        Leaf(name, number, _picture(file, number, centre), tuple(comments))
        for (file, name, number), comments in groupby(
            numbered, key=lambda one: (one.said.file, one.said.file_name, one.said.page)
        )
    )


def _picture(file: str, number: int, centre: Centre) -> str:
    return reverse("leaf-picture", args=[centre.slug, file, number]) if number else ""
