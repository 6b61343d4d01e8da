"""A learner asks, somebody without an account answers on a phone, the learner takes the correction over."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.house import House, waited
from tests.journeys import steps
from tests.journeys.looks import Looks
from tests.journeys.visitors import Visitors

pytestmark = pytest.mark.browser
Staged = dict[str, dict[str, str]]
DIARY = f"{steps.HOME}diary/"


def link(house: House) -> str:
    """Where the letter leads."""
    found = waited("the letter", lambda: re.search(r"(/confirm/\S+/)", house.mail()))
    assert found
    return found[1]


def test_from_asking_to_a_correction_taken_over(visitors: Visitors, staged: Staged, house: House) -> None:
    assert "Wilma Roth" in staged
    looks, page = Looks(), visitors.enter("Wilma Roth", f"{DIARY}asked/")
    looks.at(page, "confirmations empty")
    page.goto(f"{DIARY}new/session/")
    page.get_by_label("Length in minutes").fill("60")
    page.get_by_label("Client", exact=True).fill("Client Q")
    page.get_by_text("Write more now").click()
    page.get_by_role("button", name="Save as final").click()
    page.get_by_role("link", name="Ask somebody").click()
    expect(page.get_by_label("Client Q, 1 h")).to_be_checked()
    page.get_by_role("button", name="Send the link").click()
    expect(page.locator(".summary")).to_contain_text("Give an e-mail address.")
    looks.at(page, "confirmations ask refused")
    page.get_by_label("Their name").fill("Quentin Sample")
    page.get_by_label("Their e-mail address").fill("quentin@sample.example")
    page.get_by_role("button", name="Send the link").click()
    expect(page.locator(".msgs")).to_contain_text("The link is on its way to Quentin Sample.")
    looks.at(page, "confirmations waiting")

    stranger = visitors.stranger(link(house))
    expect(stranger.locator("h1")).to_have_text("Wilma Roth asks you to confirm one entry of a coaching diary")
    looks.at(stranger, "confirm")
    stranger.get_by_text("It was otherwise", exact=True).click()
    stranger.get_by_text("Day, length, a word to the learner").click()
    stranger.get_by_label("It lasted").fill("soon")
    stranger.get_by_role("button", name="Give my answer").click()
    expect(stranger.locator(".summary")).to_contain_text("Give the length in minutes")
    looks.at(stranger, "confirm refused")
    stranger.get_by_label("It lasted").fill("45")
    stranger.get_by_role("button", name="Give my answer").click()
    expect(stranger.locator("h1")).to_have_text("Thank you, your answer is kept")
    looks.at(stranger, "confirm thanks")
    stranger.goto(stranger.url)
    expect(stranger.locator("h1")).to_have_text("There is nothing to confirm here")
    looks.at(stranger, "confirm closed")

    page.goto(f"{DIARY}asked/")
    looks.at(page, "confirmations corrected")
    page.get_by_role("button", name="Correct my entry so").click()
    expect(page.locator(".msgs")).to_contain_text("The entry is corrected, and confirmed as it now stands.")
    page.get_by_role("link", name="Client Q, 45 min").click()
    expect(page.locator("#confirmed")).to_contain_text("Quentin Sample")
    looks.at(page, "entry confirmed")


def test_people_with_an_account(visitors: Visitors, staged: Staged) -> None:
    assert staged
    looks = Looks()
    looks.at(visitors.enter("Ada Byrne", f"{steps.HOME}confirmations/"), "to confirm empty")
