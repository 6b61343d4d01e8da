"""The decision boxes of a sheet: what one hand's set decides, in the words of the page."""

from __future__ import annotations

from marksheets.models import MarkSet
from marksheets.pages.shape import Box
from marksheets.reading import values_of
from qualifications import outcome
from qualifications.outcome import Decision, Reason
from qualifications.specfile import Assessment

WORDS = {"pass": "PASS", "referral": "REFERRAL", "undecided": "Not decided"}


def box_of(definition: Assessment, marks: MarkSet | None, unit_outcomes: str) -> Box | None:
    """The box of one hand's set; None where there is no set to be seen."""
    if marks is None:
        return None
    decision = outcome.decide(definition, values_of(definition, marks.node_marks.all()), unit_outcomes=unit_outcomes)
    return boxed(definition, decision, same_marks=marks.same_marks)


def _is_told(reason: Reason, headline: str) -> bool:
    """Whether the headline says it already: word for word, or of several rows together ("criteria 1.1 and 2.1 are")."""
    return reason.code == "not_met" or reason.sentence.lower().rstrip(".") in headline.lower()


def boxed(definition: Assessment, decision: Decision, *, same_marks: bool = False) -> Box:
    """A decision as the sheet's box shows it."""
    names = {node.code: node.short or node.heading or node.name for node in definition.walk()}
    return Box(
        outcome=decision.outcome.value,
        word=WORDS[decision.outcome.value],
        total=decision.total,
        running=decision.running,
        available=decision.available or None,
        headline=decision.headline,
        reasons=tuple(reason.sentence for reason in decision.reasons if not _is_told(reason, decision.headline)),
        referred=tuple(names[code] for code in decision.referred),
        warnings=tuple(decision.warnings),
        same_marks=same_marks,
        units=tuple(decision.units.items()) if len(decision.units) > 1 and decision.is_decided else (),
    )
