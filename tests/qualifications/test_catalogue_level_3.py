"""The five Level 3 awards of 2012, and the fictional one that stands in for them today. Values copied from 003."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.qualifications.shipped import below, chosen, entries, named

AWARDS = below("l3", "awards")
UNITS = below("l3", "units")
SHEETS = below("l3", "assessments")
DEMO = entries("demo/award-coaching.toml", "awards")["DEMO-L3-AWARD-COACHING"]
CODES = [
    "L3-AWARD-COACHING",
    "L3-CERT-COACHING",
    "L3-AWARD-MENTORING",
    "L3-CERT-MENTORING",
    "L3-CERT-COACHING-MENTORING",
]


def criteria(folder: str) -> dict[str, str]:
    """Every criterion of the units in a folder, by its reference."""
    return {
        f"{code} {criterion['number']}": criterion["text"]
        for code, unit in below(folder, "units").items()
        for outcome in unit["outcomes"]
        for criterion in outcome["criteria"]
    }


def rows(folder: str) -> list[dict[str, Any]]:
    """Every criterion row of the sheets in a folder, in order."""
    return [
        row for sheet in below(folder, "assessments").values() for group in sheet["nodes"] for row in group["nodes"]
    ]


def test_the_suite_has_five_awards() -> None:
    assert sorted(AWARDS) == sorted(CODES)


@pytest.mark.parametrize(
    ("code", "title", "number", "credits", "units"),
    [
        ("L3-AWARD-COACHING", "ILM Level 3 Award in Coaching", "600/5782/8", 10, "300 301 303"),
        ("L3-CERT-COACHING", "ILM Level 3 Certificate in Coaching", "600/5784/1", 13, "300 302 303"),
        ("L3-AWARD-MENTORING", "ILM Level 3 Award in Mentoring", "600/5783/X", 10, "304 305 307"),
        ("L3-CERT-MENTORING", "ILM Level 3 Certificate in Mentoring", "600/5785/3", 13, "304 306 307"),
        (
            "L3-CERT-COACHING-MENTORING",
            "ILM Level 3 Certificate in Coaching and Mentoring",
            "600/5786/5",
            26,
            "300 302 303 304 306 307",
        ),
    ],
)
def test_an_award_has_its_printed_number_credits_and_units(
    code: str, title: str, number: str, credits: int, units: str
) -> None:
    award = AWARDS[code]
    assert (award["title"], award["accreditation_number"], award["credits"]) == (title, number, credits)
    codes = [f"8577-{unit}" for unit in units.split()]
    assert [unit["code"] for unit in award["units"]] == codes
    assert [sheet["code"] for sheet in award["assessments"]] == codes
    assert (award["level"], award["kind"], award["duration_years"]) == (3, "regulated", 3)
    assert "fictional" not in award


@pytest.mark.parametrize("code", CODES)
def test_every_award_of_the_suite_ended_on_the_printed_days(code: str) -> None:
    award = AWARDS[code]
    assert award["operational_from"] == date(2012, 9, 1)
    assert award["registration_ends"] == date(2015, 8, 31)
    assert award["certification_ends"] == date(2018, 8, 31)


@pytest.mark.parametrize("code", CODES)
def test_all_units_are_mandatory_and_of_group_1(code: str) -> None:
    award = AWARDS[code]
    assert award["groups"] == [{"code": "1", "title": "Group 1", "minimum_credits": award["credits"]}]
    assert {(unit["mandatory"], unit["group"]) for unit in award["units"]} == {(True, "1")}


def test_the_units_have_their_printed_codes_titles_credits_and_hours() -> None:
    assert {code: (unit["title"], unit["credits"], unit["guided_hours"]) for code, unit in UNITS.items()} == {
        "8577-300": ("Understanding Good Practice in Workplace Coaching", 3, 9),
        "8577-301": ("Undertaking Coaching in the Workplace", 4, 6),
        "8577-302": ("Undertaking an Extended Period of Coaching in the Workplace", 7, 12),
        "8577-303": ("Reflecting on Workplace Coaching Skills", 3, 6),
        "8577-304": ("Understanding Good Practice in Workplace Mentoring", 3, 9),
        "8577-305": ("Undertaking Mentoring in the Workplace", 4, 6),
        "8577-306": ("Undertaking an Extended Period of Mentoring in the Workplace", 7, 12),
        "8577-307": ("Reflecting on Workplace Mentoring Skills", 3, 6),
    }
    assert {unit["level"] for unit in UNITS.values()} == {3}


@pytest.mark.parametrize(
    ("code", "hours", "tutorials", "sum_of_units"),
    [
        ("L3-AWARD-COACHING", 24, 2, 9 + 6 + 6),
        ("L3-CERT-COACHING", 30, 2, 9 + 12 + 6),
        ("L3-AWARD-MENTORING", 24, 2, 9 + 6 + 6),
        ("L3-CERT-MENTORING", 30, 2, 9 + 12 + 6),
        ("L3-CERT-COACHING-MENTORING", 59, 4, 9 + 12 + 6 + 9 + 12 + 6),
    ],
)
def test_guided_hours_are_those_of_the_units_with_induction_and_tutorials(
    code: str, hours: int, tutorials: int, sum_of_units: int
) -> None:
    award = AWARDS[code]
    assert (award["induction_hours"], award["tutorial_hours"], award["guided_hours"]) == (1, tutorials, hours)
    assert sum_of_units + 1 + tutorials == hours
    assert sum(UNITS[unit["code"]]["guided_hours"] for unit in award["units"]) == sum_of_units


def test_the_extended_unit_replaces_the_short_one() -> None:
    assert {code: unit["replaces"] for code, unit in UNITS.items() if "replaces" in unit} == {
        "8577-302": ["8577-301"],
        "8577-306": ["8577-305"],
    }
    about = "whether the extended unit replaces the short one"
    assert chosen(AWARDS["L3-CERT-COACHING"])[about] == "8577-302 replaces 8577-301"
    assert chosen(AWARDS["L3-CERT-MENTORING"])[about] == "8577-306 replaces 8577-305"
    both = "8577-302 replaces 8577-301, and 8577-306 replaces 8577-305"
    assert chosen(AWARDS["L3-CERT-COACHING-MENTORING"])[about] == both


@pytest.mark.parametrize("code", CODES)
def test_every_contradiction_of_003_is_decided_with_its_source(code: str) -> None:
    about = chosen(AWARDS[code])
    assert {
        "outcomes, criteria and mark sheets",
        "mandatory units or units from group 1",
        "guided learning hours",
        "the Level 5 qualification named under progression",
        "unit titles",
        "“desirable but not essential” inside a list of alternatives",
        "how old evidence of competence may be",
        "dates",
    } <= about.keys()
    assert about["outcomes, criteria and mark sheets"] == "ours, marked centre_own"
    assert {"001", "003"} <= named(AWARDS[code])
    for decision in AWARDS[code]["decisions"]:
        assert decision["because"].endswith(".")
        assert decision["sources"]


@pytest.mark.parametrize(
    ("code", "unit", "practice"),
    [
        ("L3-CERT-COACHING", "302", "coaching"),
        ("L3-CERT-MENTORING", "306", "mentoring"),
        ("L3-CERT-COACHING-MENTORING", "302", "coaching"),
        ("L3-CERT-COACHING-MENTORING", "306", "mentoring"),
    ],
)
def test_12_guided_hours_and_36_hours_of_practice_stand_side_by_side(code: str, unit: str, practice: str) -> None:
    about = f"12 guided hours and 36 hours of {practice} in unit 8577-{unit}"
    assert chosen(AWARDS[code])[about] == "both, for they count different things"
    assert UNITS[f"8577-{unit}"]["guided_hours"] == 12


def test_what_003_does_not_print_is_marked_as_ours() -> None:
    assert {(unit["wording"], unit["outcomes_wording"]) for unit in UNITS.values()} == {("official", "centre_own")}
    assert {sheet["wording"] for sheet in SHEETS.values()} == {"centre_own"}


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
    for code, sheet in below(folder, "assessments").items():
        assert sheet["rule"] == {"every_criterion_met": True}
        assert sheet["units"] == [code]


def test_6_and_36_hours_hang_on_one_criterion_each() -> None:
    hours = {
        code: [(q["minimum"], q["roles"], q["criterion"]) for q in sheet["quantities"]]
        for code, sheet in SHEETS.items()
        if "quantities" in sheet
    }
    assert hours == {
        "8577-301": [(6, ["coach"], "8577-301 2.2")],
        "8577-302": [(36, ["coach"], "8577-302 2.2")],
        "8577-305": [(6, ["mentor"], "8577-305 2.2")],
        "8577-306": [(36, ["mentor"], "8577-306 2.2")],
    }
    bound = [row["criterion"] for row in rows("l3") if row.get("quantity") == "hours"]
    assert bound == ["8577-301 2.2", "8577-302 2.2", "8577-305 2.2", "8577-306 2.2"]


def test_six_hours_of_coaching_hang_on_one_criterion_of_the_demonstration() -> None:
    sheets = below("demo", "assessments")
    assert [code for code in sheets if "quantities" in sheets[code]] == ["DEMO-301"]
    (hours,) = sheets["DEMO-301"]["quantities"]
    assert (hours["minimum"], hours["roles"], hours["criterion"]) == (6, ["coach"], "DEMO-301 2.2")
    assert [row["criterion"] for row in rows("demo") if row.get("quantity") == "hours"] == ["DEMO-301 2.2"]
