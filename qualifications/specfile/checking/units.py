"""Whether a unit is whole in itself."""

from __future__ import annotations

from qualifications.specfile.checking.duplicates import duplicates
from qualifications.specfile.checking.entries import Entry
from qualifications.specfile.shapes import LearningOutcome, Unit


def check_unit(entry: Entry[Unit]) -> None:
    """Dates in order, numbers once each, every outcome with criteria numbered under it."""
    unit = entry.thing
    if unit.review_on and unit.available_from and unit.review_on < unit.available_from:
        entry.wrong("The unit would be reviewed before it is available; are the dates swapped?", "review_on")
    for number in duplicates(outcome.number for outcome in unit.outcomes):
        entry.wrong(f"Learning outcome {number} stands twice; each needs its own number.", "outcomes")
    for reference in duplicates(unit.criteria):
        entry.wrong(f"Criterion {reference} stands twice; each needs its own number.", "outcomes")
    for at, outcome in enumerate(unit.outcomes):
        _check_outcome(entry, at, outcome)


def _check_outcome(entry: Entry[Unit], at: int, outcome: LearningOutcome) -> None:
    if not outcome.criteria:
        entry.wrong(f"Learning outcome {outcome.number} has no criteria; it needs one at least.", "outcomes", at)
    for number, criterion in enumerate(outcome.criteria):
        if not criterion.number.startswith(f"{outcome.number}."):
            right = f"its number begins with “{outcome.number}.”."
            sentence = f"Criterion {criterion.number} stands under learning outcome {outcome.number}; {right}"
            entry.wrong(sentence, "outcomes", at, "criteria", number)
