"""What an answer is worth. Who may confirm what is written by hand from seed 004 (b to e, and the overlays)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.confirming.rules import Facts, Given, Word, hands_for, reciprocal, same_person, word

FACTS = Facts("session", date(2026, 3, 4), "10:00", 60, "coach", "Client B")
AT = datetime(2026, 3, 5, 9, tzinfo=UTC)


def said(answer: str, person: str = "sam@x.example", hand: str = "coachee", hours: int = 0, **facts: object) -> Given:
    about = replace(FACTS, **facts).document()  # type: ignore[arg-type]
    return Given(person, hand, answer, AT + timedelta(hours=hours), about)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("kind", "role", "hands"),
    [
        ("session", "coach", {"coachee", "supervisor", "trainer", "observer"}),
        ("session", "mentor", {"coachee", "supervisor", "trainer", "observer"}),
        ("session", "coachee", {"coach", "trainer", "observer"}),
        ("session", "mentee", {"coach", "trainer", "observer"}),
        ("supervision", "supervisee", {"supervisor", "trainer"}),
        ("cpd", "", {"supervisor", "trainer", "observer"}),
    ],
)
def test_the_other_side_confirms(kind: str, role: str, hands: set[str]) -> None:
    assert set(hands_for(kind, role)) == hands


def test_nobody_asked_says_nothing() -> None:
    assert word([], FACTS) == Word(None, frozenset(), False)
    assert word([said("")], FACTS) == Word(None, frozenset(), False)


def test_a_confirmation_counts_for_the_hand_it_was_given_with() -> None:
    assert word([said("confirmed")], FACTS) == Word(True, frozenset({"coachee"}))
    both = [said("confirmed"), said("confirmed", "kim@x.example", "supervisor")]
    assert word(both, FACTS) == Word(True, frozenset({"coachee", "supervisor"}))


@pytest.mark.parametrize(
    "changed",
    [{"on": date(2026, 3, 5)}, {"starts": "11:00"}, {"minutes": 61}, {"role": "mentor"}, {"who": "Client C"}],
)
def test_it_holds_for_the_facts_it_was_given_for(changed: dict[str, object]) -> None:
    assert word([said("confirmed")], replace(FACTS, **changed)).confirmed is None  # type: ignore[arg-type]
    assert word([said("not_seen")], replace(FACTS, **changed)).confirmed is None  # type: ignore[arg-type]


def test_a_correction_confirms_what_it_puts_in_place_and_nothing_else() -> None:
    corrected = [said("corrected", minutes=45)]
    assert word(corrected, FACTS).confirmed is None
    assert word(corrected, replace(FACTS, minutes=45)).confirmed is True


def test_not_seen_stands_until_somebody_confirms() -> None:
    assert word([said("not_seen")], FACTS) == Word(False, frozenset(), True)
    doubted = [said("not_seen"), said("confirmed", "kim@x.example", "observer")]
    assert word(doubted, FACTS) == Word(True, frozenset({"observer"}), True)


def test_the_last_word_of_a_person_counts() -> None:
    assert word([said("not_seen"), said("confirmed", hours=1)], FACTS) == Word(True, frozenset({"coachee"}))
    assert word([said("not_seen", hours=1), said("confirmed")], FACTS) == Word(False, frozenset(), True)


@given(st.lists(st.sampled_from(["confirmed", "corrected", "not_seen", ""]), max_size=6), st.randoms())
def test_the_order_in_which_answers_are_read_changes_nothing(answers: list[str], random: object) -> None:
    given = [said(one, f"p{n % 3}@x.example", hours=n) for n, one in enumerate(answers)]
    mixed = list(given)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    assert word(mixed, FACTS) == word(given, FACTS)


def test_an_address_is_a_person_whatever_its_letters() -> None:
    assert same_person(" Lena@X.example", "lena@x.example ")
    assert not same_person("", "")
    assert not same_person("lena@x.example", "lena@y.example")


def test_pairs_confirm_each_other() -> None:
    given = [("kim", "lena"), ("lena", "kim"), ("sam", "lena"), ("lena", "lena")]
    assert reciprocal(given) == {frozenset({"kim", "lena"})}
    assert reciprocal([("kim", "lena"), ("lena", "sam"), ("sam", "kim")]) == frozenset()
