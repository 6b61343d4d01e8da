"""Every kind of node and of rule, on sheets that no awarding body prints. Values are worked out by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qualifications import outcome
from qualifications.outcome import Outcome
from qualifications.specfile import EveryPasses, Kind
from tests.qualifications.made_up import decided, given, sentences, sheet

RECORDED = "Pass: every criterion is met, at least 2 clients are recorded and at most 4 clients are recorded."


def test_a_short_total_refers_although_every_minimum_is_reached() -> None:
    decision = decided("UNEVEN", 15, 25)

    assert decision.outcome is Outcome.REFERRAL
    assert decision.referred == ()
    assert decision.headline == "Referral: the total is 40, needs 50."
    assert decision.summary == "40, referral: the total is 40, needs 50"


@pytest.mark.parametrize(("marks", "passes"), [((15, 35), True), ((15, 34), False), ((25, 25), True)])
def test_the_overall_rule_decides_where_the_minimums_do_not_reach_it(marks: tuple[int, int], passes: bool) -> None:
    assert (decided("UNEVEN", *marks).outcome is Outcome.PASS) is passes


def test_a_section_that_is_not_assessed_is_never_scored_and_never_counted() -> None:
    decision = decided("THREE", 8, 11, 50)

    assert [node.code for node in sheet("THREE").scored] == ["S1", "S2", "S3"]
    assert decision.available == 100
    assert decision.summary == "69, referral: section 2 has 11, needs 12"
    assert sentences(decision)[1] == "The total is 60 or more, but marks cannot be moved between sections."


def test_the_pass_mark_is_that_of_the_sheet() -> None:
    assert decided("THREE", 10, 20, 30).summary == "60, pass"
    assert decided("THREE", 10, 20, 29).summary == "59, referral: the total is 59, needs 60"


def test_an_overall_only_sheet_lets_sections_compensate() -> None:
    assert decided("OVERALL", 0, 50).outcome is Outcome.PASS
    assert decided("OVERALL", 0, 49).summary == "49, referral: the total is 49, needs 50"


def test_one_criterion_below_its_half_refers_the_whole_submission() -> None:
    decision = decided("CRITERIA", 3, 12, 24)

    assert decision.referred == ("C1",)
    assert decision.summary == "39, referral: criterion 1.1 has 3, needs 4"
    assert sentences(decision)[1] == "The total is 22 or more, but marks cannot be moved between criteria."


def test_half_of_each_criterion_passes() -> None:
    assert decided("CRITERIA", 4, 6, 12).summary == "22, pass"


def test_pass_or_referral_may_be_chosen_instead_of_marks() -> None:
    passed, referred = (
        decided("CRITERIA", "pass", "pass", "pass"),
        decided("CRITERIA", "pass", "referral", "pass"),
    )

    assert (passed.outcome, passed.total, passed.summary) == (Outcome.PASS, None, "pass")
    assert (referred.referred, referred.headline) == (("C2",), "Referral: criterion 1.2 is not met.")


def test_marks_and_pass_or_referral_do_not_mix_on_one_sheet() -> None:
    decision = decided("CRITERIA", 8, "pass", 24)

    assert (decision.outcome, decision.total) == (Outcome.UNDECIDED, None)
    assert decision.headline == (
        "Some criteria carry marks and others Pass or Referral; choose one way for the whole sheet."
    )


def test_hours_bind_a_criterion_with_marks_only_while_it_is_decided_without_marks() -> None:
    marked, decided_ = decided("LOGGED", 5, hours=5), decided("LOGGED", "pass", hours=5)

    assert (marked.outcome, marked.summary) == (Outcome.PASS, "5, pass")
    assert (
        sentences(marked)[1] == "The diary shows 5 hours, at least 6 are needed; on this sheet the marks alone decide."
    )
    assert decided_.headline == "Referral: criterion 1.1 is not met: the diary shows 5 hours, at least 6 are needed."


def test_criteria_bands_and_tests_each_have_their_own_measure() -> None:
    assert decided("MIXED", "met", "enough", "P").outcome is Outcome.PASS
    assert decided("MIXED", "met", "good", "P").headline == (
        "Pass: every criterion is met, every criterion is passed and every test is passed."
    )
    assert decided("MIXED", "not met", "weak", "F").headline == (
        "Referral: criterion 1.1 is not met; criterion 1.2 has “Not yet sufficient”, which does not pass;"
        " test 1 has “Fail”, which does not pass."
    )


def test_sheets_without_marks_have_no_total() -> None:
    decision = decided("MIXED", "met", None, None)

    assert (decision.total, decision.running, decision.available) == (None, 0, 0)
    assert decision.headline == "1 criterion and 1 test still to decide."


def test_a_criterion_with_too_few_hours_is_not_met_and_refers() -> None:
    decision = decided("HOURS", "met", "met", hours=5.5, clients=3)

    assert decision.referred == ("C2",)
    assert decision.headline == (
        "Referral: criterion 2.2 is not met: the diary shows 5.5 hours as coach, at least 6 are needed."
    )


def test_hours_that_refer_a_criterion_are_told_once() -> None:
    assert sentences(decided("HOURS", "met", "met", hours=5.5, clients=3)) == [
        "Criterion 2.2 is not met: the diary shows 5.5 hours as coach, at least 6 are needed."
    ]


def test_hours_bind_a_criterion_with_bands_too() -> None:
    node = replace(sheet("MIXED").node("B1"), quantity="hours")
    banded = replace(sheet("HOURS"), nodes=(node,), rule=EveryPasses(Kind.BANDS))
    values = {"B1": outcome.Value(band="good")}

    assert outcome.decide(banded, values, quantities={"hours": 6}).outcome is Outcome.PASS
    assert outcome.decide(banded, values, quantities={"hours": 5}).headline == (
        "Referral: criterion 1.2 is not met: the diary shows 5 hours as coach, at least 6 are needed."
    )


@pytest.mark.parametrize("policy", ["whole_sheet", "mapped_nodes"])
@pytest.mark.parametrize("marks", [(15, 25), (14, 60)])
def test_a_referral_that_no_mapping_divides_refers_every_unit(marks: tuple[int, int], policy: str) -> None:
    shared = replace(sheet("UNEVEN"), units=("U1", "U2"))
    decision = outcome.decide(shared, given("UNEVEN", *marks), unit_outcomes=policy)

    assert decision.units == {"U1": "referred", "U2": "referred"}


def test_a_criterion_whose_hours_are_not_recorded_is_free() -> None:
    decision = decided("HOURS", "met", "met", clients=3)

    assert decision.outcome is Outcome.PASS
    assert decision.warnings == ("Hours are not recorded; at least 6 hours as coach are asked for.",)


@pytest.mark.parametrize(
    ("clients", "expected"),
    [
        (1, "Referral: the diary shows 1 client, at least 2 are needed."),
        (
            2,
            RECORDED,
        ),
        (
            4,
            RECORDED,
        ),
        (5, "Referral: the diary shows 5 clients, at most 4 are allowed."),
    ],
)
def test_a_rule_may_name_a_quantity_with_a_minimum_and_a_maximum(clients: int, expected: str) -> None:
    assert decided("HOURS", "met", "met", hours=6, clients=clients).headline == expected


def test_a_quantity_the_rule_names_must_be_recorded_before_anything_is_decided() -> None:
    decision = decided("HOURS", "met", "met", hours=6)

    assert decision.outcome is Outcome.UNDECIDED
    assert decision.headline == "Clients are not recorded; at least 2 clients and at most 4 clients are asked for."


def test_a_criterion_not_met_refers_even_while_a_quantity_is_not_recorded() -> None:
    assert decided("HOURS", "not met", "met", hours=6).headline == "Referral: criterion 2.1 is not met."


def test_too_many_words_are_never_held_against_anybody() -> None:
    decision = decided("HOURS", "met", "met", hours=6, clients=2, words=9000)

    assert (decision.outcome, decision.warnings) == (Outcome.PASS, ())


def test_a_part_may_need_a_subtotal_of_its_own() -> None:
    assert decided("PARTS", 25, 0, 15).outcome is Outcome.PASS
    decision = decided("PARTS", 12, 12, 50)
    assert (decision.referred, decision.headline) == (("G1",), "Referral: part 1 has 24, needs 25.")


def test_a_rule_may_name_one_node() -> None:
    decision = decided("PARTS", 25, 25, 9)

    assert (decision.referred, decision.headline) == (("S3",), "Referral: section 3 has 9, needs 10.")


@pytest.mark.parametrize(("test", "written", "passes"), [("P", 0, True), ("F", 12, True), ("F", 11, False)])
def test_one_of_several_ways_is_enough(test: str, written: int, passes: bool) -> None:
    assert (decided("EITHER", test, written).outcome is Outcome.PASS) is passes


def test_when_no_way_is_open_all_are_told() -> None:
    decision = decided("EITHER", "F", 9)

    assert decision.referred == ("T1", "S1")
    assert sentences(decision) == [
        "Test 1 has “Fail”, which does not pass.",
        "Section 1 has 9, needs 10.",
        "The total of section 1 is 9, needs 12.",
        "One of these is enough: test 1 is passed, or section 1 is passed and the total of section 1 is 12 or more.",
    ]


def test_several_criteria_that_are_not_met_share_a_sentence() -> None:
    values = {"C1": outcome.Value(met=False), "C2": outcome.Value(met=False)}
    decision = outcome.decide(sheet("HOURS"), values, quantities={"clients": 2})

    assert decision.headline == "Referral: criteria 2.1 and 2.2 are not met."
    assert decision.referred == ("C1", "C2")


def test_the_order_in_which_values_come_does_not_matter() -> None:
    values = given("THREE", 8, 11, 50)

    assert outcome.decide(sheet("THREE"), dict(reversed(values.items()))) == outcome.decide(sheet("THREE"), values)
