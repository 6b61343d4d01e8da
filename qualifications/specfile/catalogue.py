"""A catalogue: everything that a set of files says, and everything that is wrong with them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from qualifications.specfile.mistakes import Mistake, Note, Spot
from qualifications.specfile.shapes import Assessment, Award, Competences, Overlay, Unit, Upgrade


@dataclass(frozen=True)
class Catalogue:
    """What was read. Nothing of it may be published while there are mistakes; notes forbid nothing.

    `rule_spots` says where the rule of each sound sheet stands, by its code and version.
    """

    awards: tuple[Award, ...] = ()
    units: tuple[Unit, ...] = ()
    assessments: tuple[Assessment, ...] = ()
    overlays: tuple[Overlay, ...] = ()
    upgrades: tuple[Upgrade, ...] = ()
    competences: tuple[Competences, ...] = ()
    mistakes: tuple[Mistake, ...] = ()
    notes: tuple[Note, ...] = ()
    rule_spots: Mapping[tuple[str, str], Spot] = field(default_factory=dict)

    def mistakes_about(self, thing: str) -> tuple[Mistake, ...]:
        """Those of one thing ("assessment D7.01") and of whole files, which may hide it."""
        return tuple(m for m in self.mistakes if not m.place or f"{m.place},".startswith(f"{thing},"))

    def __len__(self) -> int:
        things = (self.awards, self.units, self.assessments, self.competences, self.overlays, self.upgrades)
        return sum(map(len, things))
