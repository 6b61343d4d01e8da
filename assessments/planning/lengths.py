"""How long a planned activity takes, as people type it: plans are made in hours."""

from __future__ import annotations

import re
from decimal import Decimal

from assessments.diary import lengths

MOST = 200 * 60  # minutes: a course of five weeks; more is several activities
HOURS = re.compile(r"\d{1,3}(?:[.,]\d{1,2})?")


def minutes_of(typed: str) -> int | None:
    """Whole minutes from "6", "1.5", "1:30", "90 min" or "1 h 30"; a bare number is hours. None for anything else."""
    plain = typed.strip()
    if HOURS.fullmatch(plain):
        return round(Decimal(plain.replace(",", ".")) * 60)
    return lengths.minutes_of(plain)
