"""A tutor looks something up: which award, what its units ask, what a sheet would say; with scripts and without."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.journeys import steps
from tests.journeys.looks import Looks
from tests.journeys.visitors import Visitors

pytestmark = pytest.mark.browser
CATALOGUE = f"{steps.HOME}catalogue/"
REVIEW = "D7.02-03 Reflective Review and Coaching/Mentoring Diary"


@pytest.mark.parametrize("scripts", [True, False])
def test_a_tutor_finds_an_award_and_tries_marks_on_its_sheet(visitors: Visitors, scripts: bool) -> None:
    tom = visitors.enter("Tom Adeyemi", CATALOGUE, java_script_enabled=scripts)
    _find(tom, words="diploma", level="Level 7")
    tom.get_by_role("link", name="ILM Level 7 Diploma").click()
    tom.get_by_role("link", name="D7.02 Critically reviewing").click()
    tom.get_by_role("link", name="D7.02-03, section 3").first.click()
    assert tom.url.endswith("#part-section-3")

    tom.get_by_role("link", name="Try marks").click()
    steps.enter(tom, {"S1": "24", "S2": "13", "S3": "25"})
    tom.get_by_label("Hours as coach or mentor").fill("12")
    steps.press(tom, "What would it say?")
    expect(tom.locator("#said")).to_contain_text("Referral: section 2 has 13, needs 15.")
    expect(tom.locator("#said")).to_contain_text("62 / 100")

    lena = visitors.enter("Lena Fischer", tom.url, java_script_enabled=scripts)
    expect(lena.locator("#said")).to_contain_text("Referral: section 2 has 13, needs 15.")
    steps.enter(lena, {"S2": "31"})
    steps.press(lena, "What would it say?")
    expect(lena.locator(".summary")).to_contain_text("Section 2 takes whole marks from 0 to 30; 31 is too many.")
    assert lena.input_value("#mark-S2") == "31"
    steps.enter(lena, {"S2": "15"})
    steps.press(lena, "What would it say?")
    expect(lena.locator("#said .out-pass")).to_have_text("PASS")


def test_two_sheets_side_by_side_and_on_paper(visitors: Visitors) -> None:
    tom = visitors.enter("Tom Adeyemi", f"{CATALOGUE}sheets/?q=D7.04")
    tom.get_by_role("link", name="D7.04 Continuing Professional Development Plan").click()
    tom.get_by_role("link", name="Compare with another version").click()
    tom.get_by_label("Compare it with").select_option(label=_choice(tom, "D7.01"))
    steps.press(tom, "Compare")
    expect(tom.get_by_role("heading", level=1)).to_contain_text("Marks cannot be carried across:")
    expect(tom.locator(".diff del").first).to_be_visible()
    tom.go_back()
    tom.go_back()
    tom.get_by_role("link", name="As it is printed").click()
    tom.emulate_media(media="print")
    expect(tom.get_by_role("heading", name="MARK SHEET: CONTINUING PROFESSIONAL DEVELOPMENT PLAN")).to_be_visible()
    expect(tom.locator(".top")).to_be_hidden()


def test_how_its_pages_look(visitors: Visitors) -> None:
    looks, tom = Looks(), visitors.enter("Tom Adeyemi")
    places = {
        "awards": "",
        "awards none": "?q=giraffe",
        "awards refused": "?level=99",
        "units": "units/",
        "sheets": "sheets/",
        "versions": "versions/",
        "decisions": "decisions/",
    }
    for name, path in places.items():
        tom.goto(f"{CATALOGUE}{path}")
        looks.at(tom, name)
    tom.goto(f"{CATALOGUE}sheets/?q=D7.02-03")
    tom.get_by_role("link", name=REVIEW).click()
    sheet = tom.url
    looks.at(tom, "sheet of the catalogue")
    for name, path in {
        "sheet as printed": "print/",
        "compare to be chosen": "compare/",
        "compare refused": "compare/?other=x",
        "try": "try/",
        "try said": "try/?mark-S1=24&mark-S2=13&mark-S3=25&bullet-S1.1=not_met&quantity-hours=8",
        "try refused": "try/?mark-S1=35&mark-S2=12.5&quantity-hours=many",
    }.items():
        tom.goto(f"{sheet}{path}")
        looks.at(tom, name)
    tom.goto(f"{sheet}compare/")
    tom.get_by_label("Compare it with").select_option(label=_choice(tom, "D7.01"))
    steps.press(tom, "Compare")
    looks.at(tom, "compared")
    tom.goto(f"{CATALOGUE}units/?q=D7.04")
    tom.get_by_role("link", name="D7.04").first.click()
    tom.get_by_role("link", name="As it is printed").click()
    looks.at(tom, "unit as printed")
    assert looks.faults == []


def _find(page: Any, *, words: str, level: str) -> None:
    page.get_by_label("Words or code").fill(words)
    page.get_by_label("Level").select_option(label=level)
    steps.press(page, "Show")
    expect(page.locator(".do > li")).to_have_count(1)


def _choice(page: Any, code: str) -> str:
    """The whole label of the choice that begins with a code."""
    labels: list[str] = page.locator("#id_other option").all_inner_texts()
    return next(label for label in labels if label.startswith(code))
