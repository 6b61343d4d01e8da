"""What the search says of a rule: told by hand for made-up sheets, and by trying every marking of small ones."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import product, repeat

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from qualifications import rule_search, specfile
from qualifications.outcome import Value
from qualifications.outcome.marking import Marking
from qualifications.outcome.rules import hear, in_words
from qualifications.rule_search import NEVER_REFERS, Findings, Part, findings
from qualifications.specfile import AllOf, AnyOf, Assessment, Node, TotalAtLeast, UnitOutcomes
from tests.qualifications.made_up import MADE_UP, TWO_UNITS, sheet
from tests.qualifications.random_sheets import LEAF_KINDS, RULES, Draft, put_together

NEVER_DECIDES = "This part of the rule can never decide: “{}”. Without it every outcome would be the same."
ALWAYS_HOLDS = "This part of the rule always holds: “{}”. It asks for nothing."


@pytest.mark.parametrize("code", ["D7.01", "D7.02-03", "D7.04"])
def test_on_the_printed_sheets_the_overall_50_can_never_decide(code: str) -> None:
    assert findings(sheet(code)) == Findings(notes=(NEVER_DECIDES.format("the total is 50 or more"),))


def test_what_the_search_says_of_every_made_up_sheet() -> None:
    catalogue = rule_search.searched(specfile.read([MADE_UP, TWO_UNITS]))

    assert catalogue.mistakes == ()
    # 4 + 6 + 12 = 22; and 12 marks in section 1 are above its minimum of 10.
    assert [(note.place, note.sentence) for note in catalogue.notes] == [
        ("assessment CRITERIA", NEVER_DECIDES.format("the total is 22 or more")),
        ("assessment EITHER", NEVER_DECIDES.format("section 1 is passed")),
    ]


def test_one_mark_above_the_minima_the_total_decides() -> None:
    changed = replace(sheet("D7.01"), rule=AllOf((TotalAtLeast(51), *sheet("D7.01").rule.parts[1:])))  # type: ignore[union-attr]

    assert findings(changed) == Findings()


def test_a_sheet_without_anything_to_reach_can_never_be_referred() -> None:
    assert findings(replace(sheet("OVERALL"), rule=TotalAtLeast(0))) == Findings(mistakes=(NEVER_REFERS,))


def test_a_part_that_counts_one_section_twice_can_never_be_met() -> None:
    asked = TotalAtLeast(60, ("S1", "S1"))
    found = findings(replace(sheet("OVERALL"), rule=AllOf((TotalAtLeast(50), asked))))

    assert found == Findings(
        mistakes=(
            "This part of the rule can never be met: “the total of section 1 and section 1 is 60 or more”. "
            "Even the best marks do not reach it; lower what it asks.",
        )
    )


def test_a_part_that_asks_for_nothing_always_holds() -> None:
    found = findings(replace(sheet("OVERALL"), rule=AllOf((TotalAtLeast(50), TotalAtLeast(0)))))

    assert found == Findings(notes=(ALWAYS_HOLDS.format("the total is 0 or more"),))


def test_marks_here_and_pass_or_referral_there_can_never_be_decided() -> None:
    first, *rest = sheet("CRITERIA").nodes
    changed = replace(
        sheet("CRITERIA"),
        nodes=(
            replace(first, markings=("pass_referral",)),
            *(replace(node, markings=("marks",)) for node in rest),
        ),
    )

    assert findings(changed).mistakes == (
        "No marking can decide this sheet: criterion C2 takes marks alone, and criterion C1 takes Pass or Referral"
        " alone; let both take the same.",
    )


def test_what_is_found_stands_at_the_rule_and_is_found_once() -> None:
    once = rule_search.searched(specfile.read([specfile.SHIPPED / "l7" / "sheets.toml"], alone=True))

    assert [(note.line, note.place) for note in once.notes] == [
        (28, "assessment D7.01"),
        (102, "assessment D7.02-03"),
        (250, "assessment D7.04"),
    ]
    assert rule_search.searched(once) == once


def test_a_sheet_with_other_mistakes_is_not_searched() -> None:
    catalogue = specfile.read([specfile.SHIPPED / "l7" / "sheets.toml"])  # its units are in another file

    assert catalogue.mistakes and rule_search.searched(catalogue) == catalogue


# --- against every marking there is --------------------------------------------------------------------------

SMALL = st.integers(0, 3)
SMALL_LEAVES = st.builds(
    Draft,
    st.sampled_from([kind for kind in LEAF_KINDS if kind != "context"]),
    st.integers(1, 3),
    SMALL,
    SMALL,
    st.booleans(),
    st.booleans(),
    st.just(frozenset[str]()),
)
SMALL_GROUPS = st.builds(
    lambda inside, minimum: Draft(specfile.Kind.GROUP, 0, minimum, 0, False, False, frozenset(), tuple(inside)),
    st.lists(SMALL_LEAVES, min_size=1, max_size=2),
    SMALL,
)
SMALL_SHEETS = st.builds(
    put_together,
    st.lists(SMALL_LEAVES | SMALL_GROUPS, min_size=1, max_size=3),
    RULES,
    st.just(UnitOutcomes.WHOLE_SHEET),
    st.just(True),
    st.none(),
)


def every_value(node: Node) -> list[Value]:
    if node.takes_marks:
        return [Value(mark=mark) for mark in range((node.maximum or 0) + 1)]
    return [Value(band=choice.code) for choice in node.choices] or [Value(met=True), Value(met=False)]


def every_marking(sheet: Assessment) -> list[Marking]:
    codes = [node.code for node in sheet.scored]
    values = [dict(zip(codes, each, strict=True)) for each in product(*map(every_value, sheet.scored))]
    return [Marking(sheet, one, {"hours": Decimal(hours)}) for one in values for hours in (11, 12, 21)]


@settings(max_examples=300, deadline=None)
@given(SMALL_SHEETS.map(lambda marked: marked.sheet))
def test_the_search_is_right_about_every_small_sheet(sheet: Assessment) -> None:
    assume(readable(sheet))
    markings = every_marking(sheet)
    heard = [hear(sheet.rule, marking).holds for marking in markings]
    parts = list(rule_search.parts(sheet.rule))
    words = [in_words(part.leaf, markings[0]) for part in parts]
    met = [any(hear(part.leaf, marking).holds for marking in markings) for part in parts]
    found = findings(sheet)

    if not all(met):
        assert len(found.mistakes) == len({one for one, is_met in zip(words, met, strict=True) if not is_met})
    elif all(heard):
        assert found.mistakes == (NEVER_REFERS,)
    else:
        wanted = {one for one in map(told, parts, words, repeat(markings), repeat(heard)) if one}
        assert found.mistakes == ()
        assert set(found.notes) <= wanted
        assert sums_that_may_cross(sheet) or set(found.notes) == wanted


def told(part: Part, words: str, markings: list[Marking], heard: list[bool | None]) -> str:
    """The note a part earns, by trying everything."""
    if all(hear(part.leaf, marking).holds for marking in markings):
        return ALWAYS_HOLDS.format(words)
    decides = any(hear(part.without, m).holds is not whole for m, whole in zip(markings, heard, strict=True))
    return "" if decides else NEVER_DECIDES.format(words)


def readable(sheet: Assessment) -> bool:
    """Whether the checks of the reader would let this rule pass: it names what is there."""
    kinds = {node.kind for node in sheet.walk()}
    marked = any(node.takes_marks for node in sheet.walk())
    return all(
        getattr(leaf, "kind", None) in {None, *kinds} and (not isinstance(leaf, TotalAtLeast) or marked)
        for leaf in specfile.leaves(sheet.rule)
    )


def sums_that_may_cross(sheet: Assessment) -> bool:
    """Whether the rule adds up parts that overlap; the search then makes no claim."""
    return any(isinstance(leaf, TotalAtLeast) and leaf.of for leaf in specfile.leaves(sheet.rule))


def test_the_two_words_for_combining_are_told_apart() -> None:
    both, either = AllOf((TotalAtLeast(10), TotalAtLeast(20))), AnyOf((TotalAtLeast(10), TotalAtLeast(20)))

    assert findings(replace(sheet("OVERALL"), rule=both)).notes == (NEVER_DECIDES.format("the total is 10 or more"),)
    assert findings(replace(sheet("OVERALL"), rule=either)).notes == (NEVER_DECIDES.format("the total is 20 or more"),)
