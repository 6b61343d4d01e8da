"""The shipped catalogue, through the reader that publishing uses."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from qualifications.specfile import (
    SHIPPED,
    AllOf,
    Assessment,
    Award,
    Catalogue,
    EachAtLeastMinimum,
    Kind,
    TotalAtLeast,
    Unit,
    digest,
    read,
)

FIRST_LANDING = Path(__file__).parent / "data" / "first_landing.json"


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return read([SHIPPED])


def sheet(catalogue: Catalogue, code: str) -> Assessment:
    """The one assessment of this code."""
    (found,) = [assessment for assessment in catalogue.assessments if assessment.code == code]
    return found


def test_the_whole_catalogue_reads_without_a_mistake(catalogue: Catalogue) -> None:
    assert [str(mistake) for mistake in catalogue.mistakes] == []


def newest(catalogue: Catalogue) -> dict[str, Award]:
    """The awards that no other supersedes, by code."""
    gone = {(award.code, award.supersedes) for award in catalogue.awards}
    return {award.code: award for award in catalogue.awards if (award.code, award.version) not in gone}


def test_it_holds_the_nine_regulated_awards_and_a_fictional_one(catalogue: Catalogue) -> None:
    regulated = {code: award.fictional for code, award in newest(catalogue).items() if award.kind == "regulated"}
    assert regulated == {
        "L7-CERT": False,
        "L7-DIP": False,
        "L5-CERT": False,
        "L5-DIP": False,
        "L3-AWARD-COACHING": False,
        "L3-CERT-COACHING": False,
        "L3-AWARD-MENTORING": False,
        "L3-CERT-MENTORING": False,
        "L3-CERT-COACHING-MENTORING": False,
        "DEMO-L3-AWARD-COACHING": True,
    }


def test_what_the_first_landing_published_reads_the_same_today(catalogue: Catalogue) -> None:
    """Registrations are pinned to these documents, and a published version whose digest changed would be refused."""
    published = json.loads(FIRST_LANDING.read_text("utf-8"))
    things: list[Award | Unit | Assessment] = [*catalogue.awards, *catalogue.units, *catalogue.assessments]
    today = {f"{type(thing).__name__} {thing.code} {thing.version}": digest(thing) for thing in things}
    assert {name: today.get(name) for name in published} == published


def test_three_awards_have_a_second_edition_and_the_first_beside_it(catalogue: Catalogue) -> None:
    assert {(a.code, a.supersedes, a.version) for a in catalogue.awards if a.supersedes} == {
        ("L7-CERT", "2011-10", "2011-10.2"),
        ("L7-DIP", "2011-10", "2011-10.2"),
        ("L3-AWARD-COACHING", "2012-09", "2012-09.2"),
    }


def test_each_level_7_sheet_is_one_file_shared_by_both_awards(catalogue: Catalogue) -> None:
    awards = newest(catalogue)
    shared = {reference.code for reference in awards["L7-CERT"].assessments}
    assert shared == {"D7.01", "D7.02-03"}
    assert shared < {reference.code for reference in awards["L7-DIP"].assessments}
    assert [a.code for a in catalogue.assessments].count("D7.01") == 1


def test_an_expired_award_keeps_its_dates(catalogue: Catalogue) -> None:
    award = newest(catalogue)["L3-AWARD-COACHING"]
    assert award.registration_ends == date(2015, 8, 31)
    assert award.certification_ends == date(2018, 8, 31)
    assert award.accreditation_number == "600/5782/8"


def test_the_rule_of_a_level_7_sheet_is_read_as_it_is_printed(catalogue: Catalogue) -> None:
    assert sheet(catalogue, "D7.04").rule == AllOf((TotalAtLeast(50), EachAtLeastMinimum(Kind.SECTION)))


def test_the_criteria_of_a_criterion_sheet_are_called_by_their_numbers(catalogue: Catalogue) -> None:
    nodes = [node for top in sheet(catalogue, "DEMO-303").nodes for node in top.walk() if node.is_scored]
    assert [node.name for node in nodes] == [
        "criterion 1.1",
        "criterion 1.2",
        "criterion 2.1",
        "criterion 2.2",
        "criterion 3.1",
        "criterion 3.2",
    ]


def test_a_task_keeps_its_paragraphs(catalogue: Catalogue) -> None:
    paragraphs = sheet(catalogue, "D7.02-03").task.split("\n\n")
    assert len(paragraphs) == 2
    assert paragraphs[1].startswith("NB: You should have one-to-one discussions")
    assert paragraphs[1].endswith("supervisor or peers.")
