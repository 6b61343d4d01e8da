"""The three printed Level 7 sheets: every fact of the handbook, with values worked out by hand."""

from __future__ import annotations

import pytest

from qualifications import outcome
from qualifications.outcome import Outcome
from tests.qualifications.made_up import decided, given, sentences, sheet

COMPENSATION = "The total is 50 or more, but marks cannot be moved between sections."
RULE = "The total is 50 or more and every section is at or above its minimum."


def test_the_desk_says_53_referral_section_2_has_22_needs_25() -> None:
    decision = decided("D7.01", 31, 22)

    assert decision.outcome is Outcome.REFERRAL
    assert (decision.total, decision.running, decision.available) == (53, 53, 100)
    assert decision.referred == ("S2",)
    assert decision.headline == "Referral: section 2 has 22, needs 25."
    assert decision.summary == "53, referral: section 2 has 22, needs 25"
    assert sentences(decision) == ["Section 2 has 22, needs 25.", COMPENSATION]
    assert decision.units == {"D7.01": "referred"}


@pytest.mark.parametrize(
    ("code", "marks", "total", "referred"),
    [
        ("D7.01", (25, 25), 50, ()),
        ("D7.01", (24, 50), 74, ("S1",)),
        ("D7.01", (50, 24), 74, ("S2",)),
        ("D7.02-03", (17, 15, 18), 50, ()),
        ("D7.02-03", (34, 14, 36), 84, ("S2",)),
        ("D7.02-03", (24, 13, 25), 62, ("S2",)),
        ("D7.02-03", (16, 15, 36), 67, ("S1",)),
        ("D7.02-03", (34, 30, 17), 81, ("S3",)),
        ("D7.02-03", (25, 16, 8), 49, ("S3",)),
        ("D7.02-03", (0, 0, 0), 0, ("S1", "S2", "S3")),
        ("D7.04", (15, 15, 20), 50, ()),
        ("D7.04", (14, 30, 40), 84, ("S1",)),
        ("D7.04", (15, 14, 19), 48, ("S2", "S3")),
    ],
)
def test_each_section_needs_its_own_minimum(
    code: str, marks: tuple[int, ...], total: int, referred: tuple[str, ...]
) -> None:
    decision = decided(code, *marks)

    assert decision.total == total
    assert decision.referred == referred
    assert decision.outcome is (Outcome.REFERRAL if referred else Outcome.PASS)


def test_84_says_why_so_many_marks_do_not_help() -> None:
    decision = decided("D7.02-03", 34, 14, 36)

    assert decision.summary == "84, referral: section 2 has 14, needs 15"
    assert sentences(decision) == ["Section 2 has 14, needs 15.", COMPENSATION]


def test_several_referred_sections_are_all_named_and_the_short_total_with_them() -> None:
    decision = decided("D7.02-03", 16, 14, 19)

    assert decision.headline == (
        "Referral: section 1 has 16, needs 17; section 2 has 14, needs 15; the total is 49, needs 50."
    )
    assert sentences(decision) == [
        "Section 1 has 16, needs 17.",
        "Section 2 has 14, needs 15.",
        "The total is 49, needs 50.",
    ]


def test_a_pass_says_by_which_rule() -> None:
    decision = decided("D7.02-03", 17, 15, 18)

    assert decision.headline == "Pass: the total is 50 or more and every section is at or above its minimum."
    assert decision.summary == "50, pass"
    assert sentences(decision) == [RULE]
    assert decision.units == {"D7.02": "met", "D7.03": "met"}


def test_a_blank_is_undecided_never_zero_and_never_a_referral() -> None:
    decision = decided("D7.02-03", 3, None, 36)

    assert decision.outcome is Outcome.UNDECIDED
    assert decision.headline == "1 section still to mark."
    assert decision.summary == "1 section still to mark"
    assert (decision.total, decision.running, decision.available) == (None, 39, 100)
    assert decision.referred == ()
    assert decision.to_decide == ("S2",)
    assert decision.units == {"D7.02": "undecided", "D7.03": "undecided"}


def test_an_empty_sheet_still_has_everything_to_mark() -> None:
    decision = outcome.decide(sheet("D7.04"), {})

    assert decision.headline == "3 sections still to mark."
    assert decision.to_decide == ("S1", "S2", "S3")
    assert decision.running == 0


def test_a_mark_that_cannot_stand_counts_as_blank_and_says_so() -> None:
    decision = outcome.decide(sheet("D7.02-03"), given("D7.02-03", 34, 30, 36) | {"S1": outcome.Value(mark=35)})

    assert decision.outcome is Outcome.UNDECIDED
    assert sentences(decision) == [
        "1 section still to mark.",
        "Section 1 takes whole marks from 0 to 34; 35 is too many.",
    ]


