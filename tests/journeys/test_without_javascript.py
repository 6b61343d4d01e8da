"""The whole job with JavaScript switched off: links and posted forms alone."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.journeys import papers, steps
from tests.journeys.visitors import Visitors

pytestmark = pytest.mark.browser
LEARNER, CODE = "Nell Ferris", "D7.02-03"


def test_the_whole_job_needs_no_javascript(visitors: Visitors, staged: dict[str, dict[str, str]]) -> None:
    learner, admin, assessor, iqa = (
        visitors.enter(who, steps.HOME, java_script_enabled=False)
        for who in (LEARNER, "Cara Nwosu", "Ada Byrne", "Iqbal Rahman")
    )
    _upload_first(learner)
    steps.hand_in(learner, CODE, papers.word("D7.02-03"))
    steps.allocate(admin, LEARNER, CODE, "Ada Byrne")

    steps.open_for_marking(assessor, LEARNER, CODE)
    steps.enter(assessor, {"S1": "24", "S2": "13", "S3": "37"})
    steps.write(assessor, ["S1", "S2", "S3"], "Clear", "Name the evidence")
    assessor.get_by_role("button", name="Save draft").last.click()
    expect(assessor.locator(".summary")).to_contain_text("Section 3 takes whole marks from 0 to 36; 37 is too many.")
    assert assessor.input_value("#mark-S3") == "37"
    assert assessor.input_value("#strengths-S3") == "Clear (S3)"
    steps.enter(assessor, {"S3": "25"})
    assessor.get_by_role("button", name="Save draft").last.click()
    expect(assessor.locator("#live")).to_contain_text("Referral: section 2 has 13, needs 15.")
    steps.sign(assessor)

    steps.call_in(iqa, LEARNER, CODE)
    steps.press(iqa, "Same marks")
    expect(iqa.locator("#live [data-role=iqa]")).to_contain_text("Same marks")
    steps.countersign(iqa, LEARNER, CODE)
    steps.release(iqa)

    steps.read_result(learner, CODE)
    expect(learner.locator(".verdict")).to_contain_text("Referral: section 2 has 13, needs 15.")


def _upload_first(page: Any) -> None:
    """A file can be added, and taken away again, before anything else is said."""
    page.locator("li", has_text=CODE).get_by_role("link", name="Open").first.click()
    page.set_input_files("#file", papers.portable(CODE))
    steps.press(page, "Upload only")
    expect(page.locator("#files")).to_contain_text("PDF · 1 page · 13 words")
    steps.press(page, f"Take away {CODE} review and diary.pdf")
    expect(page.locator("#files")).not_to_contain_text("PDF · 1 page")
    page.goto(steps.HOME)
