"""A decision as a box of the sheet shows it."""

from __future__ import annotations

from marksheets.models import MarkSet
from marksheets.pages.shape import Box, UnitEffect
from marksheets.reading import values_of
from qualifications import outcome
from qualifications.outcome import Decision

WORDS = {"pass": "PASS", "referral": "REFERRAL", "undecided": "Not decided"}
UNIT_SENTENCES = {
    "met": "{code} is met.",
    "referred": "{code} is referred.",
    "held": "{code} is held until the whole sheet passes.",
}


def box_of(definition: outcome.Assessment, marks: MarkSet | None, unit_outcomes: str) -> Box | None:
    """The box of one hand's set; None where there is none to be seen."""
    if marks is None:
        return None
    decision = outcome.decide(definition, values_of(definition, marks.node_marks.all()), unit_outcomes=unit_outcomes)
    return boxed(definition, decision, same_marks=marks.same_marks)


def boxed(definition: outcome.Assessment, decision: Decision, *, same_marks: bool = False) -> Box:
    """A decision as the sheet's box shows it."""
    names = {node.code: node.short or node.heading or node.name for node in definition.walk()}
    return Box(
        outcome=decision.outcome.value,
        word=WORDS[decision.outcome.value],
        total=decision.total,
        running=decision.running,
        available=decision.available or None,
        headline=decision.headline,
        reasons=tuple(
            r.sentence for r in decision.reasons if r.sentence.lower().rstrip(".") not in decision.headline.lower()
        ),
        referred=tuple(names[code] for code in decision.referred),
        warnings=tuple(decision.warnings),
        same_marks=same_marks,
        units=_units(decision),
    )


def _units(decision: Decision) -> tuple[UnitEffect, ...]:
    """Nothing on a sheet for one unit, whose outcome says it all, nor before there is an outcome."""
    if len(decision.units) < 2 or decision.outcome is outcome.Outcome.UNDECIDED:
        return ()
    return tuple(
        UnitEffect(code, word, UNIT_SENTENCES[word].format(code=code)) for code, word in decision.units.items()
    )
