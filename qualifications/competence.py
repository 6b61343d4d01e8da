"""Whether somebody's evidence meets the printed competence requirements of a role. Pure.

Evidence is a mapping from an indicator's code ("5.b") to the day it is from, or to None where no day is known.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from qualifications.specfile import CompetenceRow, Competences, EachOf, Indicator, Indicators, indicators

Evidence = Mapping[str, date | None]


def satisfied(row: CompetenceRow, evidence: Evidence, *, on: date) -> bool:
    """Whether the evidence shows this row on that day.

    Desirable indicators are looked past: alone they never satisfy, and beside others they are never needed.
    """
    return _holds(row.indicators, row, evidence, on) is True


def missing(requirements: Competences, evidence: Evidence, *, on: date) -> tuple[str, ...]:
    """A sentence for each required row that is not satisfied on that day; empty when the person is competent."""
    return tuple(
        f"{row.number}. {row.text.rstrip('.')}: {_why_not(row, evidence, on)}"
        for row in requirements.rows
        if row.is_required and not satisfied(row, evidence, on=on)
    )


def _holds(tree: Indicators, row: CompetenceRow, evidence: Evidence, on: date) -> bool | None:
    """None where a tree holds nothing but desirables, and so decides nothing."""
    if isinstance(tree, Indicator):
        return _counts(tree, row, evidence, on) if tree.is_required else None
    parts = [held for part in tree.parts if (held := _holds(part, row, evidence, on)) is not None]
    if not parts:
        return None
    return all(parts) if isinstance(tree, EachOf) else any(parts)


def _counts(indicator: Indicator, row: CompetenceRow, evidence: Evidence, on: date) -> bool:
    """Undated evidence counts only where the row prints no age; evidence from after that day never does."""
    if indicator.code not in evidence:
        return False
    dated, window = evidence[indicator.code], row.window_of(indicator)
    if dated is None:
        return window is None
    return dated <= on and (window is None or dated >= years_before(on, window))


def years_before(day: date, years: int) -> date:
    """The same day so many years earlier; 28 February where that year has no 29th."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


def _why_not(row: CompetenceRow, evidence: Evidence, on: date) -> str:
    given = [indicator for indicator in indicators(row.indicators) if indicator.code in evidence]
    if not given:
        return "there is no evidence."
    if not any(indicator.is_required for indicator in given):
        return "what is there is desirable and does not satisfy the requirement alone."
    late = next(_late(row, evidence, given, on), None)
    return late or "a part of the evidence it asks for is not there."


def _late(row: CompetenceRow, evidence: Evidence, given: list[Indicator], on: date) -> Iterator[str]:
    for indicator in given:
        if indicator.is_required and not _counts(indicator, row, evidence, on):
            dated, window = evidence[indicator.code], row.window_of(indicator)
            if dated is None:
                yield f"the evidence of {indicator.code} has no date, and the row asks for the last {window} years."
            elif dated > on:
                yield f"the evidence of {indicator.code} is from after that day."
            else:
                yield f"the evidence of {indicator.code} is older than {window} years."
