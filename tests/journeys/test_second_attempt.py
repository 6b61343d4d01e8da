"""A referral is invited to be resubmitted and handed in again: every page of it is looked at on the way."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.journeys import papers, steps
from tests.journeys.looks import Looks
from tests.journeys.visitors import Visitors

pytestmark = pytest.mark.browser
HOME, LEARNER = steps.HOME, "Asta Moor"
Staged = dict[str, dict[str, str]]


def test_a_referral_is_handed_in_again(visitors: Visitors, staged: Staged) -> None:
    looks, sheet, first = Looks(), staged[LEARNER]["sheet"], staged[LEARNER]["submission"]
    iqbal = visitors.enter("Iqbal Rahman", f"{HOME}sheets/{sheet}/")
    steps.follow(iqbal, steps.button(iqbal, "Invite to resubmit"))
    expect(iqbal.locator("main")).to_contain_text("Invited. The learner has been told what is open")
    looks.at(iqbal, "sheet, invited")

    asta = visitors.enter(LEARNER)
    looks.at(asta, "home, invited")
    asta.goto(f"{HOME}results/{first}/")
    looks.at(asta, "result, invited")
    second = handed_in_again(asta, looks)

    cara = visitors.enter("Cara Nwosu", f"{HOME}office/attempts/{second}/")
    looks.at(cara, "attempt, in the office")
    cara.goto(f"{HOME}office/allocate/{second}/")
    cara.get_by_label("Assessor").select_option(label="Sunil Rao")
    steps.follow(cara, steps.button(cara, "Allocate"))
    sunil = visitors.enter("Sunil Rao")
    steps.open_for_marking(sunil, LEARNER, "D7.01")
    looks.at(sunil, "desk of attempt 2")
    assert sunil.locator('[name="mark-S1"]').count() == 0  # 31, carried from attempt 1
    assert looks.faults == []


def handed_in_again(asta: Any, looks: Looks) -> str:
    """From the learner's home to the receipt of attempt 2; its id."""
    asta.goto(HOME)
    steps.follow(asta, asta.locator("li", has_text="D7.01").get_by_role("link", name="Open").first)
    looks.at(asta, "assignment, attempt 2")
    asta.set_input_files("#file", papers.word())
    asta.get_by_label("backward looking").check()
    asta.locator("#declared").check()
    steps.follow(asta, steps.button(asta, "Check and hand in"))
    looks.at(asta, "check, attempt 2")
    steps.follow(asta, steps.button(asta, "Hand it in"))
    looks.at(asta, "receipt, attempt 2")
    return str(asta.url).rstrip("/").rpartition("/")[2]


def test_the_offices_pages_around_an_attempt(visitors: Visitors, staged: Staged) -> None:
    looks, cara = Looks(), visitors.enter("Cara Nwosu", f"{HOME}office/learners/")
    steps.follow(cara, cara.get_by_role("link", name="Lena Fischer"))
    steps.follow(cara, cara.get_by_role("link", name="Adjustments, break, withdrawal").first)
    looks.at(cara, "registration")
    tom = visitors.enter("Tom Adeyemi", f"{HOME}drafts/")
    looks.at(tom, "drafts, none")
    assert looks.faults == []
