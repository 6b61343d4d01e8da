"""The catalogue as a place to read: found by filters, read by everybody, at the same cost for one row and for three."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from qualifications import actions, specfile
from qualifications.models import Assessment, Specification, Unit
from qualifications.pages.listing import award_row, family_of
from tests import databases

AT = "/c/northgate/catalogue/"
MADE_UP, CORRECTED = (Path(__file__).parent / name for name in ("catalogue.toml", "catalogue_corrected.toml"))
EVERYBODY = ("lena", "ada", "iqbal", "leo", "eve", "tom", "cara")
SignIn = Callable[[str], Client]


@pytest.fixture
def zebras(db: None) -> None:
    """Made-up awards, units and mark sheets beside those that are shipped; one award was corrected since."""
    first = specfile.read([MADE_UP])
    actions.publish(first)
    actions.publish(specfile.read([CORRECTED], beside=first))


@pytest.fixture
def tom(signed_in: SignIn, zebras: None) -> Client:
    """The tutor's browser."""
    return signed_in("tom@northgate.example")


def award(version: str = "1", code: str = "ZEBRA-A") -> Specification:
    return Specification.objects.get(code=code, version=version)


def sheet(version: str = "1", code: str = "ZEBRA-1") -> Assessment:
    return Assessment.objects.get(code=code, version=version)


def shown(client: Client, path: str, status: int = 200) -> str:
    """The page as it reads, one space between words."""
    answer = client.get(f"{AT}{path}")
    assert answer.status_code == status, path
    return " ".join(answer.content.decode().split())


def listed(client: Client, question: str) -> list[tuple[str, str]]:
    """Code and version of the awards a question finds."""
    answer = client.get(f"{AT}?{question}")
    assert answer.status_code == 200
    return [(row.code, row.version) for row in answer.context["rows"]]


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("q=zebra", [("ZEBRA-A", "2"), ("ZEBRA-B", "1")]),
        ("q=coaching+ZEBRA", [("ZEBRA-A", "2")]),
        ("level=2", [("ZEBRA-A", "2"), ("ZEBRA-B", "1")]),
        ("q=zebra&family=mentoring", [("ZEBRA-B", "1")]),
        ("q=zebra&family=both", []),
        ("q=zebra&state=open", [("ZEBRA-A", "2")]),
        ("q=zebra&state=later", [("ZEBRA-B", "1")]),
        ("q=zebra&state=ended", []),
        ("q=zebra&state=replaced", [("ZEBRA-A", "1")]),
        ("q=demonstration&state=fictional", [("DEMO-L3-AWARD-COACHING", "2025-01")]),
    ],
)
def test_an_award_is_found_by_words_level_family_and_state(
    tom: Client, question: str, found: list[tuple[str, str]]
) -> None:
    assert listed(tom, question) == found


@pytest.mark.parametrize(
    ("ends", "newer", "fictional", "state"),
    [
        (None, None, False, "open"),
        (date(2026, 1, 12), None, False, "open"),
        (date(2026, 1, 11), None, False, "ended"),
        (date(2026, 1, 11), "2", False, "ended"),
        (None, "2", False, "replaced"),
        (None, "2", True, "fictional"),
    ],
)
def test_the_state_of_an_award_is_one_word(ends: date | None, newer: str | None, fictional: bool, state: str) -> None:
    row = Specification(title="An award", registration_ends=ends, fictional=fictional)
    assert award_row(row, date(2026, 1, 12), newer).state == state


@pytest.mark.parametrize(
    ("title", "family"),
    [
        ("ILM Level 7 Certificate in Executive Coaching and Leadership Mentoring", "both"),
        ("ILM Level 3 Award in Mentoring", "mentoring"),
        ("Culture at Work or Performance Coach Training Certificate", "coaching"),
        ("ILM Level 5 Diploma in Management", "other"),
    ],
)
def test_the_family_is_read_off_the_title(title: str, family: str) -> None:
    assert family_of(title) == family


