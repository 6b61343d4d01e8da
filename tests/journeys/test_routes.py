"""The centre's own route and what it asks beyond an award, from taking it into use to handing in."""

from __future__ import annotations

import json
from datetime import date

import pytest
from playwright.sync_api import expect

from tests.house import House
from tests.journeys import steps
from tests.journeys.looks import Looks
from tests.journeys.visitors import Visitors

pytestmark = pytest.mark.browser
Staged = dict[str, dict[str, str]]
OVERLAY = "Additional certification requirements for ILM Level 7 Diploma"


def staged_now(house: House, *wanted: tuple[str, str, str]) -> Staged:
    """The same as `staged`, for whoever comes after something was taken into use."""
    made: Staged = json.loads(house.run("tests.journeys.stage", json.dumps(wanted)))
    return made


def test_beyond_an_award(visitors: Visitors, staged: Staged, house: House) -> None:
    assert staged
    looks = Looks()
    leo = visitors.enter("Leo Quill", f"{steps.HOME}instruments/")
    looks.at(leo, "own sheets with overlays")
    steps.follow(leo, leo.get_by_role("link", name=OVERLAY))
    looks.at(leo, "overlay")
    leo.get_by_role("button", name="Use it here").click()
    expect(leo.locator(".msgs")).to_contain_text("It is in use")
    looks.at(leo, "overlay in use")

    work = staged_now(house, ("Vida Holm", "COACH-ROUTE-L7-DIP", "draft"))["Vida Holm"]
    here = f"{steps.HOME}assignments/{work['submission']}/"
    vida = visitors.enter("Vida Holm", here)
    looks.at(vida, "checklist of an overlay")
    steps.follow(vida, vida.get_by_role("link", name="Your plan for your own development"))
    looks.at(vida, "plan empty")
    vida.get_by_label("What you plan").fill("A workshop on contracting")
    vida.get_by_role("button", name="Add it").click()
    expect(vida.locator(".summary")).to_contain_text("Give the day.")
    expect(vida.get_by_label("What you plan")).to_have_value("A workshop on contracting")
    vida.get_by_label("When, about").fill(str(date.today().replace(day=28)))
    vida.get_by_label("Hours").fill("12")
    vida.get_by_role("button", name="Add it").click()
    expect(vida.locator("h1")).to_have_text("12 hours of reading, writing or other research are missing.")
    looks.at(vida, "plan begun")
    steps.follow(vida, vida.get_by_role("link", name="A workshop on contracting"))
    vida.get_by_label("Hours").fill("11.5")
    looks.at(vida, "planned activity")
    vida.get_by_role("button", name="Save").click()
    expect(vida.locator("main")).to_contain_text("11 h 30 min")
    vida.goto(here)
    expect(vida.locator("main")).to_contain_text("Live hours: 11.5 of 12, not enough")

    tom = visitors.enter("Tom Adeyemi", f"{steps.HOME}diary/of/{work['learner']}/plan/")
    expect(tom.locator("main")).to_contain_text("A workshop on contracting")
    looks.at(tom, "plan for its readers")

    leo.get_by_text("Stop using it").first.click()
    leo.get_by_role("button", name="Stop using it").click()
    expect(leo.locator(".msgs")).to_contain_text("no longer in use")
    assert looks.faults == []


def test_the_centres_own_certificate(visitors: Visitors, staged: Staged, house: House) -> None:
    assert staged
    looks = Looks()
    work = staged_now(house, ("Ingo Falk", "COACH-REQUIREMENTS", "draft"))["Ingo Falk"]
    here = f"{steps.HOME}assignments/{work['submission']}/"
    ingo = visitors.enter("Ingo Falk", here)
    expect(ingo.locator("main")).to_contain_text("not recorded as completed")
    looks.at(ingo, "requirements a to e")
    cara = visitors.enter("Cara Holt", f"{steps.HOME}office/attempts/{work['submission']}/")
    steps.follow(cara, cara.locator("a[href*='/office/registrations/']").first)
    cara.get_by_label("Completed on").fill("2026-03-03")
    looks.at(cara, "registration with a course")
    cara.get_by_role("button", name="Record the course").click()
    expect(cara.locator("main")).to_contain_text("completed 3 March 2026")
    ingo.reload()
    ingo.get_by_text("Add a person who allowed it").click()
    ingo.get_by_label("Who allowed it").fill("Margaret Hillfield")
    ingo.get_by_label("On", exact=True).fill("2026-03-04")
    ingo.get_by_role("button", name="Add", exact=True).click()
    expect(ingo.locator(".summary")).to_contain_text("looks like a name")
    looks.at(ingo, "permission refused")
    ingo.get_by_label("Who allowed it").fill("Client B")
    ingo.get_by_role("button", name="Add", exact=True).click()
    expect(ingo.locator("#permissions")).to_contain_text("Client B, in writing, 4 Mar 2026")
    looks.at(ingo, "permission recorded")
    assert looks.faults == []
