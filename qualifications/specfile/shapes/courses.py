"""The courses that lead to an award, as frozen data. Field names are the keys of the files."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

ANY = "any"
ADMISSIBLE = "admissible"


@dataclass(frozen=True, kw_only=True)
class Course:
    """A course as a centre prints it; `days` and `hours` only where they are printed.

    `admits` holds the codes of the awards it leads to under the reading that is followed, `admits_otherwise`
    those that another sentence of the same source adds. Both are held; the award's decision says which governs.
    """

    code: str
    title: str
    text: str = ""
    days: Decimal | None = None
    hours: Decimal | None = None
    admits: tuple[str, ...] = ()
    admits_otherwise: tuple[str, ...] = ()

    def leads_to(self, award: str, *, otherwise: bool = False) -> bool:
        """Whether the course admits to that award; with `otherwise` the reading that is not followed also counts."""
        return award in self.admits or (otherwise and award in self.admits_otherwise)
