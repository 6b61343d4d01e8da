"""A checklist of requirements: each is confirmed or not, and there are no marks. Values are worked out by hand."""

from __future__ import annotations

import pytest

from marksheets.pages.rows import options
from qualifications import outcome
from qualifications.outcome import Outcome, Value
from qualifications.specfile import Kind
from tests.qualifications.made_up import decided, sentences, sheet


def test_all_confirmed_is_a_pass_without_a_total() -> None:
    decision = decided("CHECKLIST", "confirmed", "met", "confirmed", sessions=4)

    assert (decision.outcome, decision.total, decision.available) == (Outcome.PASS, None, 0)
    assert decision.headline == "Pass: every requirement is confirmed."


def test_one_that_is_not_confirmed_refers_and_is_named() -> None:
    decision = decided("CHECKLIST", "confirmed", "confirmed", "not confirmed", sessions=4)

    assert (decision.outcome, decision.referred) == (Outcome.REFERRAL, ("c",))
    assert decision.headline == "Referral: requirement 3 is not confirmed."


def test_several_share_a_sentence() -> None:
    decision = decided("CHECKLIST", "not confirmed", "confirmed", "not confirmed", sessions=4)

    assert decision.headline == "Referral: requirements 1 and 3 are not confirmed."


def test_too_few_sessions_leave_a_requirement_unconfirmed() -> None:
    decision = decided("CHECKLIST", "confirmed", "confirmed", "confirmed", sessions=3)

    assert decision.referred == ("b",)
    assert sentences(decision) == [
        "Requirement 2 is not confirmed: the diary shows 3 sessions as coach, at least 4 are needed."
    ]


def test_a_blank_is_still_to_decide() -> None:
    assert decided("CHECKLIST", "confirmed", None, None).headline == "2 requirements still to decide."


@pytest.mark.parametrize("typed", ["confirmed", "Confirmed", "met"])
def test_confirmed_is_stored_as_met(typed: str) -> None:
    value = outcome.parse_mark(sheet("CHECKLIST").node("a"), typed)

    assert value == Value(met=True)
    assert isinstance(value, Value) and outcome.written(value) == "met"


@pytest.mark.parametrize("typed", ["not confirmed", "not met", "not_met", "not"])
def test_not_confirmed_is_stored_as_not_met(typed: str) -> None:
    assert outcome.parse_mark(sheet("CHECKLIST").node("a"), typed) == Value(met=False)


@pytest.mark.parametrize("typed", ["12", "pass", "yes"])
def test_nothing_else_can_be_typed(typed: str) -> None:
    problem = outcome.parse_mark(sheet("CHECKLIST").node("a"), typed)

    assert problem == outcome.Problem(f"Requirement 1 takes confirmed or not confirmed; “{typed}” is none of these.")


def test_a_criterion_is_never_confirmed() -> None:
    assert isinstance(outcome.parse_mark(sheet("HOURS").node("C1"), "confirmed"), outcome.Problem)


@pytest.mark.parametrize(("met", "word", "sentence"), [(True, "ok", "Confirmed"), (False, "ref", "Not confirmed")])
def test_beside_the_row_stands_the_same_word(met: bool, word: str, sentence: str) -> None:
    node = sheet("CHECKLIST").node("a")

    assert outcome.node_standing(node, Value(met=met)) == outcome.Standing(word, sentence)
    assert (node.kind, node.noun) == (Kind.REQUIREMENT, "requirement")


def test_the_row_of_a_mark_sheet_offers_the_two_words() -> None:
    assert options(sheet("CHECKLIST").node("a")) == (("met", "Confirmed"), ("not_met", "Not confirmed"))
    assert options(sheet("HOURS").node("C1")) == (("met", "Met"), ("not_met", "Not met"))
