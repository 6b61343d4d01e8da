"""What may be typed for a node, and how a node stands."""

from __future__ import annotations

import pytest

from qualifications import outcome
from qualifications.outcome import Problem, Standing, Value
from qualifications.specfile import Node
from tests.qualifications.made_up import sheet


def node(code: str, at: str) -> Node:
    return sheet(code).node(at)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("35", "Section 1 takes whole marks from 0 to 34; 35 is too many."),
        ("-1", "Section 1 takes whole marks from 0 to 34; -1 is below 0."),
        ("\N{MINUS SIGN}1", "Section 1 takes whole marks from 0 to 34; -1 is below 0."),
        ("12.5", "Section 1 takes whole marks from 0 to 34; 12.5 is not a whole mark."),
        ("12,5", "Section 1 takes whole marks from 0 to 34; 12,5 is not a whole mark."),
        ("abc", "Section 1 takes whole marks from 0 to 34; “abc” is not a whole number."),
        ("31/34", "Section 1 takes whole marks from 0 to 34; “31/34” is not a whole number."),
        ("1e1", "Section 1 takes whole marks from 0 to 34; “1e1” is not a whole number."),
        ("٣", "Section 1 takes whole marks from 0 to 34; “٣” is not a whole number."),
        ("met", "Section 1 takes whole marks from 0 to 34; “met” is not a whole number."),
        ("9" * 5000, f"Section 1 takes whole marks from 0 to 34; {'9' * 20}… is too many."),
    ],
)
def test_a_section_takes_whole_marks_up_to_its_maximum(typed: str, sentence: str) -> None:
    assert outcome.parse_mark(node("D7.02-03", "S1"), typed) == Problem(sentence)


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("34", Value(mark=34)),
        (" 0 ", Value(mark=0)),
        ("", Value()),
        ("  ", Value()),
        (None, Value()),
        (17, Value(mark=17)),
    ],
)
def test_whole_marks_and_blanks_are_taken(typed: str | int | None, value: Value) -> None:
    assert outcome.parse_mark(node("D7.02-03", "S1"), typed) == value


@pytest.mark.parametrize(
    ("code", "at", "typed", "value"),
    [
        ("MIXED", "C1", "met", Value(met=True)),
        ("MIXED", "C1", "Not met", Value(met=False)),
        ("MIXED", "C1", "not", Value(met=False)),
        ("MIXED", "C1", "not_met", Value(met=False)),
        ("MIXED", "B1", "Good", Value(band="good")),
        ("MIXED", "T1", "f", Value(band="F")),
        ("CRITERIA", "C1", "8", Value(mark=8)),
        ("CRITERIA", "C1", "Pass", Value(met=True)),
        ("CRITERIA", "C1", "referral", Value(met=False)),
    ],
)
def test_each_kind_of_node_takes_its_own_words(code: str, at: str, typed: str, value: Value) -> None:
    assert outcome.parse_mark(node(code, at), typed) == value


@pytest.mark.parametrize(
    ("code", "at", "typed", "sentence"),
    [
        ("MIXED", "C1", "7", "Criterion 1.1 takes met or not met; “7” is none of these."),
        ("MIXED", "B1", "bad", "Criterion 1.2 takes one of good, enough, weak; “bad” is none of these."),
        ("MIXED", "T1", "pass", "Test 1 takes one of P, F; “pass” is none of these."),
        (
            "CRITERIA",
            "C1",
            "maybe",
            "Criterion 1.1 takes whole marks from 0 to 8, or pass or referral; “maybe” is none of these.",
        ),
        (
            "CRITERIA",
            "C1",
            "9",
            "Criterion 1.1 takes whole marks from 0 to 8, or pass or referral; 9 is too many.",
        ),
    ],
)
def test_other_words_are_refused(code: str, at: str, typed: str, sentence: str) -> None:
    assert outcome.parse_mark(node(code, at), typed) == Problem(sentence)


@pytest.mark.parametrize("typed", ["1", "met"])
def test_what_is_not_assessed_takes_nothing(typed: str) -> None:
    assert isinstance(outcome.parse_mark(node("THREE", "S0"), typed), Problem)


@pytest.mark.parametrize(
    ("code", "at", "typed"),
    [
        ("D7.01", "S1", "31"),
        ("D7.01", "S1", ""),
        ("MIXED", "C1", "met"),
        ("MIXED", "C1", "not"),
        ("MIXED", "B1", "weak"),
        ("CRITERIA", "C1", "referral"),
    ],
)
def test_a_value_is_written_such_that_it_reads_the_same(code: str, at: str, typed: str) -> None:
    value = outcome.read_value(node(code, at), typed)

    assert outcome.read_value(node(code, at), outcome.written(value)) == value


def test_a_stored_value_that_no_longer_fits_reads_as_a_blank() -> None:
    assert outcome.read_value(node("D7.02-03", "S1"), "35") == outcome.BLANK


@pytest.mark.parametrize(
    ("code", "at", "typed", "standing"),
    [
        ("D7.02-03", "S1", "24", Standing("ok", "7 above the minimum")),
        ("D7.02-03", "S1", "17", Standing("ok", "At the minimum")),
        ("D7.02-03", "S2", "13", Standing("ref", "2 below the minimum of 15")),
        ("D7.02-03", "S2", "", Standing("none", "No mark yet")),
        ("OVERALL", "S1", "24", Standing("ok", "24 of 50")),
        ("MIXED", "C1", "met", Standing("ok", "Met")),
        ("MIXED", "C1", "not", Standing("ref", "Not met")),
        ("MIXED", "C1", "", Standing("none", "Not decided")),
        ("MIXED", "B1", "enough", Standing("ok", "Sufficient")),
        ("MIXED", "B1", "weak", Standing("ref", "Not yet sufficient")),
        ("CRITERIA", "C1", "pass", Standing("ok", "Pass")),
        ("CRITERIA", "C1", "referral", Standing("ref", "Referral")),
        ("THREE", "S0", "", Standing("none", "")),
    ],
)
def test_a_node_stands_by_its_own_measure(code: str, at: str, typed: str, standing: Standing) -> None:
    assert outcome.node_standing(node(code, at), outcome.read_value(node(code, at), typed)) == standing


def test_a_mark_that_cannot_stand_has_its_sentence_beside_it() -> None:
    standing = outcome.node_standing(node("D7.02-03", "S1"), Value(mark=35))

    assert standing == Standing("none", "Section 1 takes whole marks from 0 to 34; 35 is too many.")
