"""What is owed in words before a set is signed: a referral tells its learner what is unmet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.styleguide import KINDS
from marksheets.feedback import WHERE_NOTHING_IS_REFERRED, owed
from qualifications import outcome, specfile


@dataclass(frozen=True)
class Row:
    """What one hand gave one part."""

    value: str
    strengths: str = ""
    areas_for_improvement: str = ""


@cache
def sheet(code: str) -> specfile.Assessment:
    """One of the made-up sheets: SECTIONS is 40, minimum 15, and 60, minimum 25; PARTS has a part of minimum 25."""
    return next(one for one in specfile.read([KINDS]).assessments if one.code == code)


def asked(code: str, rows: Mapping[str, Row], *, named: tuple[str, ...] = (), everywhere: bool = False) -> list[str]:
    definition = sheet(code)
    values = {
        node.code: outcome.read_value(node, rows[node.code].value if node.code in rows else "")
        for node in definition.scored
    }
    return owed(definition, outcome.decide(definition, values), rows, named=named, everywhere=everywhere)


def test_a_referred_section_says_what_is_unmet_in_its_own_box() -> None:
    rows = {"S1": Row("31", areas_for_improvement="Elsewhere."), "S2": Row("24", strengths="Warm.")}
    assert asked("SECTIONS", rows) == ["Write an area for improvement for section 2 that says what is unmet."]
    assert asked("SECTIONS", rows | {"S2": Row("24", areas_for_improvement=" \n")}) == asked("SECTIONS", rows)
    assert asked("SECTIONS", rows | {"S2": Row("24", areas_for_improvement="No source is named.")}) == []


def test_a_pass_owes_none_whatever_was_named_before_it_passed() -> None:
    assert asked("SECTIONS", {"S1": Row("25"), "S2": Row("25")}, named=("S1",)) == []


def test_what_cannot_be_written_is_not_asked() -> None:
    """What was carried forward is not among the open rows."""
    refers = outcome.Decision(outcome.Outcome.REFERRAL, "Referral.", 50, 50, 100, referred=("S1",))
    rows = {"S2": Row("40")}
    assert owed(sheet("SECTIONS"), refers, rows, named=(), everywhere=False) == []


def test_the_policy_asks_each_part_once() -> None:
    rows = {"S1": Row("31"), "S2": Row("24")}
    assert asked("SECTIONS", rows, everywhere=True) == [
        "Write an area for improvement for section 2 that says what is unmet.",
        "Write a strength or an area for improvement for section 1.",
    ]


def test_of_a_part_made_of_others_one_is_enough() -> None:
    definition = sheet("PARTS")
    part = next(node for node in definition.walk() if node.nodes)
    inside = [node for node in part.walk() if node.is_scored]
    rows = {node.code: Row(str(node.minimum or 0) if node.takes_marks else "met") for node in definition.scored}
    rows |= {node.code: Row("0") for node in inside}
    lacking = asked("PARTS", rows)
    assert f"Write an area for improvement for {part.name} that says what is unmet." in lacking
    said = {**rows, inside[-1].code: Row("0", areas_for_improvement="Say why.")}
    assert f"Write an area for improvement for {part.name} that says what is unmet." not in asked("PARTS", said)


@pytest.mark.parametrize("named", [(), ("S1",)])
def test_a_referral_that_no_minimum_explains_names_something(
    named: tuple[str, ...],
) -> None:
    """20 and 26 stand above each minimum; 46 in all is below 50."""
    rows = {"S1": Row("20"), "S2": Row("26")}
    sentence = (
        "Write an area for improvement for section 1 that says what is unmet." if named else WHERE_NOTHING_IS_REFERRED
    )
    assert asked("SECTIONS", rows, named=named) == [sentence]
    rows["S1"] = Row("20", areas_for_improvement="Go deeper.")
    assert asked("SECTIONS", rows, named=named) == []


@given(marks=st.tuples(st.integers(0, 40), st.integers(0, 60)), said=st.tuples(st.booleans(), st.booleans()))
def test_exactly_the_silent_referred_sections_are_asked(marks: tuple[int, int], said: tuple[bool, bool]) -> None:
    rows = {
        f"S{n}": Row(str(mark), "Warm.", "Name it." if words else "")
        for n, mark, words in zip((1, 2), marks, said, strict=True)
    }
    below = [n for n, mark, minimum in zip((1, 2), marks, (15, 25), strict=True) if mark < minimum]
    expected = [
        f"Write an area for improvement for section {n} that says what is unmet." for n in below if not said[n - 1]
    ]
    if not below and sum(marks) < 50 and not any(said):
        expected = [WHERE_NOTHING_IS_REFERRED]
    assert asked("SECTIONS", rows) == expected
