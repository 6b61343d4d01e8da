"""Marks or Pass and Referral, once for a whole sheet; and what a part adds up to."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qualifications import outcome
from qualifications.outcome import Outcome, Value
from tests.qualifications.made_up import decided, given, sheet


@pytest.mark.parametrize(
    ("values", "wished", "way"),
    [
        ((None, None, None), "", "marks"),
        ((None, None, None), "words", "words"),
        ((8, None, None), "words", "marks"),
        (("pass", None, None), "marks", "words"),
        ((8, "pass", None), "", "mixed"),
    ],
)
def test_what_is_given_says_the_way_and_a_wish_only_while_nothing_is(
    values: tuple[str | int | None, ...], wished: str, way: str
) -> None:
    assert outcome.way_of(sheet("CRITERIA"), given("CRITERIA", *values), wished) == way


def test_a_sheet_of_sections_leaves_no_choice() -> None:
    assert outcome.way_of(sheet("UNEVEN"), given("UNEVEN", None, None), "words") == ""
    assert outcome.turned(sheet("UNEVEN"), given("UNEVEN", 20, 30), "words") == {}


def test_where_one_criterion_takes_marks_alone_there_is_no_choice() -> None:
    whole = sheet("CRITERIA")
    strict = replace(whole, nodes=(replace(whole.nodes[0], markings=("marks",)), *whole.nodes[1:]))

    assert outcome.way_of(strict, {}, "words") == ""


def test_a_mark_at_its_minimum_becomes_a_pass_and_one_below_a_referral() -> None:
    turned = outcome.turned(sheet("CRITERIA"), given("CRITERIA", 4, 5, None), "words")

    assert turned == {"C1": Value(met=True), "C2": Value(met=False)}


def test_a_pass_has_no_number_and_becomes_a_blank() -> None:
    turned = outcome.turned(sheet("CRITERIA"), given("CRITERIA", "pass", "referral", 20), "marks")

    assert turned == {"C1": Value(), "C2": Value()}


def test_without_marks_there_is_nothing_to_add_up() -> None:
    decision = decided("CRITERIA", "pass", "referral", "pass")

    assert (decision.outcome, decision.total, decision.available) == (Outcome.REFERRAL, None, 0)
    assert decided("CRITERIA", "pass", None, None).headline == "2 criteria still to decide."


def test_both_ways_at_once_decide_nothing() -> None:
    decision = decided("CRITERIA", 8, "pass", 24)

    assert (decision.is_decided, decision.to_decide, decision.available) == (False, (), 44)


@pytest.mark.parametrize(
    ("values", "marks", "sentence"),
    [
        ((None, None, 10), None, "Not all marks are in"),
        ((12, None, 10), 12, "Not all marks are in"),
        ((12, 12, 10), 24, "1 below the minimum of 25"),
        ((12, 13, 10), 25, "At the minimum"),
    ],
)
def test_a_part_stands_against_its_own_minimum(
    values: tuple[int | None, ...], marks: int | None, sentence: str
) -> None:
    parts = sheet("PARTS")
    found = outcome.subtotal(parts, parts.node("G1"), given("PARTS", *values))

    assert found is not None
    assert (found.marks, found.maximum, found.standing.sentence) == (marks, 50, sentence)


def test_a_part_that_prints_no_subtotal_has_none() -> None:
    parts = sheet("PARTS")
    silent = replace(parts.node("G1"), minimum=None, subtotal=False)

    assert outcome.subtotal(parts, silent, given("PARTS", 12, 13, 10)) is None
    assert outcome.subtotal(parts, parts.node("S3"), given("PARTS", 12, 13, 10)) is None
