"""The two Level 5 awards against values copied by hand from the leaflet 001."""

from __future__ import annotations

from typing import Any

import pytest

from tests.qualifications.shipped import below, chosen, named

AWARDS = below("l5", "awards")
UNITS = below("l5", "units")
SHEETS = below("l5", "assessments")
CERTIFICATE, DIPLOMA = AWARDS["L5-CERT"], AWARDS["L5-DIP"]


def rows(sheet: dict[str, Any]) -> list[dict[str, Any]]:
    return [row for group in sheet["nodes"] for row in group["nodes"]]


def test_the_certificate_has_13_credits_and_45_guided_hours() -> None:
    award = CERTIFICATE
    assert award["title"] == "ILM Level 5 Certificate in Coaching and Mentoring in Management"
    assert (award["credits"], award["guided_hours"], award["duration_years"]) == (13, 45, 2)
    assert [unit["code"] for unit in award["units"]] == ["D5.01", "D5.02", "D5.03"]
    assert [sheet["code"] for sheet in award["assessments"]] == ["D5.01", "D5.02-03"]
    assert 5 + 3 + 5 == 13
    assert 42 + 1 + 2 == 45


def test_the_diploma_has_37_credits_and_65_guided_hours() -> None:
    award = DIPLOMA
    assert award["title"] == "ILM Level 5 Diploma for Professional Management Coaches and Mentors"
    assert (award["credits"], award["guided_hours"], award["duration_years"]) == (37, 65, 3)
    assert [unit["code"] for unit in award["units"]] == ["D5.01", "D5.02", "D5.03", "D5.04"]
    assert [sheet["code"] for sheet in award["assessments"]] == ["D5.01", "D5.02-03", "D5.04"]
    assert 5 + 3 + 5 + 24 == 37
    assert 62 + 1 + 2 == 65


@pytest.mark.parametrize("award", [CERTIFICATE, DIPLOMA], ids=["certificate", "diploma"])
def test_both_print_induction_and_tutorials_and_no_end(award: dict[str, Any]) -> None:
    assert (award["induction_hours"], award["tutorial_hours"]) == (1, 2)
    assert (award["level"], award["kind"], award["document_code"]) == (5, "regulated", "ILM/L5QVM/1007")
    assert all(unit["mandatory"] for unit in award["units"])
    assert not {"accreditation_number", "registration_ends", "certification_ends", "progression"} & award.keys()
    assert len(award["learning_resources"]) == 2


def test_units_have_the_printed_titles_and_credits_and_no_hours() -> None:
    assert {code: (unit["title"], unit["credits"]) for code, unit in UNITS.items()} == {
        "D5.01": (
            "Understanding how management coaching and mentoring can benefit individuals and organisations",
            5,
        ),
        "D5.02": ("Reviewing own ability as a management coach or mentor", 3),
        "D5.03": ("Undertaking management coaching or mentoring in the workplace", 5),
        "D5.04": (
            "Undertaking an extended period of management coaching or mentoring in the workplace",
            24,
        ),
    }
    assert not any("guided_hours" in unit for unit in UNITS.values())


def test_what_001_does_not_print_is_marked_as_ours() -> None:
    assert {(unit["wording"], unit["outcomes_wording"]) for unit in UNITS.values()} == {("official", "centre_own")}
    assert {sheet["wording"] for sheet in SHEETS.values()} == {"centre_own"}
    for award in AWARDS.values():
        assert chosen(award)["outcomes, criteria and mark sheets"] == "ours, marked centre_own"


def test_the_assessments_carry_their_printed_names() -> None:
    assert {code: (sheet["title"], sheet["units"]) for code, sheet in SHEETS.items()} == {
        "D5.01": ("Work-based assignment", ["D5.01"]),
        "D5.02-03": ("Coaching/mentoring diary", ["D5.02", "D5.03"]),
        "D5.04": ("Personal development plan, learning log and reflective review", ["D5.04"]),
    }


def test_the_sheets_decide_every_criterion_without_marks() -> None:
    on_sheets = {row["criterion"]: row["text"] for sheet in SHEETS.values() for row in rows(sheet)}
    assert on_sheets == {
        f"{code} {criterion['number']}": criterion["text"]
        for code, unit in UNITS.items()
        for outcome in unit["outcomes"]
        for criterion in outcome["criteria"]
    }
    assert {row["kind"] for sheet in SHEETS.values() for row in rows(sheet)} == {"criterion"}
    assert [sheet["rule"] for sheet in SHEETS.values()] == [{"every_criterion_met": True}] * 3


def test_around_100_hours_stand_with_the_diploma_and_on_no_sheet() -> None:
    assert DIPLOMA["quantities"] == [{"code": "hours", "measure": "hours", "minimum": 100, "unit": "D5.04"}]
    assert "quantities" not in CERTIFICATE
    assert not any("quantities" in sheet for sheet in SHEETS.values())
    assert chosen(DIPLOMA)["what the 100 hours are"] == "around 100 hours to plan, organise and evaluate"
    assert chosen(CERTIFICATE)["hours of coaching or mentoring"] == "no number"


def test_the_diploma_adds_a_unit_and_replaces_none() -> None:
    about = "whether the extended unit replaces the short one"
    assert chosen(DIPLOMA)[about] == "no: D5.03 and D5.04 are both mandatory"
    assert not any("replaces" in unit for unit in UNITS.values())


@pytest.mark.parametrize("award", [CERTIFICATE, DIPLOMA], ids=["certificate", "diploma"])
def test_every_decision_names_its_sources(award: dict[str, Any]) -> None:
    for decision in award["decisions"]:
        assert decision["because"].endswith(".")
        assert decision["sources"]
    assert {
        "guided learning hours",
        "which assessment is for which unit",
        "topic titles",
        "title",
        "professional title",
    } <= chosen(award).keys()
    assert named(award) == {"000", "001", "002", "003", "004"}
