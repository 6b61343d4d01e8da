"""What one centre asks on top of an award, as frozen data. Field names are the keys of the files."""

from __future__ import annotations

from dataclasses import dataclass

from qualifications.specfile.shapes.awards import SourceDecision
from qualifications.specfile.shapes.printed import Printed
from qualifications.specfile.shapes.sheets import Quantity


@dataclass(frozen=True, kw_only=True)
class Requirement:
    """One additional requirement in its printed words; `words` is guidance, never a limit."""

    code: str
    text: str
    number: str = ""
    quantities: tuple[str, ...] = ()
    words: int | None = None


@dataclass(frozen=True, kw_only=True)
class Overlay:
    """One version of what a centre asks beyond the awards it applies to. It may add, never subtract.

    `yields` holds the codes of quantities that are printed below the award's own and therefore give way to it.
    """

    code: str
    version: str
    title: str
    centre_kind: str
    source: str
    applies_to: tuple[str, ...] = ()
    text: str = ""
    supersedes: str = ""
    yields: tuple[str, ...] = ()
    printed: tuple[Printed, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    requirements: tuple[Requirement, ...] = ()
    decisions: tuple[SourceDecision, ...] = ()

    def quantity(self, code: str) -> Quantity:
        """The quantity of that code; KeyError when there is none."""
        for quantity in self.quantities:
            if quantity.code == code:
                return quantity
        raise KeyError(code)
