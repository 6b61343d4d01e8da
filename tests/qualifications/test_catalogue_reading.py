"""The shipped catalogue, through the reader that publishing uses."""

from __future__ import annotations

from datetime import date

import pytest

from qualifications.specfile import (
    SHIPPED,
    AllOf,
    Assessment,
    Catalogue,
    EachAtLeastMinimum,
    Kind,
    TotalAtLeast,
    read,
)


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return read([SHIPPED])


def sheet(catalogue: Catalogue, code: str) -> Assessment:
    """The one assessment of this code."""
    (found,) = [assessment for assessment in catalogue.assessments if assessment.code == code]
    return found


def test_the_whole_catalogue_reads_without_a_mistake(catalogue: Catalogue) -> None:
    assert [str(mistake) for mistake in catalogue.mistakes] == []


def test_it_holds_five_real_awards_and_a_fictional_one(catalogue: Catalogue) -> None:
    assert {award.code: award.fictional for award in catalogue.awards} == {
        "L7-CERT": False,
        "L7-DIP": False,
        "L3-AWARD-COACHING": False,
        "CENTRE-COACH": False,
        "ENDORSED-COACH": False,
        "DEMO-L3-AWARD-COACHING": True,
    }
    assert len(catalogue.units) == 10
    assert len(catalogue.assessments) == 10


def test_each_level_7_sheet_is_one_file_shared_by_both_awards(catalogue: Catalogue) -> None:
    awards = {award.code: award for award in catalogue.awards}
    shared = {reference.code for reference in awards["L7-CERT"].assessments}
    assert shared == {"D7.01", "D7.02-03"}
    assert shared < {reference.code for reference in awards["L7-DIP"].assessments}
    assert [a.code for a in catalogue.assessments].count("D7.01") == 1


def test_an_expired_award_keeps_its_dates(catalogue: Catalogue) -> None:
    (award,) = [award for award in catalogue.awards if award.code == "L3-AWARD-COACHING"]
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
