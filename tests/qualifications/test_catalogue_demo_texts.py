"""The demonstration's texts fit the sheets that they are shown on."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
CATALOGUE = ROOT / "qualifications" / "catalogue"
DEMO = ROOT / "config" / "demo"


def read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text("utf-8"))


def sheets() -> dict[str, dict[str, Any]]:
    """The Level 7 sheets and the fictional ones, by code."""
    files = [CATALOGUE / "l7" / "sheets.toml", CATALOGUE / "demo" / "sheets.toml"]
    return {sheet["code"]: sheet for file in files for sheet in read(file)["assessments"]}


def scored(sheet: dict[str, Any]) -> list[str]:
    """Codes of the rows that an assessor decides."""
    rows = [row for node in sheet["nodes"] for row in node.get("nodes", [node])]
    return [row["code"] for row in rows]


FEEDBACK = read(DEMO / "feedback.toml")
ESSAYS = {essay["key"]: essay for essay in read(DEMO / "essays.toml")["essays"]}
CENTRES = {centre["slug"]: centre for centre in read(DEMO / "people.toml")["centres"]}


@pytest.mark.parametrize("code", list(sheets()))
def test_every_row_has_three_texts_at_three_levels(code: str) -> None:
    assert list(FEEDBACK[code]) == scored(sheets()[code])
    for levels in FEEDBACK[code].values():
        assert {level: len(texts) for level, texts in levels.items()} == {
            "strong": 3,
            "adequate": 3,
            "below": 3,
        }


def test_no_feedback_is_used_twice() -> None:
    rows = [levels for code in sheets() for levels in FEEDBACK[code].values()]
    texts = [text for levels in rows for variants in levels.values() for pair in variants for text in pair.values()]
    assert len(texts) == 29 * 9 * 2
    assert sorted(set(texts)) == sorted(texts)


@pytest.mark.parametrize("key", list(ESSAYS))
def test_a_text_is_written_under_the_headings_of_its_sheet(key: str) -> None:
    sheet = sheets()[ESSAYS[key]["assessment"]]
    expected = [(node["code"], node["heading"]) for node in sheet["nodes"]]
    assert [(section["node"], section["heading"]) for section in ESSAYS[key]["sections"]] == expected


def test_one_text_looks_forward_and_one_backward() -> None:
    looking = [essay["choices"]["looking"] for essay in ESSAYS.values() if "choices" in essay]
    assert looking == ["forward", "backward"]


@pytest.mark.parametrize(
    ("key", "node", "column", "hours"),
    [
        ("d7-02-03-council", 1, 2, 13.0),
        ("d7-02-03-university", 1, 2, 12.0),
        ("d7-04-freelance", 1, 3, 131.5),
    ],
)
def test_the_hours_of_a_log_add_up(key: str, node: int, column: int, hours: float) -> None:
    rows = ESSAYS[key]["sections"][node]["table"]["rows"]
    assert sum(float(row[column]) for row in rows if row[0] != "Total") == hours
    assert ESSAYS[key]["quantities"] == {"hours": hours}


def test_learners_belong_to_a_cohort_and_a_site_of_their_centre() -> None:
    assert {slug: len(centre["learners"]) for slug, centre in CENTRES.items()} == {
        "northgate": 24,
        "southbank": 8,
    }
    for centre in CENTRES.values():
        cohorts = {cohort["code"]: cohort for cohort in centre["cohorts"]}
        for learner in centre["learners"]:
            assert learner["award"] == cohorts[learner["cohort"]]["award"]
            assert learner["site"] in {site["code"] for site in centre["sites"]}
            assert learner["email"].isascii()
