"""Two versions, line by line: what was added, taken out and changed, and whether marks can be carried across."""

from __future__ import annotations

from typing import Any

import pytest

from qualifications import specfile
from qualifications.comparing import Comparison, Line, Word, carried, carried_between, compare, credited
from tests.qualifications.made_up import sheet


def document(**changes: Any) -> dict[str, Any]:
    """D7.01 as it is stored, with some of its keys changed."""
    return {**specfile.to_document(sheet("D7.01")), **changes}


def changed_nodes(**changes: Any) -> list[dict[str, Any]]:
    """Its two sections, the second one changed."""
    first, second = document()["nodes"]
    return [first, {**second, **changes}]


def one(comparison: Comparison) -> Line:
    """The only difference there is."""
    (line,) = comparison.differences
    return line


def carry(new: dict[str, Any]) -> str:
    same = specfile.structure_hash(sheet("D7.01")) == specfile.structure_hash(specfile.assessment_from_document(new))
    return carried(compare(document(), new), same_structure=same)


def test_the_same_says_so() -> None:
    found = compare(document(), document(version="2012-10"))
    assert found.differences == ()
    assert found.sentence == "Nothing differs: every line is the same."
    assert carried(found, same_structure=True) == (
        "Marks can be carried across: maximum, minimum, mapping and rule are the same in both."
    )


def test_a_changed_line_shows_the_words_within_it() -> None:
    line = one(compare(document(), document(refusal=document()["refusal"].replace("are unwilling", "do not want"))))
    assert (line.kind, line.where) == ("changed", "refusal")
    assert line.words == (
        Word("same", "However, if you"),
        Word("removed", "are unwilling"),
        Word("added", "do not want"),
        Word("same", "to allow ILM use your script, please refuse by ticking the box:"),
    )


def test_a_minimum_is_found_by_its_section_and_marks_are_not_carried() -> None:
    new = document(nodes=changed_nodes(minimum=30))
    line = one(compare(document(), new))
    assert (line.kind, line.where, line.old, line.new) == ("changed", "section 2, minimum", "25", "30")
    assert carry(new) == "Marks cannot be carried across: the minimum of section 2 differs."


def test_other_words_in_a_bullet_do_not_stop_marks() -> None:
    bullets = document()["nodes"][1]["bullets"]
    shorter = {**bullets[1], "text": bullets[1]["text"].replace("critically ", "")}
    new = document(nodes=changed_nodes(bullets=[bullets[0], shorter]))
    assert one(compare(document(), new)).where == "section 2, bullet S2.2, text"
    assert carry(new).startswith("Marks can be carried across")


def test_a_bullet_put_in_between_changes_no_line_after_it() -> None:
    bullets = document()["nodes"][1]["bullets"]
    fresh = {"code": "S2.9", "text": "The limits of the role are stated"}
    found = compare(document(), document(nodes=changed_nodes(bullets=[bullets[0], fresh, bullets[1]])))
    line = one(found)
    assert (line.kind, line.where, line.new) == ("added", "section 2, bullet S2.9, text", fresh["text"])
    assert found.sentence == "1 line added; 52 lines are the same."
    assert carried(found, same_structure=False) == (
        "Marks cannot be carried across: the text of bullet S2.9 of section 2 differs."
    )


def test_a_line_with_few_words_in_common_is_one_out_and_one_in() -> None:
    found = compare(document(), document(declaration="Everything here was written by me alone"))
    assert [(line.kind, line.where) for line in found.differences] == [
        ("removed", "declaration"),
        ("added", "declaration"),
    ]


def test_a_rule_is_read_part_by_part() -> None:
    rule = {"all_of": [{"total_at_least": 60}, {"each_section_at_least": "minimum"}]}
    line = one(compare(document(), document(rule=rule)))
    assert (line.old, line.new, line.counts) == ("total at least 50", "total at least 60", True)


def test_another_order_is_one_line() -> None:
    line = one(compare(document(), document(nodes=document()["nodes"][::-1])))
    assert (line.place, line.old, line.new) == (("order of nodes",), "S1 and S2", "S2 and S1")


def test_a_long_text_is_compared_line_by_line() -> None:
    task = document()["task"] + "\n\nWrite in the first person."
    line = one(compare(document(), document(task=task)))
    assert (line.kind, line.place, line.new) == ("added", ("task",), "Write in the first person.")


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        (
            {"A": "1"},
            {"A": "1"},
            "Marks can be carried across for A: their structure is the same in both.",
        ),
        ({"A": "1"}, {"A": "2"}, "Marks cannot be carried across: the structure of A differs."),
        ({"A": "1"}, {"B": "1"}, "No marks can be carried across: the two have no mark sheet in common."),
        (
            {"A": "1", "B": "1", "C": "1"},
            {"A": "1", "B": "1", "C": "2"},
            "Marks of A and B can be carried across; those of C cannot: the structure differs.",
        ),
    ],
)
def test_what_is_carried_between_awards(old: dict[str, str], new: dict[str, str], sentence: str) -> None:
    assert carried_between(old, new) == sentence


def test_a_unit_carries_no_marks_of_its_own() -> None:
    unit: dict[str, Any] = {
        "code": "U",
        "outcomes": [{"number": "1", "criteria": [{"number": "1.1", "text": "Explain it well"}]}],
    }
    other = {"code": "U", "outcomes": [{"number": "1", "criteria": [{"number": "1.1", "text": "Explain it badly"}]}]}
    assert credited(compare(unit, unit | {"purpose": "To learn"})) == (
        "Its outcomes and criteria are the same; whether marks can be carried across, its mark sheets say."
    )
    more = {"code": "U", "outcomes": [{**unit["outcomes"][0], "indicative_content": ["Models of it"]}]}
    assert credited(compare(unit, more)).startswith("Its outcomes and criteria are the same")
    assert credited(compare(unit, other)) == (
        "Its outcomes or criteria differ, so marks cannot be carried across without a look at its mark sheets."
    )
