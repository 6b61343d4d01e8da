"""Who may make a move, from where: the table read for one person and one sheet."""

from __future__ import annotations

from dataclasses import dataclass

from marksheets.workflow.shape import CHECKERS, LEAD, Hand, Holder, Move
from marksheets.workflow.states import State


@dataclass(frozen=True, slots=True)
class Party:
    """Who tries a move: their role, and what they are to the sheet. Two may be true of one person in two roles."""

    role: str
    is_assessor: bool = False
    is_checker: bool = False  # called it in or countersigned it


ROLE_WORDS = {
    frozenset({Holder.ASSESSOR}): "the assessor",
    CHECKERS: "an IQA",
    LEAD: "a lead IQA",
    frozenset({Holder.EV}): "the EV",
    frozenset({Holder.LEAD_IQA, Holder.ADMIN}): "a lead IQA or the centre admin",
}


def refusal(move: Move, state: State, party: Party) -> str:
    """Why this hand may not make this move from this state, as a sentence; "" when it may."""
    if party.role not in {str(role.value) for role in move.roles}:
        return f"{move.act} is for {ROLE_WORDS[move.roles]}; you are here in another role."
    if sentence := _wrong_hand(move.hand, party):
        return sentence
    if state not in move.sources:
        return move.wrong_state.format(state=f"“{state.staff_name.lower()}”")
    return _wrong_checker(move.hand, party)


def _wrong_hand(hand: Hand, party: Party) -> str:
    if hand is Hand.OWN and not party.is_assessor:
        return "This sheet is with another assessor."
    if hand is Hand.APART and (party.is_assessor or party.is_checker):
        return "Somebody who marked or countersigned this sheet cannot decide about it again; another lead IQA has to."
    if hand in {Hand.NOT_OWN, Hand.CHECKER, Hand.NOT_CHECKER} and party.is_assessor:
        return "You cannot check a sheet you assessed yourself; another IQA has to."
    return ""


def _wrong_checker(hand: Hand, party: Party) -> str:
    """Asked last: who has a check is known only once there is one."""
    if hand is Hand.CHECKER and not party.is_checker:
        return "Another IQA has called this sheet in; take the check over first."
    return "This check is yours already." if hand is Hand.NOT_CHECKER and party.is_checker else ""
