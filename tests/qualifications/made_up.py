"""The sheets of the tests: those printed in 002, and the made-up ones of data/made_up.toml."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from qualifications import outcome, specfile

DATA = Path(__file__).parent / "data"
MADE_UP = DATA / "made_up.toml"
TWO_UNITS = DATA / "two_units.toml"
SHEETS = specfile.SHIPPED / "l7" / "sheets.toml"


@cache
def sheet(code: str) -> specfile.Assessment:
    """A printed or made-up sheet by its code."""
    catalogue = specfile.read([SHEETS, MADE_UP, TWO_UNITS], alone=True)
    return next(assessment for assessment in catalogue.assessments if assessment.code == code)


def given(code: str, *values: str | int | None) -> dict[str, outcome.Value]:
    """Values in printed order, as they would be typed."""
    read = {}
    for node, typed in zip(sheet(code).scored, values, strict=True):
        value = outcome.parse_mark(node, typed)
        assert isinstance(value, outcome.Value), value
        read[node.code] = value
    return read


def decided(code: str, *values: str | int | None, **quantities: float) -> outcome.Decision:
    """What these values decide on that sheet."""
    return outcome.decide(sheet(code), given(code, *values), quantities=quantities)


def sentences(decision: outcome.Decision) -> list[str]:
    """The reasons as people read them."""
    return [reason.sentence for reason in decision.reasons]
