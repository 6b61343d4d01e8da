"""The Level 7 files are word for word what the awarding body printed.

Each test rebuilds a printed page out of the catalogue and the page's own furniture (labels, column heads)
and compares it with the source document whole, so a word left out fails like a word changed. Only white
space is folded: wrapped lines are joined, a hyphen at a line's end stays.
"""

from __future__ import annotations

from typing import Any

import pytest

from tests.qualifications.printed_pages import (
    LEAFLET,
    LEVEL_5,
    SPECIFICATION,
    SUITE,
    between,
    documents_needed,
    folded,
    plain,
    printed,
)
from tests.qualifications.shipped import below, entries

pytestmark = documents_needed


def outcome_row(outcome: dict[str, Any]) -> str:
    """One row of a unit's table: the columns follow each other in the document."""
    numbers = [criterion["number"] for criterion in outcome["criteria"]]
    texts = [criterion["text"] for criterion in outcome["criteria"]]
    return " ".join([outcome["number"], outcome["text"], *numbers, *texts])


def content_row(outcome: dict[str, Any]) -> str:
    """The indicative content of one outcome, with its bullets."""
    return " ".join([outcome["number"], *(f"• {line}" for line in outcome["indicative_content"])])


def day(value: Any) -> str:
    """A date as the document prints it."""
    return str(value.strftime("%d/%m/%Y"))


def unit_page(unit: dict[str, Any]) -> str:
    """A unit as the specification prints it."""
    return folded(
        f"""Title: {unit["title"]} ({unit["code"]}) Level: {unit["level"]} Credit value: {unit["credits"]}
        Learning outcomes (the learner will) Assessment criteria (the learner can)
        {" ".join(outcome_row(outcome) for outcome in unit["outcomes"])}
        Additional information about the unit Unit purpose and aim(s) {unit["purpose"]}
        Unit review date {day(unit["review_on"])}
        Details of the relationship between the unit and relevant national occupational standards or
        professional standards or curricula (if appropriate) {unit["standards"]}
        Assessment requirements or guidance specified by a sector or regulatory body (if appropriate)
        Support for the unit from a sector skills council or other appropriate body (if required)
        {unit["supported_by"]}
        Location of the unit within the subject/sector classification system {unit["sector"]}
        Name of the organisation submitting the unit {unit["submitted_by"]}
        Availability for use {unit["availability"]} Units available from {day(unit["available_from"])}
        Unit guided learning hours {unit["guided_hours"]}
        Additional Guidance about the Unit Indicative Content:
        {" ".join(content_row(outcome) for outcome in unit["outcomes"])}"""
    )


@pytest.mark.parametrize(
    ("code", "after"),
    [
        ("D7.01", "Title: Critically reviewing own ability"),
        ("D7.02", "Title: Undertaking leadership mentoring"),
        ("D7.03", "Title: Undertaking an extended period"),
        ("D7.04", "A P P E N D I X - B"),
    ],
)
def test_a_unit_page_is_rebuilt_word_for_word(code: str, after: str) -> None:
    unit = entries("l7/units.toml", "units")[code]
    page = between(printed(SPECIFICATION), f"Title: {unit['title']}", after)
    assert unit_page(unit) == page


def bullets(section: dict[str, Any]) -> str:
    return " ".join(f"• {bullet['text']}" for bullet in section["bullets"])


def assignment_page(sheet: dict[str, Any]) -> str:
    """The page handed to the learner: task, headings, guidance, criteria."""
    sections = " ".join(
        f"{section['heading']} {section['guidance']} (min {section['minimum']} marks required from "
        f"{section['maximum']} available) {bullets(section)}"
        for section in sheet["nodes"]
    )
    return folded(
        f"""{sheet["printed_title"]} Centre Number: Centre Name: Learner Registration No: Learner Name: TASK
        {sheet["task"]} {sheet["headings_note"]} Assessment Criteria {sections} {sheet["declaration"]}"""
    )


