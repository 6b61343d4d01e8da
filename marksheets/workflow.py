"""The sheet's life as one table: which move is lawful, for whom, from where. Pure.

Pages, buttons, API routes and tests read this table; `marksheets/actions` is the one door through which moves go.
Staff names and learner names belong to states (RULINGS 11).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """Where a sheet stands, with the name staff use and the name the learner reads."""

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


class Holder(StrEnum):
    """A role a move asks for, named as in appointments; `lead_iqa` may do all that `iqa` may."""

    ASSESSOR = "assessor"
    IQA = "iqa"
    LEAD_IQA = "lead_iqa"


@dataclass(frozen=True, slots=True)
class Move:
    """One lawful verb.

    `own` says whether it belongs to the assessor of the very sheet; `never_own` refuses them. `signs` moves bind a
    person and are never made by token. `to` lists every state it may end in; `forbidden_by` the kinds of hold that
    stop it. `open` has no source: it makes the sheet from a submission.
    """

    verb: str
    label: str
    act: str  # what a refusal calls it: "Signing is for the assessor"
    sources: frozenset[State]
    to: tuple[State, ...]
    roles: frozenset[Holder]
    own: bool = False
    never_own: bool = False
    signs: bool = False
    forbidden_by: frozenset[str] = frozenset()
    wrong_state: str = ""


CHECKERS = frozenset({Holder.IQA, Holder.LEAD_IQA})

MOVES: dict[str, Move] = {
    move.verb: move
    for move in (
        Move(
            "open",
            "Open and mark",
            "Opening",
            frozenset(),
            (State.MARKING,),
            frozenset({Holder.ASSESSOR}),
            own=True,
            wrong_state="This was opened already.",
        ),
        Move(
            "sign",
            "Sign and next",
            "Signing",
            frozenset({State.MARKING}),
            (State.ASSESSED,),
            frozenset({Holder.ASSESSOR}),
            own=True,
            signs=True,
            wrong_state="This sheet is signed already; it is {state} now.",
        ),
        Move(
            "call_in",
            "Call in",
            "Calling in",
            frozenset({State.ASSESSED}),
            (State.SAMPLED,),
            CHECKERS,
            never_own=True,
            wrong_state="Only a sheet an assessor has signed can be called in; this one is {state}.",
        ),
        Move(
            "countersign",
            "Countersign",
            "Countersigning",
            frozenset({State.SAMPLED}),
            (State.CHECKED, State.DISPUTED),
            CHECKERS,
            never_own=True,
            signs=True,
            wrong_state="Only a sheet that was called in can be countersigned; this one is {state}.",
        ),
        Move(
            "release",
            "Release to the learner",
            "Releasing",
            frozenset({State.CHECKED}),
            (State.RELEASED,),
            CHECKERS,
            never_own=True,
            forbidden_by=frozenset({"sampling undecided"}),
            wrong_state="Only a countersigned sheet can be released; this one is {state}.",
        ),
    )
}


def refusal(move: Move, state: State, roles: frozenset[str], *, is_assessor_of_it: bool) -> str:
    """Why this hand may not make this move from this state, as a sentence; "" when it may."""
    if not roles & {str(role.value) for role in move.roles}:
        return f"{move.act} is for {_who(move)}; you are here in another role."
    if move.never_own and is_assessor_of_it:
        return "You cannot check a sheet you assessed yourself; another IQA has to."
    if move.own and not is_assessor_of_it:
        return "This sheet is with another assessor."
    if state not in move.sources:
        return move.wrong_state.format(state=f"“{state.staff_name.lower()}”")
    return ""


def _who(move: Move) -> str:
    return {"assessor": "the assessor", "iqa": "an IQA"}[min(str(role.value) for role in move.roles)]
