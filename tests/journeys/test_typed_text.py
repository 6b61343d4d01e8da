"""A driver types a known text; the network, the session and the server fail at random moments; nothing typed is lost.

After each fault the page is opened anew: what the server has, with what the browser kept put back, is what was typed up
to the last letter. `COUNTERSIGN_TYPED=long` makes it twenty faults a field.
"""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.sync_api import Error, expect

from tests.house import House, waited
from tests.journeys import steps
from tests.journeys.stage import address_of
from tests.journeys.visitors import Visitors, sign_in

pytestmark = pytest.mark.browser
Staged = dict[str, dict[str, str]]
FAULTS = 20 if os.environ.get("COUNTERSIGN_TYPED") == "long" else 4
WORDS = "I asked one open question and waited; she named the step herself, “by Friday”, and smiled.\n".split(" ")
KEPT = "Object.keys(localStorage).some((key) => key.startsWith('cs:'))"
KINDS = ("network", "session", "server", "tab")


@dataclass
class Driver:
    """Types into one field of one page, and meets faults."""

    house: House
    page: Any
    who: str
    address: str
    box: str
    press: Callable[[Any], None] | None  # what sends the form; None where typing saves by itself
    chance: random.Random
    typed: str = ""
    met: list[str] = field(default_factory=list)

    def type(self) -> None:
        """A few words more, at the end."""
        words = " ".join(self.chance.choice(WORDS) for _ in range(self.chance.randint(2, 6))) + " "
        self.page.locator(self.box).focus()
        self.page.keyboard.press("Control+End")
        self.page.keyboard.type(words)
        self.typed += words

    def fail(self, kind: str) -> None:
        """Let something fail, try to send what was typed, and mend it again."""
        self.met.append(kind)
        context = self.page.context
        if kind == "network":
            context.set_offline(True)
        elif kind == "session":
            context.clear_cookies(name="sessionid")
        elif kind == "server":
            self.house.kill("web")
        if self.press is not None and kind != "tab":
            self.press(self.page)
        self.page.wait_for_timeout(self.chance.randint(0, 900))  # before, while or after it saves
        context.set_offline(False)
        if kind == "server":
            self.house.restart("web")

    def reopen(self, back: str) -> None:
        """Another tab with the same page; whoever is signed out signs in again; what was kept is put back."""
        context, old = self.page.context, self.page
        self.page = context.new_page()
        old.close()
        self.page.goto(self.address)
        if "/accounts/login/" in self.page.url:
            sign_in(self.page, address_of(self.who))
            self.page.goto(self.address)
        button = self.page.get_by_role("button", name=back)
        if self.page.locator(self.box).input_value() != self.typed:
            button.click()
        expect(self.page.locator(self.box)).to_have_value(self.typed)


def tried(page: Any, name: str) -> None:
    """Press a button whose form may never arrive."""
    try:
        page.get_by_role("button", name=name, exact=True).click(timeout=5000)
        page.wait_for_load_state()
    except Error:
        return


def test_the_learners_form_loses_nothing(visitors: Visitors, staged: Staged, house: House) -> None:
    assert staged
    address = f"{steps.HOME}diary/new/session/"
    page = visitors.enter("Ulla Brand", address, fresh=True)
    page.get_by_text("Write more now").click()
    driver = Driver(
        house, page, "Ulla Brand", address, "[name=reflection]", lambda it: tried(it, "Keep as draft"), random.Random(3)
    )
    for number in range(FAULTS):
        driver.type()
        driver.fail(KINDS[number] if number < len(KINDS) else driver.chance.choice(KINDS))
        driver.reopen("Bring it back")
    driver.page.get_by_label("Length in minutes").fill("60")
    driver.page.get_by_role("button", name="Keep as draft").click()
    expect(driver.page.locator(".said")).to_contain_text(driver.typed.strip().split("\n")[0][:80])
    assert len(driver.met) == FAULTS


def test_the_desk_loses_nothing(visitors: Visitors, staged: Staged, house: House) -> None:
    address = f"{steps.HOME}mark/{staged['Rosa Teller']['sheet']}/"
    page = visitors.enter("Sunil Rao", address, fresh=True)
    page.fill("#areas-S2", "")
    driver = Driver(house, page, "Sunil Rao", address, "#areas-S2", None, random.Random(5))
    for number in range(FAULTS):
        driver.type()
        driver.fail(KINDS[number] if number < len(KINDS) else driver.chance.choice(KINDS))
        driver.reopen("Put it back")
    driver.type()
    waited("The last save", lambda: not driver.page.evaluate(KEPT))
    driver.page.reload()
    expect(driver.page.locator("#areas-S2")).to_have_value(driver.typed)
    assert len(driver.met) == FAULTS