def mark_sheet(sheet: dict[str, Any]) -> str:
    """The page the assessor fills in."""
    sections = " ".join(
        f"{section['heading']} {bullets(section)} /{section['maximum']} marks (min {section['minimum']})"
        for section in sheet["nodes"]
    )
    return folded(
        f"""{sheet["sheet_title"]} Centre Number: Centre Name: Learner Registration No:
        1. {sheet["authenticity"]} 2. {sheet["use_statement"]} {sheet["refusal"]}
        Criteria Strengths Areas for Improvement Assr mark QA mark {sections}
        Assessor’s decision Quality assurance use Total marks Outcome (circle as applicable)
        Total marks Outcome (circle as applicable) {sheet["rule_text"]} PASS/REFERRAL
        {sheet["rule_text"]} PASS/REFERRAL Section referral if applicable: Date of IQA check:
        Name of assessor: Name of IQA: Assessor signature and date: IQA signature: ILM EV signature:
        Date externally verified (where applicable):"""
    )


def appendix() -> str:
    """The assessments of the specification, with two slips of its layout mended: a full stop and a bracket
    that fell onto lines of their own."""
    text = between(printed(SPECIFICATION), "WORK-BASED ASSIGNMENT: D7.01 Centre Number", None)
    return text.replace("supervisor or peers .", "supervisor or peers.").replace("(min 25 )", "(min 25)")


@pytest.mark.parametrize("code", ["D7.01", "D7.02-03", "D7.04"])
def test_the_assignment_page_is_rebuilt_word_for_word(code: str) -> None:
    sheet = entries("l7/sheets.toml", "assessments")[code]
    page = between(appendix(), folded(sheet["printed_title"]), folded(sheet["sheet_title"]))
    assert assignment_page(sheet) == page


@pytest.mark.parametrize(
    ("code", "after"),
    [
        ("D7.01", "REFLECTIVE REVIEW AND COACHING/MENTORING DIARY"),
        ("D7.02-03", "CONTINUING PROFESSIONAL DEVELOPMENT PLAN"),
        ("D7.04", None),
    ],
)
def test_the_mark_sheet_is_rebuilt_word_for_word(code: str, after: str | None) -> None:
    sheet = entries("l7/sheets.toml", "assessments")[code]
    page = between(appendix(), folded(sheet["sheet_title"]), after)
    assert mark_sheet(sheet) == page


def test_nothing_of_the_appendix_is_left_over() -> None:
    sheets = entries("l7/sheets.toml", "assessments").values()
    assert " ".join(f"{assignment_page(sheet)} {mark_sheet(sheet)}" for sheet in sheets) == appendix()


def award_texts(award: dict[str, Any]) -> list[str]:
    """Every paragraph of official wording in an award, without our bullets."""
    texts = [award.get(key, "") for key in ("title", "purpose", "entry_requirements", "progression")]
    texts += award.get("learning_resources", [])
    texts += [text for row in award["printed"] for text in (row["heading"], row["text"])]
    return [line.removeprefix("• ") for text in texts for line in text.splitlines() if line]


@pytest.mark.parametrize(
    ("file", "sources"),
    [
        ("l7/certificate.toml", [LEAFLET]),
        ("l7/diploma.toml", [LEAFLET, SPECIFICATION]),
        ("l5/certificate.toml", [LEVEL_5]),
        ("l5/diploma.toml", [LEVEL_5]),
        ("l3/award-coaching.toml", [SUITE]),
        ("l3/certificate-coaching.toml", [SUITE]),
        ("l3/award-mentoring.toml", [SUITE]),
        ("l3/certificate-mentoring.toml", [SUITE]),
        ("l3/certificate-coaching-and-mentoring.toml", [SUITE]),
    ],
)
def test_every_paragraph_of_an_award_stands_in_its_sources(file: str, sources: list[str]) -> None:
    (award,) = entries(file, "awards").values()
    documents = " ".join(plain(source) for source in sources)
    missing = [line for line in award_texts(award) if folded(line) not in documents]
    assert missing == []


def test_the_level_3_units_carry_the_titles_that_are_printed() -> None:
    for unit in below("l3", "units").values():
        row = f"{unit['code']} {unit['title']} {unit['level']} {unit['credits']} {unit['guided_hours']}"
        assert row in printed(SUITE)
