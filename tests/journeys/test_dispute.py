"""Assessor and IQA differ: a lead IQA decides, an EV signs, and a stranger checks the form with a phone."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.journeys import steps
from tests.journeys.visitors import Visitors

pytestmark = pytest.mark.browser
WHY = "The diary of session nine shows the evidence that section 2 asks for."
LEARNER, CODE = "Dina Moss", "D7.02-03"


def test_a_dispute_is_resolved_released_signed_by_the_ev_and_checked_by_a_stranger(
    visitors: Visitors, staged: dict[str, dict[str, str]]
) -> None:
    sheet = f"{steps.HOME}sheets/{staged[LEARNER]['sheet']}/"
    iqbal = visitors.enter("Iqbal Rahman")
    _disagree(iqbal, staged[LEARNER]["sheet"])
    _decide(visitors.enter("Leo Quill"), sheet)
    _release_and_ask(iqbal, sheet)
    learner = visitors.enter(LEARNER)
    steps.read_result(learner, CODE)
    expect(learner.locator(".verdict .out")).to_have_text("PASS")
    expect(learner.locator("main")).to_contain_text("Resolved by Leo Quill")
    expect(learner.locator("main")).to_contain_text(WHY)
    _sign_as_ev(visitors.enter("Eve Marlow"))
    if steps.prints():
        _check_as_a_stranger(visitors, steps.printed_form(learner))


def _disagree(page: Any, sheet: str) -> None:
    """62 with 13 in section 2 is a referral; the IQA gives section 2 its 16 and passes it."""
    page.goto(f"{steps.HOME}check/{sheet}/")
    steps.enter(page, {"S1": "24", "S2": "16", "S3": "25"})
    steps.saved(page)
    expect(page.locator("#live [data-role=assessor] .out")).to_have_text("REFERRAL")
    expect(page.locator("#live [data-role=iqa] .out")).to_have_text("PASS")
    steps.press(page, "Countersign")
    expect(page.locator("main")).to_contain_text("You and the assessor differ, so the sheet is disputed")
    page.goto(f"{steps.HOME}sheets/{sheet}/")
    expect(page.locator("main").get_by_role("button", name="Resolve the dispute")).to_have_count(0)


def _decide(page: Any, sheet: str) -> None:
    """The lead IQA reads both columns, and says which stands and why; without a reason it is refused and kept."""
    page.goto(steps.HOME)
    expect(page.locator("h1")).to_contain_text("for your decision.")
    page.locator("li", has_text=f"{LEARNER}, {CODE}").get_by_role("link", name="Decide").click()
    page.get_by_label("The IQA’s marks: Pass").check()
    steps.press(page, "Resolve the dispute")
    expect(page.locator(".summary")).to_contain_text("Resolving asks for a reason")
    expect(page.get_by_label("The IQA’s marks: Pass")).to_be_checked()
    page.locator("#resolve-reason").fill(WHY)
    steps.press(page, "Resolve the dispute")
    expect(page.locator(".msgs")).to_contain_text("Resolved. The sheet is checked and can be released.")
    expect(page.locator("main")).to_contain_text("Standing marks: the IQA’s (24, 16, 25 = 65).")


def _release_and_ask(page: Any, sheet: str) -> None:
    page.goto(sheet)
    steps.release(page)
    page.get_by_text("Ask an EV to read it", exact=True).first.click()
    page.get_by_label("EV", exact=True).select_option(label="Eve Marlow")
    steps.press(page, "Ask an EV to read it")
    expect(page.locator(".msgs")).to_contain_text("Asked. The EV has been told")


def _sign_as_ev(page: Any) -> None:
    """The EV meets the one sheet, reads the file beside it and signs."""
    page.goto(steps.HOME)
    page.locator("li", has_text=f"{LEARNER}, {CODE}").get_by_role("link", name="Read and sign").click()
    steps.press(page, "Sign as EV")
    expect(page.locator(".msgs")).to_contain_text("Signed. Your name, the time and a seal")
    expect(page.locator(".signed")).to_contain_text("Eve Marlow")


def _check_as_a_stranger(visitors: Visitors, body: bytes) -> None:
    """Nobody signs in: with the file as it is, and with one letter of it changed."""
    phone = visitors.stranger("/verify/", viewport={"width": 390, "height": 844})
    altered = bytearray(body)
    altered[len(altered) // 2] ^= 1
    for file, word in ((body, "is valid|is superseded"), (bytes(altered), "was altered")):
        phone.goto("/verify/")
        phone.set_input_files("input[type=file]", {"name": "form.pdf", "mimeType": "application/pdf", "buffer": file})
        steps.press(phone, "Check the file")
        expect(phone.locator("main")).to_contain_text(re.compile(word))
        assert LEARNER not in phone.content()


def test_a_returned_sheet_says_why_and_goes_back_by_itself(
    visitors: Visitors, staged: dict[str, dict[str, str]]
) -> None:
    sheet = staged["Finn Hale"]["sheet"]
    iqbal = visitors.enter("Iqbal Rahman")
    steps.call_in(iqbal, "Finn Hale", "D7.01")
    iqbal.get_by_text("Return to the assessor", exact=True).first.click()
    steps.press(iqbal, "Return to the assessor")
    expect(iqbal.locator(".msgs")).to_contain_text("Returning asks for a reason")
    iqbal.get_by_label("Why").fill("Name the evidence in section 2.")
    steps.press(iqbal, "Return to the assessor")
    expect(iqbal.locator(".msgs")).to_contain_text("Returned.")
    sunil = visitors.enter("Sunil Rao", f"{steps.HOME}mark/{sheet}/")
    expect(sunil.locator("main")).to_contain_text("Name the evidence in section 2.")
    steps.enter(sunil, {"S2": "24"})
    steps.saved(sunil)
    steps.sign(sunil)
    iqbal.goto(f"{steps.HOME}check/{sheet}/")
    expect(iqbal.locator("h1")).to_have_text("Check Finn Hale’s D7.01: give your own marks, then countersign")
