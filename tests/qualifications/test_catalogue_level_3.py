"""The Level 3 award of 2012 and the fictional one that stands in for it today."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

CATALOGUE = Path(__file__).resolve().parents[2] / "qualifications" / "catalogue"


def entries(file: str, kind: str) -> dict[str, dict[str, Any]]:
    """The entries of one kind in one file of the catalogue, by code."""
    data = tomllib.loads((CATALOGUE / file).read_text("utf-8"))
    return {entry["code"]: entry for entry in data[kind]}


REAL = entries("l3/award-coaching.toml", "awards")["L3-AWARD-COACHING"]
DEMO = entries("demo/award-coaching.toml", "awards")["DEMO-L3-AWARD-COACHING"]


def criteria(folder: str) -> dict[str, str]:
    """Every criterion of the units in a folder, by its reference."""
    units = entries(f"{folder}/award-coaching.toml", "units")
    return {
        f"{code} {criterion['number']}": criterion["text"]
        for code, unit in units.items()
        for outcome in unit["outcomes"]
        for criterion in outcome["criteria"]
    }


def rows(folder: str) -> list[dict[str, Any]]:
    """Every criterion row of the sheets in a folder, in order."""
    sheets = entries(f"{folder}/sheets.toml", "assessments").values()
    return [row for sheet in sheets for group in sheet["nodes"] for row in group["nodes"]]


def test_the_real_award_has_its_printed_numbers_and_dates() -> None:
    assert REAL["title"] == "ILM Level 3 Award in Coaching"
    assert REAL["accreditation_number"] == "600/5782/8"
    assert (REAL["credits"], REAL["duration_years"]) == (10, 3)
    assert (REAL["induction_hours"], REAL["tutorial_hours"]) == (1, 2)
    assert REAL["operational_from"] == date(2012, 9, 1)
    assert REAL["registration_ends"] == date(2015, 8, 31)
    assert REAL["certification_ends"] == date(2018, 8, 31)
    assert "fictional" not in REAL


def test_the_real_units_have_their_printed_codes_credits_and_hours() -> None:
    units = entries("l3/award-coaching.toml", "units")
    assert {code: (unit["title"], unit["credits"], unit["guided_hours"]) for code, unit in units.items()} == {
        "8577-300": ("Understanding Good Practice in Workplace Coaching", 3, 9),
        "8577-301": ("Undertaking Coaching in the Workplace", 4, 6),
        "8577-303": ("Reflecting on Workplace Coaching Skills", 3, 6),
    }
    assert 9 + 6 + 6 + 1 + 2 == REAL["guided_hours"] == 24


def test_what_003_does_not_print_is_marked_as_ours() -> None:
    units = entries("l3/award-coaching.toml", "units").values()
    sheets = entries("l3/sheets.toml", "assessments").values()
    assert {(unit["wording"], unit["outcomes_wording"]) for unit in units} == {("official", "centre_own")}
    assert {sheet["wording"] for sheet in sheets} == {"centre_own"}


def test_the_demonstration_award_says_that_it_is_fictional_and_is_current() -> None:
    assert DEMO["fictional"] is True
    assert DEMO["title"] == "Fictional: Level 3 Award in Coaching (demonstration)"
    assert "accreditation_number" not in DEMO
    assert DEMO["operational_from"] == date(2025, 1, 1)
    assert DEMO["registration_ends"] == date(2029, 12, 31)
    assert DEMO["certification_ends"] == date(2032, 12, 31)
    assert list(entries("demo/award-coaching.toml", "units")) == ["DEMO-300", "DEMO-301", "DEMO-303"]


@pytest.mark.parametrize("folder", ["l3", "demo"])
def test_a_sheet_decides_every_criterion_of_its_unit_in_the_units_words(folder: str) -> None:
    on_sheets = {row["criterion"]: row["text"] for row in rows(folder)}
    assert list(on_sheets.items()) == list(criteria(folder).items())
    assert {row["kind"] for row in rows(folder)} == {"criterion"}


@pytest.mark.parametrize("folder", ["l3", "demo"])
def test_every_criterion_must_be_met(folder: str) -> None:
    for code, sheet in entries(f"{folder}/sheets.toml", "assessments").items():
        assert sheet["rule"] == {"every_criterion_met": True}
        assert sheet["units"] == [code]


@pytest.mark.parametrize(("folder", "unit"), [("l3", "8577-301"), ("demo", "DEMO-301")])
def test_six_hours_of_coaching_hang_on_one_criterion(folder: str, unit: str) -> None:
    sheets = entries(f"{folder}/sheets.toml", "assessments")
    assert [code for code in sheets if "quantities" in sheets[code]] == [unit]
    (hours,) = sheets[unit]["quantities"]
    assert (hours["minimum"], hours["roles"], hours["criterion"]) == (6, ["coach"], f"{unit} 2.2")
    assert [row["criterion"] for row in rows(folder) if row.get("quantity") == "hours"] == [f"{unit} 2.2"]
