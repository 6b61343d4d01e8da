"""Every page of the main job, and what can go wrong on it, passes axe wide and narrow, light and dark."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.journeys import papers, steps
from tests.journeys.looks import Looks
from tests.journeys.visitors import Visitors

pytestmark = pytest.mark.browser
Staged = dict[str, dict[str, str]]
HOME = steps.HOME


@pytest.fixture
def looks() -> Looks:
    """Somebody who looks closely."""
    return Looks()


def _tour(looks: Looks, page: Any, places: dict[str, str]) -> None:
    for name, path in places.items():
        page.goto(path)
        looks.at(page, name)


def test_the_learners_pages(visitors: Visitors, staged: Staged, looks: Looks) -> None:
    page = visitors.enter("Zoe Adler")
    looks.at(page, "learner home")
    steps.follow(page, page.locator("li", has_text="D7.01").get_by_role("link", name="Open").first)
    looks.at(page, "assignment")
    steps.press(page, "Check and hand in")
    expect(page.locator(".summary")).to_contain_text("Add the file with your work.")
    looks.at(page, "assignment refused")
    page.set_input_files("#file", papers.word())
    expect(page.locator("[data-kept]")).to_contain_text(".docx")
    page.get_by_label("backward looking").check()
    page.locator("#declared").check()
    page.locator("#refuses").check()
    steps.follow(page, steps.button(page, "Check and hand in"))
    looks.at(page, "assignment check")
    steps.follow(page, steps.button(page, "Hand it in"))
    looks.at(page, "receipt")
    result = visitors.enter("Will Osei", f"{HOME}results/{staged['Will Osei']['submission']}/")
    looks.at(result, "result")
    _tour(looks, result, {"learner notices": f"{HOME}notices/"})
    assert looks.faults == []


def test_the_assessors_pages(visitors: Visitors, staged: Staged, looks: Looks) -> None:
    page = visitors.enter("Sunil Rao")
    sheet = staged["Yann Petit"]["sheet"]
    places = {"assessor home": HOME, "queue": f"{HOME}mark/", "desk": f"{HOME}mark/{sheet}/"}
    _tour(looks, page, places)
    page.fill("#mark-S1", "51")
    expect(page.locator("#state-S1")).to_contain_text("51 is too many.")
    looks.at(page, "desk with a mark too high")
    page.fill("#mark-S1", "31")
    page.fill("#mark-S2", "22")
    page.fill("#areas-S2", "Say what you would do differently.")
    steps.saved(page)
    looks.at(page, "desk marked")
    page.get_by_role("button", name="Keys").click()
    looks.at(page, "desk keys")
    page.get_by_role("button", name="Close").click()
    _two_versions(looks, page)
    places = {
        "signed sheet": f"{HOME}sheets/{staged['Vera Novak']['sheet']}/",
        "criterion desk": f"{HOME}mark/{staged['Bela Kiss']['sheet']}/",
        "returned desk": f"{HOME}mark/{staged['Hugo Lind']['sheet']}/",
    }
    _tour(looks, page, places)
    assert looks.faults == []


def _two_versions(looks: Looks, page: Any) -> None:
    other = page.context.new_page()
    other.goto(page.url)
    other.fill("#areas-S2", "From the other tab.")
    steps.saved(other)
    page.fill("#areas-S2", "From this tab.")
    expect(page.locator("#clash[open]")).to_contain_text("From the other tab.")
    looks.at(page, "desk two versions")
    page.get_by_role("button", name="Save what I chose").click()
    expect(page.locator("#clash[open]")).to_have_count(0)
    other.close()


def test_the_iqas_pages(visitors: Visitors, staged: Staged, looks: Looks) -> None:
    page = visitors.enter("Iqbal Rahman")
    places = {
        "iqa home": HOME,
        "checks": f"{HOME}check/",
        "check before call in": f"{HOME}check/{staged['Vera Novak']['sheet']}/",
        "check": f"{HOME}check/{staged['Uma Prasad']['sheet']}/",
        "released sheet": f"{HOME}sheets/{staged['Will Osei']['sheet']}/",
    }
    _tour(looks, page, places)
    page.goto(places["check"])
    steps.press(page, "Same marks")
    steps.press(page, "Countersign")
    expect(page.locator("main")).to_contain_text("Countersigned.")
    page.goto(f"{HOME}check/release/")
    looks.at(page, "release several")
    for tick in page.locator("[name=sheet]").all():  # other journeys have left theirs here
        tick.uncheck()
    page.get_by_label("Uma Prasad, D7.01").check()
    steps.press(page, "Release what is ticked")
    expect(page.locator("h1")).to_have_text("One result went out.")
    looks.at(page, "released several")
    assert looks.faults == []


def test_the_lead_iqas_and_the_evs_pages(visitors: Visitors, staged: Staged, looks: Looks) -> None:
    page = visitors.enter("Leo Quill")
    dispute = staged["Gwen Ash"]["sheet"]
    places = {"lead home": HOME, "dispute": f"{HOME}sheets/{dispute}/", "third set": f"{HOME}check/{dispute}/"}
    _tour(looks, page, places)
    page.goto(places["dispute"])
    page.get_by_text("Place a hold", exact=True).first.click()
    steps.follow(page, steps.button(page, "Place a hold"))
    looks.at(page, "hold refused")
    page.goto(f"{HOME}sheets/{staged['Will Osei']['sheet']}/")
    page.get_by_text("Ask an EV to read it", exact=True).first.click()
    page.get_by_label("EV", exact=True).select_option(label="Eve Marlow")
    steps.follow(page, steps.button(page, "Ask an EV to read it"))
    eve = visitors.enter("Eve Marlow")
    looks.at(eve, "ev home")
    _tour(looks, eve, {"ev sheet": f"{HOME}sheets/{staged['Will Osei']['sheet']}/"})
    assert looks.faults == []


def test_every_kind_of_sheet(visitors: Visitors, staged: Staged, looks: Looks) -> None:
    """Marks, words, twenty criteria, bands, a checklist, and all of them on one sheet."""
    sunil = visitors.enter("Sunil Rao")
    mixed = f"{HOME}mark/{staged['Edda Roth']['sheet']}/"
    _tour(looks, sunil, {"mixed desk": mixed, "desk in words": f"{HOME}mark/{staged['Gala Finn']['sheet']}/?way=words"})
    sunil.goto(mixed)
    steps.enter(sunil, {"S1": "26", "P1": "not_met"})
    expect(sunil.locator("#state-S1")).to_contain_text("26 is too many.")
    looks.at(sunil, "mixed desk with a mark too high")
    iqbal = visitors.enter("Iqbal Rahman")
    checks = {"criterion marks check": "Fenn Cole", "twenty criteria check": "Ines Boon", "bands check": "Jory Tate"}
    _tour(looks, iqbal, {name: f"{HOME}check/{staged[who]['sheet']}/" for name, who in checks.items()})
    for name, who in {"checklist result": "Kira Noll", "mixed result": "Liv Marr"}.items():
        learner = visitors.enter(who, f"{HOME}results/{staged[who]['submission']}/")
        looks.at(learner, name)
    assert looks.faults == []


def test_the_offices_pages(visitors: Visitors, staged: Staged, looks: Looks) -> None:
    page = visitors.enter("Cara Nwosu")
    places = {
        "office home": HOME,
        "waiting": f"{HOME}office/allocate/",
        "allocate": f"{HOME}office/allocate/{staged['Abel Stone']['submission']}/",
        "share out": f"{HOME}office/share/",
        "learners": f"{HOME}office/learners/",
        "register": f"{HOME}office/learners/new/",
        "staff": f"{HOME}office/staff/",
        "appoint": f"{HOME}office/staff/new/",
    }
    _tour(looks, page, places)
    steps.follow(page, steps.button(page, "Appoint"))
    looks.at(page, "appoint refused")
    page.goto(f"{HOME}office/learners/")
    steps.follow(page, page.get_by_role("link", name="Lena Fischer"))
    looks.at(page, "one learner")
    page.goto(f"{HOME}office/staff/")
    steps.follow(page, page.get_by_role("link", name="Ada Byrne"))
    looks.at(page, "one assessor")
    assert looks.faults == []


def test_everybodys_pages(visitors: Visitors, looks: Looks) -> None:
    outside = visitors.stranger("/accounts/login/")
    looks.at(outside, "sign in")
    steps.follow(outside, outside.locator("main form").first.get_by_role("button", name="Sign in", exact=True))
    looks.at(outside, "sign in refused")
    _tour(looks, outside, {"verify": "/verify/", "verify refused": "/verify/?code=K7QD", "unknown code": "/verify/0/"})
    page = visitors.enter("Tom Adeyemi")
    looks.at(page, "tutor home")
    _tour(looks, page, {"nothing here": f"{HOME}nowhere/", "catalogue": f"{HOME}catalogue/"})
    steps.follow(page, page.get_by_role("link", name="Diploma").first)
    looks.at(page, "specification")
    steps.follow(page, page.get_by_role("link", name="D7.02").first)
    looks.at(page, "unit")
    _tour(looks, page, {"security": "/accounts/2fa/", "password": "/accounts/password/change/"})
    assert looks.faults == []


def test_every_part_in_every_state(visitors: Visitors, looks: Looks) -> None:
    """The style guide shows what the journeys meet only by accident: each refusal, each kind, each ink."""
    page = visitors.stranger("/styleguide/")
    looks.at(page, "style guide")
    assert looks.faults == []
