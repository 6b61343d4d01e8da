"""A lead IQA's own sheet in the browser, from an empty list to an approval, and what the office says of qualifications:
every page is looked at on the way, empty, filled and in error."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.journeys import steps
from tests.journeys.looks import Looks
from tests.journeys.visitors import Visitors

pytestmark = pytest.mark.browser
HOME = steps.HOME
DIPLOMA = "ILM Level 7 Diploma for Professional Executive Coaches and Leadership Mentors, 2011-10.2"


def test_an_own_sheet_is_drafted_mended_shown_and_approved(visitors: Visitors) -> None:
    looks, leo = Looks(), visitors.enter("Leo Quill", f"{HOME}instruments/")
    looks.at(leo, "own sheets, none")
    steps.follow(leo, leo.get_by_role("link", name="Add a sheet").first)
    steps.follow(leo, steps.button(leo, "Begin the draft"))
    looks.at(leo, "new sheet refused")
    leo.get_by_label("For which qualification").select_option(label=DIPLOMA)
    steps.follow(leo, steps.button(leo, "Begin the draft"))
    looks.at(leo, "draft, whole")

    text = leo.get_by_label("The sheet", exact=True).input_value()
    leo.get_by_label("The sheet", exact=True).fill(text.replace("guidance =", "guidence =", 1))
    steps.follow(leo, steps.button(leo, "Save and check"))
    expect(leo.locator(".summary")).to_contain_text("did you mean “guidance”?")
    looks.at(leo, "draft with a mistake")
    leo.get_by_label("The sheet", exact=True).fill(text)
    steps.follow(leo, steps.button(leo, "Save and check"))
    expect(leo.locator("main")).to_contain_text("It has no mistakes.")

    sheet = leo.url
    for name in ("Look at it", "Try marks"):
        leo.goto(sheet)
        steps.follow(leo, leo.get_by_role("link", name=name))
        looks.at(leo, f"draft: {name}")
    leo.goto(sheet)
    steps.follow(leo, steps.button(leo, "Record the approval"))
    looks.at(leo, "approval refused")
    approve(leo)
    looks.at(leo, "own sheet, approved")
    leo.goto(f"{HOME}instruments/")
    looks.at(leo, "own sheets, one")
    assert looks.faults == []


def approve(page: Any) -> None:
    """The awarding body's letter is at hand."""
    page.get_by_label("Reference").fill("AB/2026/17")
    page.get_by_label("Dated").fill("2026-01-12")
    page.get_by_label("Who keeps the document").fill("The quality file")
    steps.follow(page, steps.button(page, "Record the approval"))
    expect(page.locator("main")).to_contain_text("AB/2026/17")


def test_the_office_says_which_qualifications_the_centre_may_offer(visitors: Visitors) -> None:
    looks, cara = Looks(), visitors.enter("Cara Nwosu", f"{HOME}office/approvals/")
    looks.at(cara, "approvals")
    steps.follow(cara, steps.button(cara, "Record it").first)
    looks.at(cara, "approval of a qualification refused")
    assert looks.faults == []
