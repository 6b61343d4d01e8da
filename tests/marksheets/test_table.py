"""The whole table: every move from every state by every role, as the assessor, the checker, or neither.

What is lawful is written here by hand, from "The sheet's life" and the rulings; everything else must be refused.
"""

from __future__ import annotations

import itertools

import pytest

from centres.roles import Role
from marksheets.workflow import BY_HAND, HOLDS, MOVES, HoldKind, Party, State, forbids, learner_name, refusal

STATES = ("marking", "assessed", "sampled", "disputed", "checked", "released", "void")
HANDS = ("assessor", "checker", "neither")
# verb: (from these states, by these roles, being this to the sheet)
LAWFUL = {
    "sign": ("marking", "assessor", "assessor"),
    "override": ("marking", "assessor", "assessor"),
    "recall": ("assessed", "assessor", "assessor"),
    "call_in": ("assessed", "iqa lead_iqa", "checker neither"),
    "take_over": ("sampled", "iqa lead_iqa", "neither"),
    "lock": ("sampled", "iqa lead_iqa", "checker"),
    "return": ("sampled", "iqa lead_iqa", "checker"),
    "countersign": ("sampled", "iqa lead_iqa", "checker"),
    "resolve": ("disputed", "lead_iqa", "neither"),
    "release": ("assessed checked", "iqa lead_iqa", "checker neither"),
    "reopen": ("checked released", "lead_iqa", "neither"),
    "invite_resubmission": ("released", "iqa lead_iqa", "checker neither"),
    "grant_attempt": ("released", "iqa lead_iqa", "checker neither"),
    "ask_ev": ("checked released", "iqa lead_iqa", "assessor checker neither"),
    "attest": ("checked released", "ev", "assessor checker neither"),
    "reassign": ("marking", "lead_iqa admin", "assessor checker neither"),
    "hold": ("marking assessed sampled disputed checked released", "iqa lead_iqa", "checker neither"),
    "lift": ("marking assessed sampled disputed checked released", "iqa lead_iqa", "checker neither"),
    "void": ("marking assessed sampled disputed checked released", "lead_iqa", "checker neither"),
}


# verb: (where it may end; nothing: where it was), and what must be sent with it
ENDS = {
    "open": ("marking", ""),
    "sign": ("assessed sampled", ""),
    "override": ("", "quantity amount reason"),
    "recall": ("marking", ""),
    "call_in": ("sampled", ""),
    "take_over": ("", ""),
    "lock": ("", ""),
    "return": ("marking", "reason"),
    "countersign": ("checked disputed", ""),
    "resolve": ("checked", "standing reason"),
    "release": ("released", ""),
    "reopen": ("disputed sampled", "reason"),
    "invite_resubmission": ("", ""),
    "grant_attempt": ("", "reason"),
    "ask_ev": ("", "ev"),
    "attest": ("", ""),
    "reassign": ("", "assessor reason"),
    "hold": ("", "kind person sentence reason"),
    "lift": ("", "hold reason"),
    "void": ("void", "reason"),
}


def test_every_verb_is_written_down_here() -> None:
    assert set(LAWFUL) | {"open"} == set(MOVES)
    assert {state.value for state in State} == set(STATES)


def test_where_each_ends_and_what_each_asks() -> None:
    found = {verb: (" ".join(move.to), " ".join(move.asks)) for verb, move in MOVES.items()}
    assert found == ENDS


def test_four_bind_a_person_and_so_ask_for_a_proof_of_who_signs() -> None:
    assert {verb for verb, move in MOVES.items() if move.signs} == {"sign", "countersign", "resolve", "attest"}


def test_opening_is_the_assessors_it_was_given_to_and_is_done_once() -> None:
    for role in Role.values:
        own = refusal(MOVES["open"], State.MARKING, Party(role, is_assessor=True))
        anothers = refusal(MOVES["open"], State.MARKING, Party(role))
        if role == "assessor":
            assert (own, anothers) == ("This was opened already.", "This sheet is with another assessor.")
        else:
            assert own == anothers == "Opening is for the assessor; you are here in another role."


@pytest.mark.parametrize("verb", LAWFUL)
def test_a_move_is_lawful_just_where_the_rulings_say(verb: str) -> None:
    states, roles, hands = (words.split() for words in LAWFUL[verb])
    for state, role, hand in itertools.product(STATES, Role.values, HANDS):
        party = Party(role, is_assessor=hand == "assessor", is_checker=hand == "checker")
        sentence = refusal(MOVES[verb], State(state), party)
        lawful = state in states and role in roles and hand in hands
        assert (sentence == "") == lawful, (verb, state, role, hand, sentence)
        assert lawful or (sentence[0].isupper() and sentence.endswith(".") and "{" not in sentence)


def test_the_assessor_who_is_also_the_checker_of_another_role_decides_nothing() -> None:
    """A person is one person: the assessor acting as lead IQA stays the assessor."""
    both = Party("lead_iqa", is_assessor=True)
    assert refusal(MOVES["resolve"], State.DISPUTED, both) == (
        "Somebody who marked or countersigned this sheet cannot decide about it again; another lead IQA has to."
    )
    own = "You cannot check a sheet you assessed yourself; another IQA has to."
    assert refusal(MOVES["release"], State.CHECKED, both) == own
    for verb in ("call_in", "take_over", "lock", "return", "countersign"):
        for is_checker in (False, True):  # the database keeps the second from coming to be
            party = Party("lead_iqa", is_assessor=True, is_checker=is_checker)
            assert refusal(MOVES[verb], State.SAMPLED, party) == own


PLACED_BY_HAND = {"owed sample", "integrity", "malpractice", "appeal", "conflict"}
# kind: what it forbids (ARCHITECTURE, "Storeys"); conflict forbids by person
FORBIDDEN = {
    "sampling undecided": "release",
    "owed sample": "release claim",
    "integrity": "sign countersign release claim",
    "malpractice": "sign countersign release claim",
    "appeal": "claim void",
    "conflict": "",
    "legal": "erasure",
    "action": "claim",
}


@pytest.mark.parametrize("kind", FORBIDDEN)
def test_a_hold_forbids_just_what_its_kind_says(kind: str) -> None:
    assert {str(one) for one in HoldKind} == set(FORBIDDEN) == {str(one) for one in HOLDS}
    for verb in {*MOVES, "claim", "erasure"}:
        assert forbids(kind, verb) == (verb in FORBIDDEN[kind].split()), verb
        if kind == "conflict":
            assert forbids(kind, verb, names_this_person=True)


def test_five_kinds_are_placed_by_hand_and_the_others_come_with_what_they_forbid() -> None:
    assert {str(kind) for kind in BY_HAND} == PLACED_BY_HAND


@pytest.mark.parametrize(
    ("state", "returned", "under_review", "name"),
    [
        ("marking", False, False, "Being marked"),
        ("marking", True, False, "Being checked"),  # a return does not show
        ("assessed", False, False, "Being checked"),
        ("sampled", True, False, "Being checked"),  # nor sampling
        ("disputed", False, False, "Being checked"),  # nor a dispute
        ("checked", False, False, "Being checked"),
        ("released", False, False, "Result ready"),
        ("disputed", False, True, "Under review"),
        ("sampled", True, True, "Under review"),
        ("marking", True, True, "Under review"),
        ("checked", False, True, "Under review"),
        ("void", False, True, "Withdrawn by the centre"),
    ],
)
def test_the_learner_reads_their_own_names(state: str, returned: bool, under_review: bool, name: str) -> None:
    assert learner_name(State(state), returned=returned, under_review=under_review) == name
