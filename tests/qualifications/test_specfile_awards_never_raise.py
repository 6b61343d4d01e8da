"""Whatever stands in an award's groups, bars and tables of competence, reading ends, and what is sound can be asked."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from qualifications import combination, competence, specfile
from tests.qualifications.test_specfile_awards import AWARD
from tests.qualifications.test_specfile_never_raises import LITTER, read

LINES = AWARD.split("\n")
MORE = LITTER | st.sampled_from(
    ['"desirable"', '{ any_of = [ { text = "X" } ] }', "{ all_of = [ { all_of = [] } ] }", '["U1", "U2"]', '"U2"', "7"]
)


def check(catalogue: specfile.Catalogue) -> None:
    """Either there are sentences, or awards can be reached, tables can be asked, and both can be stored."""
    if catalogue.mistakes:
        return
    for award in catalogue.awards:
        rule = specfile.combination_of(award, catalogue.units)
        assert not award.units or combination.impossible(rule) == ""
        assert specfile.award_from_document(specfile.to_document(award)) == award
    for table in catalogue.competences:
        needed = [row for row in table.rows if row.is_required]
        assert len(competence.missing(table, {}, on=date(2014, 6, 1))) == len(needed)
        assert specfile.competences_from_document(specfile.to_document(table)) == table


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(LINES) - 1), MORE), min_size=1, max_size=3))
def test_some_values_replaced(changes: list[tuple[int, str]]) -> None:
    lines = list(LINES)
    for at, litter in changes:
        key, equals, _ = lines[at].partition(" = ")
        lines[at] = f"{key} = {litter}" if equals else litter
    check(read("\n".join(lines).encode()))


@settings(max_examples=150, deadline=None)
@given(st.sets(st.integers(0, len(LINES) - 1), min_size=1, max_size=5))
def test_some_lines_left_out(gone: set[int]) -> None:
    check(read("\n".join(line for at, line in enumerate(LINES) if at not in gone).encode()))