def test_nothing_found_says_so_and_shows_the_way_back(tom: Client) -> None:
    page = shown(tom, "?q=giraffe")
    assert "Nothing fits that." in page
    assert f'<a class="btn" href="{AT}">Show all</a>' in page


@pytest.mark.parametrize(
    ("path", "sentence"),
    [
        ("?level=99&q=zebra", "Level: “99” is none of these; choose one of the list."),
        ("?state=gone&q=zebra", "State: “gone” is none of these; choose one of the list."),
        ("?family=%3Cb%3E&q=zebra", "Family: “&lt;b&gt;” is none of these; choose one of the list."),
        ("units/?level=x&q=zebra", "Level: “x” is none of these; choose one of the list."),
        ("versions/?kind=x&q=zebra", "Of: “x” is none of these; choose one of the list."),
        ("sheets/?q=zebra%00", "Words or code: Null characters are not allowed."),
    ],
)
def test_rubbish_gets_a_sentence_and_keeps_what_was_typed(tom: Client, path: str, sentence: str) -> None:
    page = shown(tom, path, 422)
    assert sentence in page
    assert 'value="zebra' in page


@pytest.mark.parametrize("who", EVERYBODY)
def test_everybody_appointed_reads_all_of_it(signed_in: SignIn, zebras: None, who: str) -> None:
    client, unit = signed_in(f"{who}@northgate.example"), Unit.objects.get(code="ZEBRA-1")
    for path in ("", "units/", "sheets/", "versions/", "decisions/", f"awards/{award().pk}/"):
        shown(client, path)
    for path in (f"units/{unit.pk}/", f"sheets/{sheet().pk}/"):
        shown(client, path)
        shown(client, f"{path}print/")
        shown(client, f"{path}compare/")
    shown(client, f"sheets/{sheet().pk}/try/")


@pytest.mark.parametrize(("word", "rows"), [("alone", 1), ("zebra", 3)])
@pytest.mark.parametrize(
    ("path", "queries"), [("units/?q=", 10), ("sheets/?q=", 10), ("versions/?q=", 11), ("?level=2&q=", 9)]
)
def test_a_list_costs_the_same(
    tom: Client, path: str, queries: int, word: str, rows: int, django_assert_num_queries: Callable[[int], Any]
) -> None:
    tom.get(f"{AT}{path}{word}")
    # On PostgreSQL the person and the centre are told to the database, and untold.
    with django_assert_num_queries(queries + (4 if databases.is_postgresql() else 0)):
        answer = tom.get(f"{AT}{path}{word}")
    expected = {"versions/?q=": {1: 3, 3: 9}, "?level=2&q=": {1: 1, 3: 2}}.get(path, {1: 1, 3: 3})
    assert len(answer.context["rows"]) == expected[rows]


def test_an_award_says_where_it_stands(tom: Client) -> None:
    old, new, later = (shown(tom, f"awards/{one.pk}/") for one in (award(), award("2"), award("1", "ZEBRA-B")))
    assert "Registration for Zebra coaching ended on 31 August 2015; nobody can be registered after that day." in old
    assert "replaced by 2" in old and "replaces 1" in new
    assert "Learners can be registered for it today." in new
    assert "Registration for Zebra mentoring, alone opens on 1 January 2999." in later
    assert "Mandatory units" in later and "Optional units" in later
    assert "Both documents print stripes; one says white." in old


def test_a_unit_names_the_sheets_that_evidence_each_criterion(tom: Client) -> None:
    page = shown(tom, f"units/{Unit.objects.get(code='ZEBRA-1').pk}/")
    assert "ZEBRA-1, section 1</a> (worded differently from the criterion)" in page
    assert "No mark sheet evidences it." not in page
    assert "Zebra coaching" in page
    lonely = shown(tom, f"units/{Unit.objects.get(code='ZEBRA-2').pk}/")
    assert lonely.count("No mark sheet evidences it.") == 1


