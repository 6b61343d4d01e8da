"""The table: which verb is lawful, for whom, from where, and what it asks (ARCHITECTURE, "The sheet's life")."""

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

TABLE = (
    Move(
        "open",
        "Open and mark",
        "Opening",
        "opened it for marking",
        "Opened.",
        frozenset(),
        (State.MARKING,),
        ASSESSOR,
        Hand.OWN,
        wrong_state="This was opened already.",
    ),
    Move(
        "sign",
        "Sign and next",
        "Signing",
        "signed the marks",
        "Signed. It goes to quality assurance; the learner sees nothing until it is released.",
        frozenset({State.MARKING}),
        (State.ASSESSED, State.SAMPLED),
        ASSESSOR,
        Hand.OWN,
        signs=True,
        wrong_state="This sheet is signed already; it is {state} now.",
    ),
    Move(
        "override",
        "Record what is evidenced outside the diary",
        "Recording what is evidenced outside the diary",
        "recorded what is evidenced outside the diary",
        "Recorded, with your name and the day. The point it is about can be met now.",
        frozenset({State.MARKING}),
        (),
        ASSESSOR,
        Hand.OWN,
        asks=("quantity", "amount", "reason"),
        wrong_state="It is recorded while the sheet is being marked; this one is {state}.",
    ),
    Move(
        "recall",
        "Take back to amend",
        "Taking back",
        "took the signed sheet back to amend it",
        "It is on your desk again. Your signature is kept as one on an earlier revision; sign again when you are done.",
        frozenset({State.ASSESSED}),
        (State.MARKING,),
        ASSESSOR,
        Hand.OWN,
        wrong_state="A signed sheet can be taken back until an IQA calls it in; this one is {state}.",
    ),
    Move(
        "call_in",
        "Call in",
        "Calling in",
        "called it in for checking",
        "Called in. Give your own marks beside the assessor’s.",
        frozenset({State.ASSESSED}),
        (State.SAMPLED,),
        CHECKERS,
        Hand.NOT_OWN,
        wrong_state="Only a sheet an assessor has signed can be called in; this one is {state}.",
    ),
    Move(
        "take_over",
        "Take over the check",
        "Taking over",
        "took the check over",
        "The check is yours now. Your own marks start blank; those of the other IQA are kept.",
        frozenset({State.SAMPLED}),
        (),
        CHECKERS,
        Hand.NOT_CHECKER,
        wrong_state="Only a check that is under way can be taken over; this sheet is {state}.",
    ),
    Move(
        "lock",
        "Lock my marks",
        "Locking marks",
        "locked their marks and saw the assessor’s",
        "Your marks are locked; the assessor’s are shown beside them. Whatever you change now is recorded as changed "
        "after you saw them.",
        frozenset({State.SAMPLED}),
        (),
        CHECKERS,
        Hand.CHECKER,
        wrong_state="Marks are locked while a sheet is called in; this one is {state}.",
    ),
    Move(
        "return",
        "Return to the assessor",
        "Returning",
        "returned it to the assessor",
        "Returned. The assessor reads your words beside the sheet; when it is signed again it comes back to you.",
        frozenset({State.SAMPLED}),
        (State.MARKING,),
        CHECKERS,
        Hand.CHECKER,
        asks=("reason",),
        wrong_state="Only a sheet that was called in can be returned; this one is {state}.",
    ),
    Move(
        "countersign",
        "Countersign",
        "Countersigning",
        "countersigned it",
        "Countersigned.",
        frozenset({State.SAMPLED}),
        (State.CHECKED, State.DISPUTED),
        CHECKERS,
        Hand.CHECKER,
        signs=True,
        wrong_state="Only a sheet that was called in can be countersigned; this one is {state}.",
    ),
    Move(
        "resolve",
        "Resolve the dispute",
        "Resolving",
        "resolved the dispute",
        "Resolved. The sheet is checked and can be released.",
        frozenset({State.DISPUTED}),
        (State.CHECKED,),
        LEAD,
        Hand.APART,
        signs=True,
        asks=("standing", "reason"),
        wrong_state="Only a disputed sheet can be resolved; this one is {state}.",
    ),
    Move(
        "release",
        "Release to the learner",
        "Releasing",
        "released the result",
        "Released. The learner has been told; the printed form is being made.",
        frozenset({State.ASSESSED, State.CHECKED}),
        (State.RELEASED,),
        CHECKERS,
        Hand.NOT_OWN,
        wrong_state="Only a sheet that is signed and not waiting for a check can be released; this one is {state}.",
    ),
    Move(
        "reopen",
        "Re-open",
        "Re-opening",
        "re-opened it",
        "Re-opened. What was decided stays readable; a learner who has the result reads that it is under review.",
        frozenset({State.CHECKED, State.RELEASED}),
        (State.DISPUTED, State.SAMPLED),
        LEAD,
        Hand.APART,
        asks=("reason",),
        wrong_state="Only a countersigned or released sheet can be re-opened; this one is {state}.",
    ),
    Move(
        "ask_ev",
        "Ask an EV to read it",
        "Asking an EV",
        "asked an EV to read it",
        "Asked. The EV has been told and may read this one sheet and its files.",
        frozenset({State.CHECKED, State.RELEASED}),
        (),
        CHECKERS,
        asks=("ev",),
        wrong_state="An EV is asked to read a countersigned or released sheet; this one is {state}.",
    ),
    Move(
        "attest",
        "Sign as EV",
        "Signing as EV",
        "signed as EV",
        "Signed. Your name, the time and a seal over this revision stand on the sheet.",
        frozenset({State.CHECKED, State.RELEASED}),
        (),
        frozenset({Holder.EV}),
        signs=True,
        wrong_state="An EV signs a countersigned or released sheet; this one is {state}.",
    ),
    Move(
        "reassign",
        "Give to another assessor",
        "Reassigning",
        "gave it to another assessor",
        "It is with the other assessor, who starts with blank marks; what was marked before stays readable.",
        frozenset({State.MARKING}),
        (),
        frozenset({Holder.LEAD_IQA, Holder.ADMIN}),
        asks=("assessor", "reason"),
        wrong_state="A sheet is given to another assessor while it is being marked; this one is {state}.",
    ),
    Move(
        "hold",
        "Place a hold",
        "Placing a hold",
        "placed a hold",
        "The hold is in place. What it forbids is refused with its sentence until it is lifted.",
        LIVING,
        (),
        CHECKERS,
        Hand.NOT_OWN,
        asks=("kind", "person", "sentence", "reason"),
        wrong_state=OVER,
    ),
    Move(
        "lift",
        "Lift a hold",
        "Lifting a hold",
        "lifted a hold",
        "The hold is lifted.",
        LIVING,
        (),
        CHECKERS,
        Hand.NOT_OWN,
        asks=("hold", "reason"),
        wrong_state=OVER,
    ),
    Move(
        "void",
        "Void this sheet",
        "Voiding",
        "made it void",
        "Void. The learner has been told and can hand the work in anew; nothing that was written is deleted.",
        LIVING,
        (State.VOID,),
        LEAD,
        Hand.NOT_OWN,
        asks=("reason",),
        wrong_state="This sheet is void already.",
    ),
)
MOVES: dict[str, Move] = {move.verb: move for move in TABLE}
