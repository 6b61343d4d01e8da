"""The Level 3 suite (003) and both tables of competence (002, 003) are word for word what the awarding body printed.

Each test rebuilds printed pages out of the catalogue and the pages' own furniture (labels, column heads) and compares
them with the document whole, so a word left out fails like a word changed.
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
from tests.qualifications.shipped import below

pytestmark = documents_needed

AWARDS = below("l3", "awards")
UNITS = below("l3", "units")
TABLES = below("l3", "competences") | below("l7", "competences")
BENEFITS = ("Benefits for individuals", "Benefits for employers")
IN_PRINTED_ORDER = (
    "L3-AWARD-COACHING",
    "L3-CERT-COACHING",
    "L3-AWARD-MENTORING",
    "L3-CERT-MENTORING",
    "L3-CERT-COACHING-MENTORING",
)


def rows(thing: dict[str, Any]) -> dict[str, str]:
    """The printed rows that have no key of their own, by heading."""
    return {row["heading"]: row["text"] for row in thing["printed"]}


def dotted(text: str) -> str:
    """Our bullets as 003 prints them."""
    return text.replace("•", "·")


def purpose_page(heading: str, award: dict[str, Any]) -> str:
    """Whom an award is for, what it brings, what its units ask."""
    who, units = award["purpose"].strip().split("\n\n")
    benefits = [
        f"{heading} {dotted(rows(award)[heading])}"
        for heading in ("Benefits for individuals", "Benefits for employers")
    ]
    return f"{heading} Who are these qualifications for? {who} {' '.join(benefits)} {units}"


def progression_page() -> str:
    """One sentence, then one row for each award."""
    sentence = AWARDS["L3-AWARD-COACHING"]["progression"].strip().split("\n\n")[0]
    routes = []
    for code in IN_PRINTED_ORDER:
        own, lines = AWARDS[code]["progression"].strip().split("\n\n")
        assert own == sentence
        routes.append(f"{AWARDS[code]['title'].removeprefix('ILM ')} {dotted(lines)}")
    return f"Progression Routes {sentence} {' '.join(routes)}"


def table_page(table: dict[str, Any], bullet: str) -> str:
    """A table of competence: its heads, then requirement and indicators row by row."""
    return " ".join([table["title"], table["evidence_title"], *(table_row(row, bullet) for row in table["rows"])])


def table_row(row: dict[str, Any], bullet: str) -> str:
    [(key, indicators)] = row["indicators"].items()
    joint = " or " if key == "any_of" else " "
    return f"{row['text']} {joint.join(bullet + ' ' + each['text'] for each in indicators)}"


def detail_page(award: dict[str, Any]) -> str:
    """The table of an award's numbers, dates and rules."""
    printed_rows = rows(award)
    days = [award[key].strftime("%d/%m/%Y") for key in ("operational_from", "registration_ends", "certification_ends")]
    return f"""{award["title"]} Qualification Accreditation No: {award["accreditation_number"]}
        Planned Operational Start Date: {days[0]} Registration End Date: {days[1]} Certification End Date: {days[2]}
        Credit Value: {award["credits"]} Induction: {printed_rows["Induction"]}
        Tutorial Support: {printed_rows["Tutorial Support"]}
        Guided Learning Hours (GLH): {printed_rows["Guided Learning Hours (GLH)"]}
        Duration: {printed_rows["Duration"]} Rules of Combination: {printed_rows["Rules of Combination"]}
        Assessments: {printed_rows["Assessments"]}"""


def unit_row(unit: dict[str, Any]) -> str:
    return f"{unit['code']} {unit['title']} {unit['level']} {unit['credits']} {unit['guided_hours']}"