def test_a_node_the_sheet_does_not_have_is_the_callers_mistake() -> None:
    with pytest.raises(KeyError):
        outcome.decide(sheet("D7.01"), {"S9": outcome.Value(mark=1)})


@pytest.mark.parametrize(
    ("marks", "policy", "units"),
    [
        ((16, 15, 36), "whole_sheet", {"D7.02": "referred", "D7.03": "held"}),
        ((16, 15, 36), "mapped_nodes", {"D7.02": "referred", "D7.03": "met"}),
        ((34, 14, 36), "whole_sheet", {"D7.02": "held", "D7.03": "referred"}),
        ((34, 14, 36), "mapped_nodes", {"D7.02": "met", "D7.03": "referred"}),
        ((34, 30, 17), "whole_sheet", {"D7.02": "referred", "D7.03": "referred"}),
        ((34, 30, 17), "mapped_nodes", {"D7.02": "referred", "D7.03": "referred"}),
        ((16, 14, 36), "mapped_nodes", {"D7.02": "referred", "D7.03": "referred"}),
        ((17, 15, 18), "mapped_nodes", {"D7.02": "met", "D7.03": "met"}),
    ],
)
def test_a_shared_sheet_says_what_becomes_of_each_unit(
    marks: tuple[int, ...], policy: str, units: dict[str, str]
) -> None:
    decision = outcome.decide(sheet("D7.02-03"), given("D7.02-03", *marks), unit_outcomes=policy)

    assert decision.units == units


def test_without_a_policy_the_sheet_is_taken_whole() -> None:
    assert decided("D7.02-03", 16, 15, 36).units == {"D7.02": "referred", "D7.03": "held"}


def test_a_unit_met_while_the_total_is_short_is_explained() -> None:
    decision = outcome.decide(sheet("D7.02-03"), given("D7.02-03", 10, 15, 18), unit_outcomes="mapped_nodes")

    assert decision.units == {"D7.02": "referred", "D7.03": "met"}
    assert sentences(decision)[-1] == ("The total belongs to the whole sheet and cannot be divided between its units.")


def test_short_hours_are_said_and_change_nothing() -> None:
    decision = decided("D7.02-03", 17, 15, 18, hours=11.5)

    assert decision.outcome is Outcome.PASS
    assert decision.headline == "Pass: the total is 50 or more and every section is at or above its minimum."
    assert sentences(decision)[1] == (
        "The diary shows 11.5 hours as coach or mentor, at least 12 are needed; on this sheet the marks alone decide."
    )
    assert decision.warnings == ("The diary shows 11.5 hours as coach or mentor, at least 12 are needed.",)


def test_twelve_hours_are_enough() -> None:
    decision = decided("D7.02-03", 17, 15, 18, hours=12)

    assert (decision.warnings, sentences(decision)) == ((), [RULE])


def test_no_diary_record_is_not_recorded_and_not_short() -> None:
    decision = decided("D7.04", 15, 15, 20)

    assert decision.outcome is Outcome.PASS
    assert sentences(decision) == [RULE]
    assert decision.warnings == ("Hours are not recorded; at least 125 hours as coach or mentor are asked for.",)


def test_a_pass_with_a_bullet_that_is_not_met_is_warned_about() -> None:
    bullets = {"S2.1": False, "S2.2": True, "S1.1": None}
    decision = outcome.decide(sheet("D7.01"), given("D7.01", 25, 25), bullets=bullets)

    assert decision.outcome is Outcome.PASS
    assert decision.warnings == (
        "Section 2 passes with a bullet that is not met: “The skills and behaviours required for effective"
        " performance in the leadership mentoring and executive coaching role are critically reviewed”.",
    )


def test_a_bullet_that_is_not_met_needs_no_warning_on_a_referral() -> None:
    decision = outcome.decide(sheet("D7.01"), given("D7.01", 25, 24), bullets={"S2.1": False})

    assert decision.warnings == ()


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        ((20, 20, 20), (17, 15, 18), True),
        ((16, 20, 20), (10, 20, 20), True),
        ((16, 20, 20), (20, 14, 20), False),
        ((16, 20, 20), (20, 20, 20), False),
        ((16, 14, 20), (16, 20, 20), False),
    ],
)
def test_two_markings_agree_on_outcome_and_referred_sections(
    one: tuple[int, ...], other: tuple[int, ...], agree: bool
) -> None:
    assert outcome.compare(decided("D7.02-03", *one), decided("D7.02-03", *other)) is agree


def test_a_pass_and_a_referral_disagree_although_neither_refers_a_section() -> None:
    short, passed = decided("UNEVEN", 15, 25), decided("UNEVEN", 25, 25)

    assert (short.referred, passed.referred) == ((), ())
    assert not outcome.compare(short, passed)
