"""What a file can get wrong: each mistake is one sentence with its file, line and place."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from qualifications import specfile
from tests.qualifications.whole_file import DATA, WHOLE, mistakes

MISTAKES = tomllib.loads((DATA / "mistakes.toml").read_text("utf-8"))["mistakes"]


def test_a_whole_file_has_none(tmp_path: Path) -> None:
    assert mistakes(tmp_path, WHOLE) == []


@pytest.mark.parametrize("case", MISTAKES, ids=lambda case: case["sentence"])
def test_each_mistake_has_its_line_and_its_sentence(tmp_path: Path, case: dict[str, Any]) -> None:
    assert case["right"] in WHOLE
    found = mistakes(tmp_path, WHOLE.replace(case["right"], case["wrong"], 1))

    assert (case["line"], case["place"], case["sentence"]) in found


def test_an_unknown_key_is_named_with_the_nearest_known_one(tmp_path: Path) -> None:
    found = mistakes(tmp_path, WHOLE.replace("  minimum = 50", "  minimun = 50"))

    sentence = "“minimun” is not a key of a node of kind “section”; did you mean “minimum”?"
    assert (31, "assessment A1, node S1", sentence) in found


def test_keys_of_another_kind_of_node_are_unknown(tmp_path: Path) -> None:
    found = mistakes(tmp_path, WHOLE.replace('kind = "section"', 'kind = "context"'))

    assert {sentence.partition(" is")[0] for _, _, sentence in found} == {
        "“maximum”",
        "“minimum”",
        "“bullets”",
    }


def test_all_mistakes_come_at_once_in_the_order_of_the_file(tmp_path: Path) -> None:
    text = WHOLE.replace("level = 3", 'level = "3"').replace("maximum = 100", "maximum = -1").replace("2018", "2001")

    assert [line for line, _, _ in mistakes(tmp_path, text)] == [6, 30, 45]


def test_the_same_code_and_version_twice_names_the_other_file(tmp_path: Path) -> None:
    for name in ("a.toml", "b.toml"):
        (tmp_path / name).write_text(WHOLE)
    found = specfile.read([tmp_path]).mistakes

    assert [m.sentence.replace(str(tmp_path), "") for m in found] == [
        "U1 version 1 stands twice; it is in /a.toml already. Leave one out.",
        "A1 version 1 stands twice; it is in /a.toml already. Leave one out.",
        "Q1 version 1 stands twice; it is in /a.toml already. Leave one out.",
    ]


def test_codes_stand_once_on_a_sheet(tmp_path: Path) -> None:
    second = '  [[assessments.nodes]]\n  code = "S1"\n  kind = "context"\n  heading = "Again"\n'
    text = WHOLE.replace("[[awards]]", second + "[[awards]]")

    assert mistakes(tmp_path, text) == [
        (26, "assessment A1", "S1 stands twice among the nodes of this sheet; each needs its own.")
    ]


def test_a_node_that_no_part_of_the_rule_reads_could_never_refer(tmp_path: Path) -> None:
    second = '  [[assessments.nodes]]\n  code = "C1"\n  kind = "criterion"\n  text = "Do"\n'
    found = mistakes(tmp_path, WHOLE.replace("[[awards]]", second + "[[awards]]"))

    assert found == [
        (
            21,
            "assessment A1",
            "No part of the rule reads criterion C1, so it could never refer the sheet;"
            " name it in the rule, or make its kind “context”.",
        )
    ]


def test_words_are_guidance_and_may_decide_nothing(tmp_path: Path) -> None:
    text = WHOLE.replace('measure = "hours"', 'measure = "words"').replace(
        '{ each_section_at_least = "minimum" }', '{ quantity_at_least = "hours" }'
    )

    assert mistakes(tmp_path, text) == [
        (21, "assessment A1", "“hours” counts words, and words are guidance: no outcome may depend on them.")
    ]
