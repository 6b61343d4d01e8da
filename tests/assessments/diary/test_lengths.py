"""How long something took: as people type it, and as pages say it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.diary.lengths import fault, in_words, minutes_of


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [
        ("60", 60),
        (" 90 ", 90),
        ("90 min", 90),
        ("45m", 45),
        ("1:30", 90),
        ("0:45", 45),
        ("1h", 60),
        ("1 h 30", 90),
        ("1h30min", 90),
        ("2 hours", 120),
        ("1.5 h", 90),
        ("1,25h", 75),
        ("0.75 hours", 45),
    ],
)
def test_it_is_read_as_people_write_it(typed: str, minutes: int) -> None:
    assert (minutes_of(typed), fault(minutes_of(typed))) == (minutes, "")


@pytest.mark.parametrize("typed", ["", "an hour", "1.5", "-60", "1:60", "1:5", "10000000", "٣h30x", "1e2"])
def test_what_would_be_a_guess_is_refused(typed: str) -> None:
    assert fault(minutes_of(typed)) == "Give the length in minutes, such as 60, or as 1:30 or 1 h 30."


def test_it_lasts_from_a_minute_to_a_day() -> None:
    assert fault(0) == "It lasted at least one minute."
    assert fault(1440) == ""
    assert fault(1441) == "One entry lasts at most 24 hours; split a longer one by day."


@pytest.mark.parametrize(
    ("minutes", "words"), [(0, "0 min"), (45, "45 min"), (60, "1 h"), (90, "1 h 30 min"), (1440, "24 h")]
)
def test_it_is_said_in_words(minutes: int, words: str) -> None:
    assert in_words(minutes) == words


@given(st.integers(0, 1440))
def test_what_is_said_is_read_as_it_was(minutes: int) -> None:
    assert minutes_of(in_words(minutes)) == minutes


@given(st.text())
def test_nothing_that_is_typed_breaks_it(typed: str) -> None:
    minutes = minutes_of(typed)
    assert minutes is None or minutes >= 0
