"""Messages, how people are told, the calendar, homes and the day-by-day page, as they look and as they are used."""

from __future__ import annotations

import urllib.request

import pytest
from icalendar import Calendar
from playwright.sync_api import expect

from tests.house import House
from tests.journeys import steps
from tests.journeys.looks import Looks
from tests.journeys.visitors import Visitors

pytestmark = pytest.mark.browser
Staged = dict[str, dict[str, str]]


def test_a_question_and_its_answer(visitors: Visitors, staged: Staged) -> None:
    looks, work = Looks(), staged["Pia Lund"]
    learner = visitors.enter("Pia Lund", f"{steps.HOME}messages/")
    looks.at(learner, "messages empty")
    learner.goto(f"{steps.HOME}submitted/{work['submission']}/")
    steps.follow(learner, learner.get_by_role("link", name="Write about this"))
    learner.get_by_role("button", name="Send").click()
    expect(learner.locator(".summary")).to_contain_text("Write something first.")
    looks.at(learner, "message refused")
    learner.get_by_label("Your message").fill("Shall I name the organisation?")
    learner.get_by_role("button", name="Send").click()
    expect(learner.locator(".talk")).to_contain_text("Shall I name the organisation?")
    assessor = visitors.enter("Sunil Mehta", f"{steps.HOME}messages/")
    expect(assessor.locator("h1")).to_have_text("Something new was written to you.")
    looks.at(assessor, "messages new")
    steps.follow(assessor, assessor.get_by_role("link", name="Pia Lund: D7.01"))
    assessor.get_by_label("Your message").fill("A made-up name is better.")
    assessor.get_by_role("button", name="Send").click()
    learner.goto(steps.HOME)
    expect(learner.locator("main")).to_contain_text("You have a new message.")
    steps.follow(learner, learner.get_by_role("link", name="You have a new message.", exact=True))
    expect(learner.locator(".talk")).to_contain_text("A made-up name is better.")
    looks.at(learner, "conversation")
    assert looks.faults == []


def test_day_by_day(visitors: Visitors, staged: Staged) -> None:
    looks = Looks()
    page = visitors.enter("Kira Noll", steps.HOME)
    looks.at(page, "learner home")
    steps.follow(page, page.get_by_role("link", name="What happened so far").first)
    expect(page.locator("ol")).to_contain_text("Result ready")
    looks.at(page, "day by day")
    assert staged
    assert looks.faults == []


def test_how_one_is_told_and_a_calendar(visitors: Visitors, staged: Staged, house: House) -> None:
    looks = Looks()
    page = visitors.enter("Ulla Brand", f"{steps.HOME}me/")
    looks.at(page, "how you are told")
    page.get_by_label("Days that come near").select_option("Here only")
    page.get_by_role("button", name="Keep this").click()
    expect(page.locator(".msgs")).to_contain_text("Kept.")
    page.get_by_role("button", name="Make an address").click()
    address = page.get_by_label("The address").input_value()
    looks.at(page, "calendar address")
    with urllib.request.urlopen(address) as answer:
        days = Calendar.from_ical(answer.read())
    said = [str(event["summary"]) for event in days.walk("VEVENT")]
    assert any(one.startswith("Complete ") for one in said)
    page.get_by_role("button", name="Make a new address").click()
    expect(page.get_by_label("The address")).not_to_have_value(address)
    stranger = visitors.stranger(address)
    expect(stranger.locator("body")).to_contain_text("not")
    assert page.get_by_label("The address").input_value().startswith(house.url)
    assert staged
    assert looks.faults == []


@pytest.mark.parametrize("who", ["Ada Byrne", "Iqbal Hasan", "Cara Holt", "Tom Adeyemi", "Eve Marlow"])
def test_the_homes_of_staff(visitors: Visitors, staged: Staged, who: str) -> None:
    assert staged
    looks = Looks()
    looks.at(visitors.enter(who, steps.HOME), f"home of {who.split()[0]}")
    assert looks.faults == []
