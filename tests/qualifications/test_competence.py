"""Competence: whether evidence meets a printed row, on a day, and why it does not."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualifications import specfile
from qualifications.competence import missing, satisfied, years_before
from qualifications.specfile import CompetenceRow, EachOf, Indicator, OneOf

CATALOGUE = specfile.read([specfile.SHIPPED])
TABLES = {table.code: table for table in CATALOGUE.competences}
TODAY = date(2014, 6, 1)
TUTOR_3 = TABLES["ILM-L3-CM-TUTORS"]
ASSESSOR_7 = TABLES["ILM-L7-ASSESSORS"]


def row(tree: EachOf | OneOf, **more: int) -> CompetenceRow:
    return CompetenceRow(number="1", text="A requirement.", indicators=tree, window_years=more.get("window_years"))


def required(code: str, window_years: int | None = None) -> Indicator:
    return Indicator(code=code, text="Have it", window_years=window_years)


def desirable(code: str) -> Indicator:
    return Indicator(code=code, text="Ideally have it", strength="desirable")


def test_a_desirable_behind_an_or_never_satisfies_alone() -> None:
    """003: “or · Desirable but not essential to have membership of a relevant professional institute”."""
    development = TUTOR_3.row("5")
    assert not satisfied(development, {"5.c": TODAY}, on=TODAY)
    assert satisfied(development, {"5.a": None}, on=TODAY)
    assert satisfied(development, {"5.b": date(2012, 1, 1)}, on=TODAY)
    assert satisfied(development, {"5.a": None, "5.c": TODAY}, on=TODAY)


def test_a_desirable_beside_others_is_never_needed() -> None:
    """003, row 3: development over three years, and a desirable membership without “or”."""
    assert satisfied(TUTOR_3.row("3"), {"3.a": date(2013, 1, 1)}, on=TODAY)
    assert not satisfied(TUTOR_3.row("3"), {"3.b": date(2013, 1, 1)}, on=TODAY)


def test_indicators_without_an_or_are_all_needed() -> None:
    """002, assessors, row 1: a qualification and evidence of development."""
    knowledge = ASSESSOR_7.row("1")
    assert not satisfied(knowledge, {"1.a": None}, on=TODAY)
    assert not satisfied(knowledge, {"1.b": None}, on=TODAY)
    assert satisfied(knowledge, {"1.a": None, "1.b": None}, on=TODAY)


@pytest.mark.parametrize(
    ("dated", "on", "holds"),
    [
        (date(2011, 6, 1), TODAY, True),  # to the day three years: inclusive
        (date(2011, 5, 31), TODAY, False),
        (date(2014, 6, 1), TODAY, True),
        (date(2014, 6, 2), TODAY, False),  # evidence from after that day
        (None, TODAY, False),  # a window needs a date
        (date(2013, 2, 28), date(2016, 2, 29), True),  # 2013 has no 29 February
        (date(2013, 2, 27), date(2016, 2, 29), False),
    ],
)
def test_three_years_are_asked_only_where_the_row_says_so(dated: date | None, on: date, holds: bool) -> None:
    """003, row 1: “over the last three years”; row 2 prints no age."""
    assert satisfied(TUTOR_3.row("1"), {"1.a": dated}, on=on) is holds
    assert satisfied(TUTOR_3.row("2"), {"2.a": None if dated is None else date(1990, 1, 1)}, on=on)


def test_one_alternative_may_state_an_age_and_another_none() -> None:
    """003, row 6: a teaching qualification, or experience within the last three years."""
    assert satisfied(TUTOR_3.row("6"), {"6.a": date(1995, 1, 1)}, on=TODAY)
    assert not satisfied(TUTOR_3.row("6"), {"6.b": date(1995, 1, 1)}, on=TODAY)


def test_trees_may_lie_in_one_another() -> None:
    either = row(OneOf((EachOf((required("a"), required("b"))), EachOf((required("c"), desirable("d"))))))
    assert not satisfied(either, {"a": None, "d": None}, on=TODAY)
    assert satisfied(either, {"a": None, "b": None}, on=TODAY)
    assert satisfied(either, {"c": None}, on=TODAY)


def test_a_list_of_desirables_inside_an_or_decides_nothing() -> None:
    only_ideal = row(OneOf((EachOf((desirable("a"), desirable("b"))), required("c"))))
    assert not satisfied(only_ideal, {"a": None, "b": None}, on=TODAY)
    assert satisfied(only_ideal, {"c": None}, on=TODAY)


def test_what_is_missing_is_said_row_by_row() -> None:
    """002 asks an assessor or IQA for rows 1, 2 and 4; row 3 is ideal only."""
    evidence = {"1.a": None, "1.b": None, "3.a": None, "4.a": date(2013, 1, 1)}
    assert missing(ASSESSOR_7, evidence, on=TODAY) == (
        "2. Relevant and credible experience in the field of the relevant qualification: there is no evidence.",
        "4. Experience and a working knowledge of the operational and assessment processes for the relevant "
        "qualification: a part of the evidence it asks for is not there.",
    )
    assert missing(ASSESSOR_7, {**evidence, "2.a": None, "4.b": None}, on=TODAY) == ()


@pytest.mark.parametrize(
    ("evidence", "because"),
    [
        ({"5.c": TODAY}, "what is there is desirable and does not satisfy the requirement alone."),
        ({"5.b": date(2001, 1, 1)}, "the evidence of 5.b is older than 3 years."),
        ({"5.b": None}, "the evidence of 5.b has no date, and the row asks for the last 3 years."),
        ({"5.b": date(2015, 1, 1)}, "the evidence of 5.b is from after that day."),
    ],
)
def test_why_evidence_does_not_count_is_said(evidence: dict[str, date | None], because: str) -> None:
    sentences = missing(TUTOR_3, evidence, on=TODAY)
    [sentence] = [sentence for sentence in sentences if sentence.startswith("5. ")]
    title = "Continuing Professional Development in Leadership or Management or Team Leading Skills"
    assert sentence == f"5. {title}: {because}"


# --- properties -------------------------------------------------------------------------------------------------

CODES = "abcdef"
DATES = st.none() | st.dates(date(2009, 1, 1), date(2016, 1, 1))
LEAVES = st.builds(
    Indicator,
    code=st.sampled_from(CODES),
    text=st.just("Have it"),
    strength=st.sampled_from(["required", "desirable"]),
    window_years=st.none() | st.integers(1, 4),
)
PARTS = st.recursive(
    LEAVES,
    lambda parts: (
        st.builds(EachOf, st.lists(parts, min_size=1, max_size=3).map(tuple))
        | st.builds(OneOf, st.lists(parts, min_size=1, max_size=3).map(tuple))
    ),
    max_leaves=8,
)
TREES = st.builds(OneOf, st.lists(PARTS, min_size=1, max_size=3).map(tuple))
EVIDENCE = st.dictionaries(st.sampled_from(CODES), DATES)


@given(TREES)
def test_desirables_alone_never_satisfy_whatever_the_tree(tree: OneOf) -> None:
    needed = {indicator.code for indicator in specfile.indicators(tree) if indicator.is_required}
    assert not satisfied(row(tree), {code: TODAY for code in CODES if code not in needed}, on=TODAY)


@given(TREES, EVIDENCE, st.sampled_from(CODES))
def test_one_piece_of_evidence_more_never_unsatisfies(tree: OneOf, evidence: dict[str, date | None], more: str) -> None:
    if satisfied(row(tree), evidence, on=TODAY):
        assert satisfied(row(tree), {more: TODAY, **evidence}, on=TODAY)


@given(TREES)
def test_everything_from_today_satisfies_whatever_can_be_satisfied(tree: OneOf) -> None:
    can = any(indicator.is_required for indicator in specfile.indicators(tree))
    assert satisfied(row(tree), dict.fromkeys(CODES, TODAY), on=TODAY) is can


def test_a_year_back_from_a_leap_day_is_the_last_of_february() -> None:
    assert years_before(date(2016, 2, 29), 1) == date(2015, 2, 28)
    assert years_before(date(2016, 2, 29), 4) == date(2012, 2, 29)