def test_the_print_view_has_the_rows_of_the_specification_in_its_order(tom: Client) -> None:
    unit = Unit.objects.get(code="D7.01")
    page = shown(tom, f"units/{unit.pk}/print/")
    rows = (
        "Title:",
        "Critically reviewing the role of the leadership mentor or executive coach",
        "Level:",
        "Credit value:",
        "Learning outcomes (the learner will)",
        "Assessment criteria (the learner can)",
        "Appraise the abilities and performance characteristics of effective leaders",
        "Additional information about the unit",
        "Unit purpose and aim(s)",
        "Unit review date",
        "31/12/2014",
        "Assessment requirements or guidance specified by a sector or regulatory body (if appropriate)",
        "Support for the unit from a sector skills council or other appropriate body (if required)",
        "Location of the unit within the subject/sector classification system",
        "Name of the organisation submitting the unit",
        "Availability for use",
        "Units available from",
        "Unit guided learning hours",
        "Additional Guidance about the Unit",
        "Indicative Content:",
        "Models of leadership, and characteristics of effective leaders",
    )
    places = [page.index(row, page.index("<article")) for row in rows]
    assert places == sorted(places)


def test_the_mark_sheet_prints_as_the_awarding_body_prints_it(tom: Client) -> None:
    page = shown(tom, f"sheets/{Assessment.objects.get(code='D7.01').pk}/print/")
    rows = (
        "WORK-BASED ASSIGNMENT: D7.01",
        "Learner Registration No:",
        "TASK",
        "Please use the headings shown below when writing up your assessment",
        "(min 25 marks required from 50 available)",
        "By submitting I confirm that this assessment is my own work",
        "MARK SHEET: WORK-BASED ASSIGNMENT: D7.01",
        "Learner named below confirms authenticity of submission.",
        "Areas for Improvement",
        "QA mark",
        "/50<br>marks<br>(min 25)",
        "Assessor’s decision",
        "Total 50 + overall, AND minimum in each section",
        "PASS/REFERRAL",
        "Section referral if applicable:",
        "Date of IQA check:",
        "ILM EV signature:",
        "Date externally verified (where applicable):",
    )
    places = [page.index(row, page.index("<article")) for row in rows]
    assert places == sorted(places)


def test_two_versions_of_a_sheet_stand_side_by_side_and_the_one_before_is_offered(tom: Client) -> None:
    page = shown(tom, f"sheets/{sheet('2').pk}/compare/")
    assert "Marks cannot be carried across: the minimum of section 1 differs." in page
    assert "3 lines changed; " in page
    assert '<del><span class="sr">before: </span>Every</del>' in page
    assert '<ins><span class="sr">now: </span>Each</ins> stripe is named' in page


def test_two_versions_of_an_award_say_which_marks_carry(tom: Client) -> None:
    page = shown(tom, f"awards/{award('2').pk}/compare/?other={award().pk}")
    assert "Marks cannot be carried across: the structure of ZEBRA-1 differs." in page
    assert "mark sheet ZEBRA-1, version" in page


@pytest.mark.parametrize("other", ["x", "", "018f4d6e-0000-7000-8000-000000000000"])
def test_what_is_not_there_to_compare_with_gets_a_sentence(tom: Client, other: str) -> None:
    page = shown(tom, f"sheets/{sheet().pk}/compare/?other={other}", 422)
    assert "Choose what to compare it with." in page or "choose one of the list." in page


def test_where_the_sources_differ_is_told_under_each_document(tom: Client) -> None:
    answer = tom.get(f"{AT}decisions/")
    named = {
        group.seed: [one for one in group.decisions if one.about == "stripes"] for group in answer.context["seeds"]
    }
    assert [seed for seed, found in named.items() if found] == [
        "000_e606cf0cd2356c74.txt",
        "004_db7a57efd8c6cd8e.txt",
    ]
    (one,) = named["004_db7a57efd8c6cd8e.txt"]
    assert (one.chosen, [thing.code for thing in one.awards]) == ("black", ["ZEBRA-A"])
