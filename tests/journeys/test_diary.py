"""The diary on a phone: how few taps it takes, that no word is lost, and how every screen of it looks."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.journeys import papers, steps
from tests.journeys.looks import Looks
from tests.journeys.visitors import Visitors

pytestmark = pytest.mark.browser
Staged = dict[str, dict[str, str]]
DIARY = f"{steps.HOME}diary/"
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
# Every press of a link or button, and every field that was given a value, over all pages of the visit.
COUNTER = """
const note = (what) => {
  const kept = JSON.parse(sessionStorage.getItem("counted") || "[]");
  if (kept.includes(what) && !what.startsWith("tap")) return;
  sessionStorage.setItem("counted", JSON.stringify([...kept, what]));
};
addEventListener("click", (e) => {
  const pressed = e.target.closest("a, button, summary, .seg label");
  if (e.isTrusted && pressed) note("tap " + pressed.textContent.trim());
}, true);
addEventListener("input", (e) => { note("field " + e.target.name); }, true);
"""


def phone(visitors: Visitors, staged: Staged, path: str = steps.HOME, who: str = "Wilma Roth") -> Any:
    """A learner at their phone."""
    assert who in staged
    page = visitors.enter(who, "about:blank", **PHONE)
    page.add_init_script(COUNTER)
    page.goto(path)
    return page


def counted(page: Any) -> list[str]:
    """What was pressed and filled in so far."""
    return page.evaluate("JSON.parse(sessionStorage.getItem('counted') || '[]')")  # type: ignore[no-any-return]


def test_a_session_takes_two_taps_and_four_fields(visitors: Visitors, staged: Staged) -> None:
    page = phone(visitors, staged)
    page.get_by_role("link", name="Log a session").tap()
    page.get_by_label("Date").fill("2026-03-04")
    page.get_by_label("Start").fill("10:00")
    page.get_by_label("Length in minutes").fill("60")
    page.get_by_label("Client", exact=True).fill("Client B")
    page.get_by_role("button", name="Save", exact=True).tap()
    expect(page.locator(".msgs")).to_have_text("Logged as a draft. Finish it whenever you have the time.")
    expect(page.locator("h1")).to_have_text("Client B, 1 h")
    taps = [one for one in counted(page) if one.startswith("tap")]
    fields = [one for one in counted(page) if one.startswith("field")]
    assert taps == ["tap Log a session", "tap Save"]
    assert fields == ["field on", "field starts", "field minutes", "field client"]


def test_what_was_typed_and_not_saved_comes_back(visitors: Visitors, staged: Staged) -> None:
    page = phone(visitors, staged, f"{DIARY}new/session/")
    page.get_by_label("Length in minutes").fill("45")
    page.get_by_text("Write more now").tap()
    page.get_by_label("Reflection").fill("A thought that must not be lost.")
    page.get_by_text("Mentor", exact=True).tap()
    page.context.set_offline(True)
    page.get_by_role("button", name="Keep as draft").tap()
    page.wait_for_timeout(500)
    page.context.set_offline(False)
    page.goto(DIARY)  # another page of ours does not make it saved
    page.goto(f"{DIARY}new/session/")
    page.get_by_role("button", name="Bring it back").tap()
    expect(page.get_by_label("Reflection")).to_have_value("A thought that must not be lost.")
    expect(page.get_by_label("Length in minutes")).to_have_value("45")
    expect(page.get_by_label("Mentor", exact=True)).to_be_checked()
    page.get_by_role("button", name="Keep as draft").tap()
    expect(page.locator(".msgs")).to_contain_text("Logged as a draft.")
    page.goto(f"{DIARY}new/session/")
    expect(page.locator("#kept")).to_be_hidden()
    assert page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('cs:'))") == []


def test_text_typed_before_the_session_ended_comes_back(visitors: Visitors, staged: Staged) -> None:
    page = visitors.enter("Wilma Roth", f"{DIARY}goals/", fresh=True, **PHONE)
    page.get_by_label("The goal").fill("Ask one thing at a time.")
    page.context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="Set it").tap()
    expect(page.locator("h1")).to_have_text("You are signed out, so this was not saved.")
    expect(page.locator(".said")).to_contain_text("Ask one thing at a time.")


def test_the_looks_of_the_learners_diary(visitors: Visitors, staged: Staged) -> None:
    assert "Wilma Roth" in staged
    looks, page = Looks(), visitors.enter("Wilma Roth", f"{DIARY}feedback/")
    looks.at(page, "feedback empty")
    page.goto(f"{DIARY}new/session/")
    looks.at(page, "diary new")
    page.get_by_label("Client", exact=True).fill("Not saved")
    page.reload()
    expect(page.locator("#kept")).to_be_visible()
    looks.at(page, "diary kept")
    page.get_by_role("button", name="Drop it").click()
    page.get_by_label("Client", exact=True).fill("Anna Berg")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".summary")).to_contain_text("Say how long it lasted, in minutes.")
    looks.at(page, "diary refused")
    page.get_by_label("Length in minutes").fill("60")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".note-warn").last).to_contain_text("“Anna Berg” looks like a full name")
    page.set_input_files("#file", papers.word())  # it goes at once
    expect(page.locator("[data-kept]")).to_contain_text("D7.01 my own work.docx")
    looks.at(page, "diary entry draft")
    page.get_by_role("link", name="Finish it").click()
    page.get_by_text("Minutes for each").click()
    looks.at(page, "diary edit")
    page.get_by_role("button", name="Finish", exact=True).click()
    page.get_by_text(re.compile("^Version 1, saved")).click()
    looks.at(page, "diary entry final")
    page.get_by_role("link", name="Tag criteria").click()
    page.get_by_role("checkbox").first.check()
    looks.at(page, "diary tags")
    steps.press(page, "Keep")
    page.goto(f"{DIARY}goals/")
    page.get_by_label("The goal").fill("Ask one thing at a time.")
    steps.press(page, "Set it")
    looks.at(page, "goals")
    page.get_by_role("link", name="Ask one thing at a time.").click()
    looks.at(page, "goal")
    page.goto(f"{DIARY}feedback/")
    page.get_by_label("Client", exact=True).check()
    page.get_by_label("From whom").fill("Client B")
    steps.press(page, "Save")
    for name, path in {"diary": "", "feedback": "feedback/", "criteria": "criteria/"}.items():
        page.goto(f"{DIARY}{path}")
        looks.at(page, name)
    page.locator(".do a").first.click()
    looks.at(page, "matrix")
    for kind in ("supervision", "cpd"):
        page.goto(f"{DIARY}new/{kind}/")
        page.get_by_text("Write more now").click()
        looks.at(page, f"diary new {kind}")
    assert looks.faults == []


def test_the_looks_of_diaries_to_read(visitors: Visitors, staged: Staged) -> None:
    assert "Wilma Roth" in staged
    looks, page = Looks(), visitors.enter("Iqbal Rahman", DIARY)
    looks.at(page, "diaries")
    page.get_by_role("link", name="Wilma Roth").click()
    looks.at(page, "diary read")
    assert looks.faults == []
