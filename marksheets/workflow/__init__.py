"""The sheet's life as data: states, the kinds of hold, and one table of moves. Pure.

Pages, buttons, API routes, manuals and tests read this package; `marksheets/actions` is the one door through which
moves go. Staff names and learner names belong to states (RULINGS 11).
"""

from marksheets.workflow.holds import BY_HAND, HOLDS, HoldKind, forbids
from marksheets.workflow.lawful import Party, refusal
from marksheets.workflow.moves import MOVES
from marksheets.workflow.shape import Hand, Holder, Move
from marksheets.workflow.states import State, learner_name

__all__ = [
    "BY_HAND",
    "HOLDS",
    "MOVES",
    "Hand",
    "HoldKind",
    "Holder",
    "Move",
    "Party",
    "State",
    "forbids",
    "learner_name",
    "refusal",
]
