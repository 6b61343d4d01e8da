"""What a learner may know of what happened to their work, in their own words for it: values alone, no rows.

Neither sampling nor a return, a dispute or who decided it shows (RULINGS 11, 19): what was being checked goes on being
checked, whatever happened behind it. A signature that was taken back was none.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from marksheets.workflow.states import UNDER_REVIEW, State

RESULT = State.RELEASED.learner_name
# Kinds of ledger entries that a learner is told as they are.
PLAIN = {
    "submission.invited": "You were invited to resubmit",
    "submission.submitted": "You handed it in",
    "submission.on_behalf": "It was handed in for you",
    "submission.withdrawn": "You took it back",
    "submission.extended": "You were given more time",
    "submission.paused": "Paused while your earlier result is under review",
    "submission.resumed": "It goes on",
    "draft.asked": "You handed it in for comments",
    "draft.commented": "Comments came back",
}


@dataclass(frozen=True)
class Told:
    """One line: when, and what."""

    at: datetime
    words: str


def told(events: Iterable[tuple[datetime, str]]) -> tuple[Told, ...]:
    """The lines of one attempt, from its entries in the ledger (when, kind) in their order."""
    lines: list[Told] = []
    for at, kind in events:
        if kind in PLAIN:
            lines.append(Told(at, PLAIN[kind]))
        elif kind == "sheet.recall":
            _take_back(lines)
        elif words := _state(kind, [line.words for line in lines]):
            lines.append(Told(at, words))
    return tuple(lines)


def _take_back(lines: list[Told]) -> None:
    """The check that had begun had not: unless a result was given before, when nothing of it was told."""
    if lines and lines[-1].words == State.ASSESSED.learner_name:
        lines.pop()


def _state(kind: str, before: list[str]) -> str:
    """The state an act leads to, as the learner names it; "" where it stands there already, or nothing is told."""
    released = RESULT in before
    if kind == "sheet.open":
        return State.MARKING.learner_name
    if kind == "sheet.sign":
        checked = State.ASSESSED.learner_name
        return "" if released or checked in before else checked
    if kind == "sheet.release":
        return RESULT if not released or before[-1] == UNDER_REVIEW else ""
    if kind == "sheet.reopen":
        return UNDER_REVIEW if released and before[-1] != UNDER_REVIEW else ""
    return State.VOID.learner_name if kind == "sheet.void" else ""
