"""What a lawful move is made of: the roles that hold it, what they are to the sheet, and what it asks."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from marksheets.workflow.states import State


class Holder(StrEnum):
    """A role a move asks for, named as in appointments; `lead_iqa` may do all that `iqa` may."""

    ASSESSOR = "assessor"
    IQA = "iqa"
    LEAD_IQA = "lead_iqa"
    EV = "ev"
    ADMIN = "admin"


class Hand(StrEnum):
    """What the person must be to the very sheet."""

    ANYBODY = "anybody"
    OWN = "own"  # its assessor
    NOT_OWN = "not own"  # anybody but its assessor
    CHECKER = "checker"  # the IQA who has it called in
    NOT_CHECKER = "not checker"  # another IQA, who did not assess it
    APART = "apart"  # neither its assessor nor its countersigner (RULINGS 8)


@dataclass(frozen=True, slots=True)
class Move:
    """One lawful verb.

    `to` lists every state it may end in; empty: the state stays. `signs` moves bind a person: they ask for
    authentication again and are never made by token. `asks` names what must be sent with it. `open` has no source: it
    makes the sheet from a submission.
    """

    verb: str
    label: str  # on the button
    act: str  # what a refusal calls it: "Signing is for the assessor"
    event: str  # what the history says the person did
    done: str  # what the person reads after it
    sources: frozenset[State]
    to: tuple[State, ...]
    roles: frozenset[Holder]
    hand: Hand = Hand.ANYBODY
    signs: bool = False
    asks: tuple[str, ...] = ()
    wrong_state: str = ""


CHECKERS = frozenset({Holder.IQA, Holder.LEAD_IQA})
ASSESSOR = frozenset({Holder.ASSESSOR})
LEAD = frozenset({Holder.LEAD_IQA})
LIVING = frozenset(State) - {State.VOID}
OVER = "This sheet is void; nothing more is done to it."
