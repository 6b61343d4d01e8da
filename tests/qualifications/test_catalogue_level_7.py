"""The Level 7 files against values copied by hand from the printed documents."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.qualifications.shipped import chosen, entries, named

UNITS = entries("l7/units.toml", "units")
SHEETS = entries("l7/sheets.toml", "assessments")
CERTIFICATE = entries("l7/certificate.toml", "awards")["L7-CERT"]
DIPLOMA = entries("l7/diploma.toml", "awards")["L7-DIP"]


def all_bullets() -> list[dict[str, Any]]:
    return [bullet for sheet in SHEETS.values() for node in sheet["nodes"] for bullet in node["bullets"]]


def links(sheet: str) -> dict[str, tuple[list[str], set[str]]]:
    """Of each bullet: the criteria it evidences and the flags of the link."""
    rows = [bullet for node in SHEETS[sheet]["nodes"] for bullet in node["bullets"]]
    return {row["code"]: (row["evidences"], set(row["flags"])) for row in rows}


def test_units_have_the_printed_credits_and_hours() -> None:
    assert {code: (unit["credits"], unit["guided_hours"]) for code, unit in UNITS.items()} == {
        "D7.01": (5, 10),
        "D7.02": (5, 20),
        "D7.03": (5, 12),
        "D7.04": (30, 20),
    }
    assert {unit["review_on"] for unit in UNITS.values()} == {date(2014, 12, 31)}
    assert {unit["available_from"] for unit in UNITS.values()} == {date(2008, 1, 1)}
    assert {unit["wording"] for unit in UNITS.values()} == {"official"}


def test_units_have_29_criteria_under_11_outcomes() -> None:
    numbers = {
        code: [[c["number"] for c in outcome["criteria"]] for outcome in unit["outcomes"]]
        for code, unit in UNITS.items()
    }
    assert numbers == {
        "D7.01": [["1.1", "1.2"], ["2.1", "2.2", "2.3"]],
        "D7.02": [["1.1", "1.2", "1.3"], ["2.1", "2.2"], ["3.1", "3.2", "3.3"]],
        "D7.03": [["1.1", "1.2", "1.3"], ["2.1", "2.2", "2.3"], ["3.1", "3.2", "3.3"]],
        "D7.04": [["1.1", "1.2"], ["2.1", "2.2"], ["3.1", "3.2", "3.3"]],
    }


def test_indicative_content_has_as_many_lines_as_printed() -> None:
    lines = {code: [len(outcome["indicative_content"]) for outcome in unit["outcomes"]] for code, unit in UNITS.items()}
    assert lines == {"D7.01": [8, 5], "D7.02": [13, 4, 6], "D7.03": [6, 9, 3], "D7.04": [5, 2, 2]}


def test_occupational_standards_are_listed_one_by_one() -> None:
    assert {code: len(unit["standards_links"]) for code, unit in UNITS.items()} == {
        "D7.01": 3,
        "D7.02": 12,
        "D7.03": 18,
        "D7.04": 18,
    }
    for unit in UNITS.values():
        assert unit["standards"].endswith(": " + ", ".join(unit["standards_links"]))


def test_the_certificate_has_15_credits_and_45_guided_hours() -> None:
    award = CERTIFICATE
    assert (award["credits"], award["guided_hours"], award["duration_years"]) == (15, 45, 2)
    assert [unit["code"] for unit in award["units"]] == ["D7.01", "D7.02", "D7.03"]
    assert [sheet["code"] for sheet in award["assessments"]] == ["D7.01", "D7.02-03"]
    assert 10 + 20 + 12 + award["induction_hours"] + award["tutorial_hours"] == 45


def test_the_diploma_has_45_credits_and_65_guided_hours() -> None:
    award = DIPLOMA
    assert (award["credits"], award["guided_hours"], award["duration_years"]) == (45, 65, 3)
    assert [unit["code"] for unit in award["units"]] == ["D7.01", "D7.02", "D7.03", "D7.04"]
    assert [sheet["code"] for sheet in award["assessments"]] == ["D7.01", "D7.02-03", "D7.04"]
    assert 10 + 20 + 12 + 20 + award["induction_hours"] + award["tutorial_hours"] == 65


@pytest.mark.parametrize("award", [CERTIFICATE, DIPLOMA], ids=["certificate", "diploma"])
def test_both_awards_print_induction_and_tutorials_and_no_end(award: dict[str, Any]) -> None:
    assert (award["induction_hours"], award["tutorial_hours"]) == (1, 2)
    assert (award["level"], award["kind"], award["document_code"]) == (7, "regulated", "ILM/L7QCM/1207")
    assert all(unit["mandatory"] for unit in award["units"])
    assert not {"accreditation_number", "registration_ends", "certification_ends"} & award.keys()


def test_both_awards_refer_to_the_same_sheets() -> None:
    assert CERTIFICATE["assessments"] == DIPLOMA["assessments"][:2]
    assert CERTIFICATE["units"] == DIPLOMA["units"][:3]
    for reference in DIPLOMA["assessments"]:
        assert SHEETS[reference["code"]]["version"] == reference["version"]


@pytest.mark.parametrize("award", [CERTIFICATE, DIPLOMA], ids=["certificate", "diploma"])
def test_every_decision_names_its_sources(award: dict[str, Any]) -> None:
    for decision in award["decisions"]:
        assert decision["because"].endswith(".")
        assert decision["sources"]
    assert {
        "credits",
        "hours of coaching or mentoring",
        "guided learning hours",
        "order of units",
        "unit titles",
        "word count",
        "compensation between learning outcomes",
        "name of the learner on the mark sheet",
        "registration end and certification end",
        "professional title",
        "“ideally” and “highly desirable” among the evidence of competence",
    } <= chosen(award).keys()
    assert {"000", "002", "004"} <= named(award)


def test_the_contradictions_of_the_diploma_are_decided_as_the_specification_prints() -> None:
    about = chosen(DIPLOMA)
    assert about["credits"] == "45"
    assert about["hours of coaching or mentoring"] == "125"
    assert about["what the 125 hours are"] == "125 hours of coaching or mentoring undertaken"
    assert about["whether the 12 hours of D7.03 count into the 125 of D7.04"] == "no"
    assert about["whether the extended unit replaces the short one"] == "no: D7.03 and D7.04 are both mandatory"
    assert about["title"] == "ILM Level 7 Diploma for Professional Executive Coaches and Leadership Mentors"


def test_the_contradictions_of_the_certificate_are_decided_as_the_leaflet_prints() -> None:
    about = chosen(CERTIFICATE)
    assert about["credits"] == "15"
    assert about["hours of coaching or mentoring"] == "12"
    assert about["competence of tutors, assessors and IQAs"] == "the tables of 002"


def test_seven_sections_have_the_printed_maxima_and_minima() -> None:
    marks = {
        code: [(node["code"], node["maximum"], node["minimum"]) for node in sheet["nodes"]]
        for code, sheet in SHEETS.items()
    }
    assert marks == {
        "D7.01": [("S1", 50, 25), ("S2", 50, 25)],
        "D7.02-03": [("S1", 34, 17), ("S2", 30, 15), ("S3", 36, 18)],
        "D7.04": [("S1", 30, 15), ("S2", 30, 15), ("S3", 40, 20)],
    }
    sums = [sum(minimum for _, _, minimum in sheet) for sheet in marks.values()]
    assert sums == [50, 50, 50]


def test_27_bullets_evidence_all_29_criteria() -> None:
    evidenced = {reference for bullet in all_bullets() for reference in bullet["evidences"]}
    criteria = {
        f"{code} {criterion['number']}"
        for code, unit in UNITS.items()
        for outcome in unit["outcomes"]
        for criterion in outcome["criteria"]
    }
    assert len(all_bullets()) == 27
    assert len(criteria) == 29
    assert evidenced == criteria


def test_which_bullet_of_d7_01_evidences_which_criterion() -> None:
    assert links("D7.01") == {
        "S1.1": (["D7.01 1.1"], {"exact"}),
        "S1.2": (["D7.01 2.1"], {"wording_shift"}),
        "S1.3": (["D7.01 1.2"], {"exact"}),
        "S2.1": (["D7.01 2.3"], {"exact"}),
        "S2.2": (["D7.01 2.2"], {"exact"}),
    }


def test_which_bullet_of_the_diary_evidences_which_criterion() -> None:
    assert links("D7.02-03") == {
        "S1.1": (["D7.02 1.1"], {"exact"}),
        "S1.2": (["D7.02 1.2"], {"exact"}),
        "S1.3": (["D7.02 1.3"], {"exact", "sic"}),
        "S1.4": (["D7.02 2.1"], {"exact"}),
        "S1.5": (["D7.02 2.2"], {"exact"}),
        "S2.1": (["D7.03 1.1"], {"exact"}),
        "S2.2": (["D7.03 1.2"], {"exact"}),
        "S2.3": (["D7.03 1.3"], {"exact"}),
        "S2.4": (["D7.03 2.1"], {"exact"}),
        "S2.5": (["D7.03 2.2"], {"exact"}),
        "S2.6": (["D7.03 2.3"], {"exact"}),
        "S3.1": (["D7.02 3.1"], {"wording_shift"}),
        "S3.2": (["D7.03 3.1"], {"partial"}),
        "S3.3": (["D7.02 3.2", "D7.03 3.2"], {"ambiguous", "wording_shift", "sic"}),
        "S3.4": (["D7.02 3.3", "D7.03 3.3"], {"exact", "ambiguous"}),
    }


def test_which_bullet_of_d7_04_evidences_which_criterion() -> None:
    assert links("D7.04") == {
        "S1.1": (["D7.04 1.1"], {"exact"}),
        "S1.2": (["D7.04 1.2"], {"exact"}),
        "S2.1": (["D7.04 2.1"], {"exact"}),
        "S2.2": (["D7.04 2.2"], {"exact"}),
        "S3.1": (["D7.04 3.1"], {"wording_shift"}),
        "S3.2": (["D7.04 3.2"], {"wording_shift"}),
        "S3.3": (["D7.04 3.3"], {"exact"}),
    }


def test_12_and_125_hours_hang_on_their_bullets() -> None:
    hours = {code: sheet["quantities"] for code, sheet in SHEETS.items() if "quantities" in sheet}
    common = {"code": "hours", "measure": "hours", "roles": ["coach", "mentor"]}
    assert hours == {
        "D7.02-03": [{**common, "minimum": 12, "unit": "D7.03", "criterion": "D7.03 2.2"}],
        "D7.04": [{**common, "minimum": 125, "unit": "D7.04", "criterion": "D7.04 2.2"}],
    }
    bound = [bullet["evidences"] for bullet in all_bullets() if bullet.get("quantity") == "hours"]
    assert bound == [["D7.03 2.2"], ["D7.04 2.2"]]


@pytest.mark.parametrize("code", ["D7.01", "D7.02-03", "D7.04"])
def test_the_rule_is_50_overall_and_every_minimum(code: str) -> None:
    sheet = SHEETS[code]
    assert sheet["rule_text"] == "Total 50 + overall, AND minimum in each section"
    assert sheet["rule"] == {"all_of": [{"total_at_least": 50}, {"each_section_at_least": "minimum"}]}
    assert sheet["unit_outcomes"] == "whole_sheet"


def test_only_d7_01_asks_which_way_the_case_looks() -> None:
    (choice,) = SHEETS["D7.01"]["choices"]
    assert [option["code"] for option in choice["options"]] == ["forward", "backward"]
    assert not any("choices" in SHEETS[code] for code in ("D7.02-03", "D7.04"))


def test_slips_of_the_printed_text_are_kept() -> None:
    texts = {(sheet, b["code"]): b["text"] for sheet in SHEETS for n in SHEETS[sheet]["nodes"] for b in n["bullets"]}
    assert texts["D7.02-03", "S1.3"] == (
        "Own ability to support the growth of leadership capability and develop leadership performance in "
        "others are critically reviewed"
    )
    assert texts["D7.02-03", "S3.3"].startswith("Feedback own performance is critically reviewed and reflected on")
    assert "These should goals be ‘demanding but realistic’" in SHEETS["D7.04"]["nodes"][0]["guidance"]
    assert "Your summary also include a brief outline" in SHEETS["D7.04"]["nodes"][0]["guidance"]
    assert UNITS["D7.02"]["outcomes"][1]["criteria"][0]["text"].endswith(
        "affects leadership mentoring or executive coaching practice"
    )


def test_the_learner_may_refuse_in_the_printed_words() -> None:
    for sheet in SHEETS.values():
        assert sheet["declaration"] == "By submitting I confirm that this assessment is my own work"
        assert sheet["authenticity"] == "Learner named below confirms authenticity of submission."
        assert sheet["use_statement"].startswith("ILM uses learners’ submissions – on an anonymous basis –")
        assert sheet["refusal"].endswith("please refuse by ticking the box:")
