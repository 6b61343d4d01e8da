"""Counting days as people here count them. Pure: dates in, dates out."""

from __future__ import annotations

import calendar
import tomllib
from datetime import date, timedelta
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_name("bank_holidays.toml")


@cache
def _calendar() -> dict[str, frozenset[date]]:
    document = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return {nation: frozenset(table["days"]) for nation, table in document.items() if isinstance(table, dict)}


def nations() -> tuple[str, ...]:
    """The nations whose bank holidays the data file lists."""
    return tuple(_calendar())


def is_working_day(day: date, nation: str) -> bool:
    """Monday to Friday, and no bank holiday of that nation."""
    return day.weekday() < 5 and day not in _calendar().get(nation, frozenset())


def add_working_days(day: date, days: int, nation: str) -> date:
    """The working day that lies `days` working days after `day`; the day itself is not counted."""
    while days > 0:
        day += timedelta(days=1)
        days -= is_working_day(day, nation)
    return day


def working_days_between(start: date, end: date, nation: str) -> int:
    """Working days after `start` up to and including `end`; negative when `end` lies before."""
    if end < start:
        return -working_days_between(end, start, nation)
    return sum(is_working_day(start + timedelta(days=n), nation) for n in range(1, (end - start).days + 1))


def add_years(day: date, years: int) -> date:
    """The same day of a later year; 29 February becomes 28 where there is none."""
    year = day.year + years
    return day.replace(year=year, day=min(day.day, calendar.monthrange(year, day.month)[1]))