def suite() -> str:
    """The whole document, up to the publisher's disclaimer."""
    tutors, assessors = TABLES["ILM-L3-CM-TUTORS"], TABLES["ILM-L3-CM-ASSESSORS"]
    [introduction] = tutors["printed"]
    pages = [
        "Qualification Purpose and Aim",
        purpose_page("Level 3 Award and Certificate in Coaching", AWARDS["L3-AWARD-COACHING"]),
        purpose_page("Level 3 Award and Certificate in Mentoring", AWARDS["L3-AWARD-MENTORING"]),
        purpose_page("Level 3 Certificate in Coaching and Mentoring", AWARDS["L3-CERT-COACHING-MENTORING"]),
        progression_page(),
        f"{introduction['heading']} {introduction['text']}",
        table_page(tutors, "·"),
        table_page(assessors, "·"),
        "Qualification Structures and Details",
        *(detail_page(AWARDS[code]) for code in IN_PRINTED_ORDER),
        "Overview of Units",
        AWARDS["L3-AWARD-COACHING"]["groups"][0]["title"],
        "Unit Code Unit Title Level CV* GLH**",
        *(unit_row(unit) for unit in UNITS.values()),
        "*Credit Value ** Guided Learning Hours",
    ]
    return folded(" ".join(pages))


def test_the_whole_suite_is_rebuilt_word_for_word() -> None:
    assert suite() == between(printed(SUITE), "Qualification Purpose and Aim", "Every effort has been made")


@pytest.mark.parametrize("of", ["COACHING", "MENTORING"])
def test_award_and_certificate_share_their_page(of: str) -> None:
    award, certificate = AWARDS[f"L3-AWARD-{of}"], AWARDS[f"L3-CERT-{of}"]
    assert award["purpose"] == certificate["purpose"]
    for heading in BENEFITS:
        assert rows(award)[heading] == rows(certificate)[heading]


def test_the_competence_page_of_002_is_rebuilt_word_for_word() -> None:
    tutors, assessors = TABLES["ILM-L7-TUTORS"], TABLES["ILM-L7-ASSESSORS"]
    [introduction] = tutors["printed"]
    page = f"{introduction['heading']} {introduction['text']} {table_page(tutors, '•')} {table_page(assessors, '•')}"
    expected = between(
        printed(SPECIFICATION),
        "OCCUPATIONAL COMPETENCY REQUIREMENTS FOR THE LEVEL 7 DIPLOMA",
        "ASSESSMENT GUIDANCE FOR THE LEVEL 7 DIPLOMA",
    )
    assert folded(page) == expected


@pytest.mark.parametrize("source", [LEAFLET, LEVEL_5])
def test_the_table_of_units_of_a_leaflet_is_rebuilt(source: str) -> None:
    """Ref, title, credits, and the letters of the awards that take the unit."""
    folder = "l7" if source == LEAFLET else "l5"
    units, awards = below(folder, "units"), below(folder, "awards")
    level = folder.upper()
    members = {
        letter: [unit["code"] for unit in awards[f"{level}-{award}"]["units"]]
        for letter, award in (("C", "CERT"), ("D", "DIP"))
    }
    lines = [
        f"{code} {unit['title']} {unit['credits']} {' '.join(letter for letter in 'CD' if code in members[letter])}"
        for code, unit in units.items()
    ]
    table = between(plain(source), "Ref Unit title NCV", "Notional credit value Candidates")
    assert f"Ref Unit title NCV Mandatory {' '.join(lines)}" == table


@pytest.mark.parametrize("level", ["l5", "l7"])
def test_the_overview_of_a_leaflet_is_rebuilt(level: str) -> None:
    """Row by row, the Certificate's column before the Diploma's."""
    awards = below(level, "awards")
    certificate, diploma = awards[f"{level.upper()}-CERT"], awards[f"{level.upper()}-DIP"]
    source = plain(LEAFLET if level == "l7" else LEVEL_5)
    for heading in ("Guided learning", "Duration", "Structure", "Assessment – mandatory units"):
        cells = [rows(award)[heading].replace("•", " ") for award in (certificate, diploma) if heading in rows(award)]
        assert folded(" ".join([heading, *cells])) in source
