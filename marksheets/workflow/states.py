"""Where a sheet stands, with the name staff use and the name the learner reads."""

from __future__ import annotations

from enum import StrEnum

RETURNED = "Being checked"
UNDER_REVIEW = "Under review"


class State(StrEnum):
    """A sheet's state: its stored value, its staff name and its learner name."""

    staff_name: str
    learner_name: str

    def __new__(cls, value: str, staff_name: str, learner_name: str) -> State:
        """A member is its stored value; the two names ride along."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.staff_name = staff_name
        member.learner_name = learner_name
        return member

    MARKING = ("marking", "Being marked", "Being marked")
    ASSESSED = ("assessed", "Signed by the assessor", "Being checked")
    SAMPLED = ("sampled", "Called in", "Being checked")
    DISPUTED = ("disputed", "Disputed", "Being checked")
    CHECKED = ("checked", "Countersigned", "Being checked")
    RELEASED = ("released", "Released", "Result ready")
    VOID = ("void", "Void", "Withdrawn by the centre")


def learner_name(state: State, *, returned: bool, under_review: bool) -> str:
    """What the learner reads; neither a return to the assessor nor sampling nor a dispute shows in it (RULINGS 11).

    `returned`: the sheet is back with its assessor after a check began. `under_review`: a released result was
    re-opened and the old one still stands in the learner's hands (RULINGS 20).
    """
    if state is State.VOID:
        return state.learner_name
    if under_review:
        return UNDER_REVIEW
    return RETURNED if returned and state is State.MARKING else state.learner_name
