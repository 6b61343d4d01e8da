"""How long something took, as people type it and as pages say it. Minutes are whole."""

from __future__ import annotations

import re

MOST = 24 * 60
PATTERNS = (
    re.compile(r"(?P<m>\d{1,4})(?:m|min|mins|minutes?)?"),  # 90, 90 min
    re.compile(r"(?P<h>\d{1,2}):(?P<m>[0-5]\d)"),  # 1:30
    re.compile(r"(?P<h>\d{1,2})(?:h|hrs?|hours?)(?:(?P<m>[0-5]?\d)(?:m|min|mins|minutes?)?)?"),  # 1h, 1h30, 2 hours
    re.compile(r"(?P<h>\d{1,2})[.,](?P<d>\d{1,2})(?:h|hrs?|hours?)"),  # 1.5 h; without the h it would be a guess
)
SENTENCE = "Give the length in minutes, such as 60, or as 1:30 or 1 h 30."
TOO_LONG = "One entry lasts at most 24 hours; split a longer one by day."
NOTHING = "It lasted at least one minute."


def minutes_of(typed: str) -> int | None:
    """Minutes from "90", "90 min", "1:30", "1 h 30" or "1.5 h"; None for anything else. Not bounded: see `fault`."""
    plain = re.sub(r"\s+", "", typed).lower()
    for pattern in PATTERNS:
        if found := pattern.fullmatch(plain):
            parts = found.groupdict()
            hundredths = (parts.get("d") or "0").ljust(2, "0")
            return int(parts.get("h") or 0) * 60 + int(parts.get("m") or 0) + round(int(hundredths) * 60 / 100)
    return None


def fault(minutes: int | None) -> str:
    """Why a length cannot be taken, as a sentence; "" when it can."""
    if minutes is None:
        return SENTENCE
    if minutes < 1:
        return NOTHING
    return TOO_LONG if minutes > MOST else ""


def in_words(minutes: int) -> str:
    """ "45 min", "2 h", "1 h 30 min"."""
    hours, rest = divmod(minutes, 60)
    return " ".join(
        part for part in (f"{hours} h" if hours else "", f"{rest} min" if rest or not hours else "") if part
    )
