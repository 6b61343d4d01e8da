"""Tables of competence requirements: from the tables of a file to frozen data."""

from __future__ import annotations

from collections.abc import Iterator
from string import ascii_lowercase

from qualifications.specfile.read_printed import WORDINGS, read_printed
from qualifications.specfile.shapes import CompetenceRow, Competences, EachOf, Indicator, Indicators, OneOf
from qualifications.specfile.shapes.competence import REQUIRED, STRENGTHS
from qualifications.specfile.table import Table

STAFF = ("tutor", "assessor", "iqa")
TREES: dict[str, type[EachOf] | type[OneOf]] = {"all_of": EachOf, "any_of": OneOf}
DEEPEST = 4


def read_competences(table: Table) -> Competences:
    """One [[competences]] table with its rows."""
    competences = Competences(
        code=table.code(),
        version=table.code("version", longest=40),
        title=table.text("title", required=True, longest=300),
        roles=table.texts("roles", allowed=STAFF, required=True),
        wording=table.one_of("wording", WORDINGS, default=WORDINGS[0]),
        source=table.text("source"),
        evidence_title=table.text("evidence_title"),
        printed=read_printed(table),
        rows=tuple(_row(each) for each in table.tables("rows", "row")),
    )
    table.close("a table of competence requirements")
    return competences


def _row(table: Table) -> CompetenceRow:
    number = table.code("number")
    row = CompetenceRow(
        number=number,
        text=table.text("text", required=True),
        indicators=_tree(table.table("indicators"), _codes(number), DEEPEST),
        strength=table.one_of("strength", STRENGTHS, default=REQUIRED),
        window_years=table.whole("window_years", least=1),
    )
    table.close("a row of competence requirements")
    return row


def _codes(number: str) -> Iterator[str]:
    """Indicators that the file does not name are called by row and letter: 5.a, 5.b ..."""
    return (f"{number}.{letter}" for letter in ascii_lowercase)


def _tree(table: Table, codes: Iterator[str], depth: int) -> EachOf | OneOf:
    keys = [key for key in TREES if table.has(key)]
    if len(keys) != 1 or depth == 0:
        table.wrong(f"Indicators are one list, “all_of” or “any_of”, at most {DEEPEST} deep.")
        return EachOf(())
    parts = tuple(_part(each, codes, depth - 1) for each in table.tables(keys[0], "indicator"))
    table.close("a list of indicators")
    if not parts:
        table.wrong(f"“{keys[0]}” needs at least one indicator.", keys[0])
    return TREES[keys[0]](parts)


def _part(table: Table, codes: Iterator[str], depth: int) -> Indicators:
    if any(table.has(key) for key in TREES):
        return _tree(table, codes, depth)
    return read_indicator(table, codes)


def read_indicator(table: Table, codes: Iterator[str]) -> Indicator:
    """One indicator, which is no list of others."""
    indicator = Indicator(
        code=table.code(required=False) or next(codes, ""),
        text=table.text("text", required=True),
        strength=table.one_of("strength", STRENGTHS, default=REQUIRED),
        window_years=table.whole("window_years", least=1),
    )
    table.close("an indicator")
    return indicator
