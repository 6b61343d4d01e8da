"""What a resubmission opens and what is carried into it; sheets as in `data/made_up.toml` and 002."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st

from qualifications import outcome
from tests.qualifications.made_up import decided, given, sheet


def test_only_the_referred_section_is_opened() -> None:
    decision = decided("D7.01", 31, 22)
    assert outcome.reopened(sheet("D7.01"), decision.referred) == ("S2",)


def test_whole_opens_all_whatever_passed() -> None:
    assert outcome.reopened(sheet("D7.01"), ("S2",), whole=True) == ("S1", "S2")


def test_a_referral_that_no_minimum_explains_opens_all_unless_parts_are_named() -> None:
    """15/25 on a 40/15 + 60/25 sheet: 40 in all, every minimum met (RULINGS 3)."""
    decision = decided("UNEVEN", 15, 25)
    assert (decision.outcome.value, decision.total, decision.referred) == ("referral", 40, ())
    assert outcome.reopened(sheet("UNEVEN"), decision.referred) == ("S1", "S2")
    assert outcome.reopened(sheet("UNEVEN"), decision.referred, named=("S2",)) == ("S2",)


def test_a_name_never_narrows_what_a_minimum_refers() -> None:
    assert outcome.reopened(sheet("D7.01"), ("S2",), named=("S1",)) == ("S2",)


def test_a_referred_group_opens_everything_scored_in_it() -> None:
    parts = sheet("PARTS")
    inside = tuple(node.code for node in parts.node("G1").walk() if node.is_scored)
    assert outcome.reopened(parts, ("G1",)) == inside


def test_what_is_not_opened_is_carried_as_it_was() -> None:
    values = given("D7.02-03", 16, 20, 25)
    assert outcome.carried(sheet("D7.02-03"), sheet("D7.02-03"), values, ("S1",)) == {
        "S2": values["S2"],
        "S3": values["S3"],
    }


def test_another_wording_carries_and_another_minimum_carries_nothing() -> None:
    before = sheet("D7.01")
    reworded = dataclasses.replace(before, title="Another title")
    first = dataclasses.replace(before.nodes[0], minimum=24)
    stricter = dataclasses.replace(before, nodes=(first, *before.nodes[1:]))
    values = given("D7.01", 31, 22)
    assert outcome.carried(before, reworded, values, ("S2",)) == {"S1": values["S1"]}
    assert outcome.carried(before, stricter, values, ("S2",)) == {}


@drawn(st.integers(0, 34), st.integers(0, 30), st.integers(0, 36))
def test_new_marks_at_the_minimum_turn_any_referral_of_the_shared_sheet_into_a_pass(a: int, b: int, c: int) -> None:
    """17 + 15 + 18 is 50: what was carried is at or above its minimum, and so is what is new."""
    shared, least = sheet("D7.02-03"), {"S1": 17, "S2": 15, "S3": 18}
    before = decided("D7.02-03", a, b, c)
    values = given("D7.02-03", a, b, c)
    opened = outcome.reopened(shared, before.referred)
    if before.outcome is outcome.Outcome.PASS:
        return
    kept = outcome.carried(shared, shared, values, opened)
    new = {code: outcome.Value(mark=least[code]) for code in opened}
    after = outcome.decide(shared, {**kept, **new})
    assert after.outcome is outcome.Outcome.PASS
    marks = zip(least, (a, b, c), strict=True)
    assert after.total == sum(least[code] if code in opened else mark for code, mark in marks)


@pytest.mark.parametrize("code", ["D7.01", "D7.02-03", "D7.04"])
def test_carried_and_opened_are_the_whole_sheet_and_nothing_twice(code: str) -> None:
    scored = [node.code for node in sheet(code).scored]
    for referred in scored:
        opened = outcome.reopened(sheet(code), (referred,))
        kept = outcome.carried(sheet(code), sheet(code), given(code, *[0] * len(scored)), opened)
        assert sorted([*opened, *kept]) == scored
