"""Working days and years, by hand from a calendar."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from centres import clocks

DAYS = st.dates(date(2025, 1, 1), date(2027, 12, 31))


@pytest.mark.parametrize(
    ("start", "days", "nation", "expected"),
    [
        (date(2026, 11, 20), 1, "england-and-wales", date(2026, 11, 23)),  # Friday to Monday
        (date(2026, 12, 24), 1, "england-and-wales", date(2026, 12, 29)),  # Christmas and its Monday
        (date(2026, 11, 27), 1, "scotland", date(2026, 12, 1)),  # St Andrew's Day
        (date(2026, 11, 27), 1, "england-and-wales", date(2026, 11, 30)),
        (date(2026, 4, 2), 10, "england-and-wales", date(2026, 4, 20)),  # over Easter
    ],
)
def test_working_days_are_counted_as_people_count(start: date, days: int, nation: str, expected: date) -> None:
    assert clocks.add_working_days(start, days, nation) == expected
    assert clocks.working_days_between(start, expected, nation) == days


@given(DAYS, st.integers(1, 30))
def test_adding_and_counting_agree(start: date, days: int) -> None:
    end = clocks.add_working_days(start, days, "scotland")
    assert clocks.working_days_between(start, end, "scotland") == days
    assert clocks.working_days_between(end, start, "scotland") == -days


def test_a_year_after_29_february_is_28_february() -> None:
    assert clocks.add_years(date(2024, 2, 29), 1) == date(2025, 2, 28)
    assert clocks.add_years(date(2024, 2, 29), 4) == date(2028, 2, 29)
