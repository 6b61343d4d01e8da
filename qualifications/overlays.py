"""What governs where a centre's overlay and the award ask for the same thing: the stricter. Pure.

The awarding body's specification is never relieved by an overlay: a centre may ask for more, and what it prints
below the award's own number is kept as printed and counts for nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from qualifications.outcome.amounts import are, limits
from qualifications.outcome.words import capital
from qualifications.specfile import Overlay, Quantity
from qualifications.specfile.stricter import counterparts, is_relief


@dataclass(frozen=True)
class Governing:
    """One quantity of an overlay: what the centre prints, what the award asks (None: nothing), which governs."""

    asked: Quantity
    own: Quantity | None
    governs: Quantity
    sentence: str

    @property
    def is_added(self) -> bool:
        """Whether the overlay asks for something that the award does not."""
        return self.governs is self.asked and self.governs != self.own


def governing(overlay: Overlay, own: Iterable[Quantity]) -> tuple[Governing, ...]:
    """Every quantity of the overlay beside the award's own (those of its sheets), with the one that governs."""
    own = tuple(own)
    return tuple(_governing(asked, next(iter(counterparts(asked, own)), None)) for asked in overlay.quantities)


def _governing(asked: Quantity, own: Quantity | None) -> Governing:
    if own is None:
        sentence = f"{capital(limits(asked))} {are(asked)} asked by the centre; the award asks for none."
        return Governing(asked, None, asked, sentence)
    if is_relief(asked, own):
        sentence = f"The award asks for {limits(own)}, and that governs; the centre prints {limits(asked)}."
        return Governing(asked, own, own, sentence)
    if (asked.minimum, asked.maximum) == (own.minimum, own.maximum):
        return Governing(asked, own, own, f"The award and the centre ask for {limits(own)}.")
    sentence = f"The centre asks for {limits(asked)}; for the award itself {limits(own)} {are(own)} enough."
    return Governing(asked, own, asked, sentence)
