"""Rows with a number of their own, two units in one sheet, parts with a subtotal. Values are worked out by hand."""

from __future__ import annotations

from decimal import Decimal

import pytest

from qualifications import outcome, specfile
from qualifications.outcome import Outcome
from qualifications.specfile import Kind
from tests.qualifications.made_up import TWO_UNITS, decided, given, sheet


def parts_of(*values: str | int) -> dict[str, int | None]:
    """What the two parts of the sheet add up to, where it prints a subtotal."""
    rows, typed = sheet("ROWS"), given("ROWS", *values)
    found = {node.code: outcome.subtotal(rows, node, typed) for node in rows.walk()}
    return {code: one.marks for code, one in found.items() if one is not None}


def test_the_file_holds_two_units_of_one_title_and_their_sheet() -> None:
    catalogue = specfile.read([TWO_UNITS])

    assert catalogue.mistakes == ()
    assert [(unit.code, unit.title) for unit in catalogue.units] == [
        ("MU-10", "Leading a small team"),
        ("MU-11", "Leading a small team"),
    ]
    assert (sheet("ROWS").version, sheet("ROWS").form_version) == ("2026", "F3")


def test_a_row_is_called_by_its_own_number_and_by_its_criterion() -> None:
    names = {node.code: node.name for node in sheet("ROWS").walk() if node.kind is not Kind.CONTEXT}

    assert names == {
        "A": "part 1",
        "A1": "criterion 1 (MU-10 1.1)",
        "A2": "criterion 2 (MU-10 1.2)",
        "B": "part 2",
        "B1": "criterion 3 (MU-11 1.1)",
        "B2": "criterion 4 (MU-11 1.2)",
    }


def test_word_guidance_differs_from_row_to_row_and_decides_nothing() -> None:
    assert {node.code: node.words for node in sheet("ROWS").walk() if node.words} == {"A": 800, "A1": 300, "A2": 500}


def test_both_parts_and_every_row_at_their_minimum_fall_short_of_the_total() -> None:
    # 4 + 10 = 14 and 6 + 14 = 20: each part has what it needs, together they have 34 of the 35.
    decision = decided("ROWS", 4, 10, 6, 14, meetings=2)

    assert parts_of(4, 10, 6, 14) == {"A": 14, "B": 20}
    assert (decision.outcome, decision.referred) == (Outcome.REFERRAL, ())
    assert decision.headline == "Referral: the total is 34, needs 35."


def test_one_mark_more_passes_both_units() -> None:
    decision = decided("ROWS", 4, 10, 6, 15, meetings=2)

    assert (decision.summary, decision.units) == ("35, pass", {"MU-10": "met", "MU-11": "met"})


def test_a_part_below_its_subtotal_refers_the_unit_it_is_mapped_to() -> None:
    decision = decided("ROWS", 5, 8, 12, 24, meetings=6)

    assert (parts_of(5, 8, 12, 24), decision.referred) == ({"A": 13, "B": 36}, ("A",))
    assert decision.headline == "Referral: part 1 has 13, needs 14."
    assert decision.units == {"MU-10": "referred", "MU-11": "met"}


def test_a_row_below_its_half_is_named_by_both_numbers() -> None:
    decision = decided("ROWS", 8, 16, 12, 11, meetings=6)

    assert decision.headline == "Referral: criterion 4 (MU-11 1.2) has 11, needs 12."
    assert decision.units == {"MU-10": "met", "MU-11": "referred"}


def test_more_than_the_most_refers_though_every_mark_is_there() -> None:
    decision = decided("ROWS", 8, 16, 12, 24, meetings=7)

    assert decision.headline == "Referral: the diary shows 7 sessions, at most 6 are allowed."


def test_where_pass_or_referral_is_chosen_there_is_no_subtotal() -> None:
    decision = decided("ROWS", "pass", "referral", "pass", "referral", meetings=3)

    assert parts_of("pass", "referral", "pass", "referral") == {}
    assert decision.headline == "Referral: criteria 2 (MU-10 1.2) and 4 (MU-11 1.2) are not met."


@pytest.mark.parametrize(
    ("first", "second", "hours", "headline"),
    [
        ("pass", "well", "6", "Pass: every criterion is passed."),
        ("pass", "met", "10", "Pass: every criterion is passed."),
        ("referral", "met", "8", "Referral: criterion 1.1 has “Referral”, which does not pass."),
        ("pass", "not_yet", "8", "Referral: criterion 1.2 has “Not yet met”, which does not pass."),
        ("pass", "met", "5.5", "Referral: criterion 1.2 is not met: the diary shows 5.5 hours, at least 6 are needed."),
        (
            "pass",
            "met",
            "10.5",
            "Referral: criterion 1.2 is not met: the diary shows 10.5 hours, at most 10 are allowed.",
        ),
    ],
)
def test_two_and_three_bands_with_hours_between_two_limits(first: str, second: str, hours: str, headline: str) -> None:
    assert decided("GRADED", first, second, hours=float(Decimal(hours))).headline == headline
