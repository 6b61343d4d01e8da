"""What people must bring who teach, assess or check an award, as frozen data. Field names are the keys of the files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from qualifications.specfile.shapes.printed import Printed

REQUIRED = "required"
DESIRABLE = "desirable"
STRENGTHS = (REQUIRED, DESIRABLE)


@dataclass(frozen=True, kw_only=True)
class Indicator:
    """One printed evidence indicator. A desirable one informs; it never satisfies and is never needed."""

    code: str
    text: str
    strength: str = REQUIRED
    window_years: int | None = None

    @property
    def is_required(self) -> bool:
        """Whether evidence of it can satisfy anything."""
        return self.strength == REQUIRED


@dataclass(frozen=True)
class EachOf:
    """Indicators that stand beside one another without "or": each is needed."""

    parts: tuple[Indicators, ...]


@dataclass(frozen=True)
class OneOf:
    """Indicators with "or" between them: one is enough."""

    parts: tuple[Indicators, ...]


Indicators = Indicator | EachOf | OneOf


def indicators(tree: Indicators) -> Iterator[Indicator]:
    """Every indicator in printed order."""
    if isinstance(tree, Indicator):
        yield tree
    else:
        for part in tree.parts:
            yield from indicators(part)


@dataclass(frozen=True, kw_only=True)
class CompetenceRow:
    """One row of the printed table: the requirement and the evidence that shows it.

    `window_years` is the age in years that evidence may have, for all indicators of the row that state none of their
    own; only where the row states one.
    """

    number: str
    text: str
    indicators: EachOf | OneOf
    strength: str = REQUIRED
    window_years: int | None = None

    @property
    def is_required(self) -> bool:
        """Whether somebody without it is not competent; a row that is only desirable gates nothing."""
        return self.strength == REQUIRED

    def window_of(self, indicator: Indicator) -> int | None:
        """Years that evidence of this indicator may be old; null means that no age is printed."""
        return indicator.window_years or self.window_years


@dataclass(frozen=True, kw_only=True)
class Competences:
    """One printed table of competence requirements, for the roles it names (tutor, assessor, iqa)."""

    code: str
    version: str
    title: str
    roles: tuple[str, ...]
    wording: str = "official"
    source: str = ""
    evidence_title: str = ""
    printed: tuple[Printed, ...] = ()
    rows: tuple[CompetenceRow, ...] = ()

    def row(self, number: str) -> CompetenceRow:
        """The row of that number; KeyError when there is none."""
        for row in self.rows:
            if row.number == number:
                return row
        raise KeyError(number)
