"""What governs where a centre's overlay and the award ask for the same thing: the stricter. Pure.

The awarding body's specification is never relieved by an overlay: a centre may ask for more, and what it prints
below the award's own number is kept as printed and counts for nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from qualifications.outcome.amounts import are, limits
from qualifications.outcome.words import capital
from qualifications.specfile import Assessment, EveryPasses, Kind, Node, Overlay, Quantity, Requirement
from qualifications.specfile.stricter import counterparts, is_relief, together

DECLARATION = "I confirm that the work I am submitting is my own."
AUTHENTICITY = "The learner has confirmed that this work is their own."


def sheet_of(overlay: Overlay) -> Assessment:
    """The overlay as a checklist, marked and signed like any sheet: each requirement is confirmed or is not.

    Where the source letters two requirements alike, the codes stand for the letters: a sentence names one of them.
    """
    letters = [each.number or each.code for each in overlay.requirements]
    is_told = len(set(letters)) == len(letters)
    return Assessment(
        code=overlay.code,
        version=overlay.version,
        title=overlay.title,
        sheet_title=f"Checklist: {overlay.title}",
        source=overlay.source,
        wording="centre_own",
        task=overlay.text,
        declaration=DECLARATION,
        authenticity=AUTHENTICITY,
        rule_text="Every requirement confirmed",
        rule=EveryPasses(Kind.REQUIREMENT),
        printed=overlay.printed,
        quantities=overlay.quantities,
        nodes=tuple(
            _node(each, letter if is_told else each.code)
            for each, letter in zip(overlay.requirements, letters, strict=True)
        ),
    )


def _node(requirement: Requirement, letter: str) -> Node:
    first, *more = requirement.quantities or ("",)
    return Node(
        code=requirement.code,
        kind=Kind.REQUIREMENT,
        number=letter,
        text=requirement.text,
        guidance=f"About {requirement.words:,} words; no outcome depends on it." if requirement.words else "",
        quantity=first,
        more_quantities=tuple(more),
    )


@dataclass(frozen=True)
class Governing:
    """One quantity of an overlay: what the centre prints, what the award asks (None: nothing), what governs."""

    asked: Quantity
    own: Quantity | None
    governs: Quantity
    sentence: str

    @property
    def is_added(self) -> bool:
        """Whether the overlay asks for something that the award does not."""
        return self.own is None or (self.governs.minimum, self.governs.maximum) != (self.own.minimum, self.own.maximum)


def governing(overlay: Overlay, own: Iterable[Quantity]) -> tuple[Governing, ...]:
    """Every quantity of the overlay beside the award's own (those of its sheets), with the one that governs."""
    own = tuple(own)
    return tuple(_governing(asked, next(iter(counterparts(asked, own)), None)) for asked in overlay.quantities)


def _governing(asked: Quantity, own: Quantity | None) -> Governing:
    if own is None:
        sentence = f"{capital(limits(asked))} {are(asked)} asked by the centre; the award asks for none."
        return Governing(asked, None, asked, sentence)
    return Governing(asked, own, together(asked, own), _sentence(asked, own))


def _sentence(asked: Quantity, own: Quantity) -> str:
    if is_relief(asked, own):
        return f"The award asks for {limits(own)}, and that governs; the centre prints {limits(asked)}."
    if (asked.minimum, asked.maximum) == (own.minimum, own.maximum):
        return f"The award asks for {limits(own)}, the centre for {limits(asked)}."
    return f"The centre asks for {limits(asked)}; for the award itself {limits(own)} {are(own)} enough."
