"""A session written down without a network is brought into the diary when its writer is back."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.journeys import steps
from tests.journeys.looks import Looks
from tests.journeys.visitors import Visitors

pytestmark = pytest.mark.browser
Staged = dict[str, dict[str, str]]
NEW = f"{steps.HOME}diary/new/session/"


def test_away_and_back(visitors: Visitors, staged: Staged) -> None:
    assert staged
    looks = Looks()
    page = visitors.enter("Wilma Roth", NEW, viewport={"width": 390, "height": 844})
    page.evaluate("navigator.serviceWorker.ready")
    page.context.set_offline(True)
    page.goto(NEW)
    expect(page.locator("h1")).to_have_text("There is no connection just now.")
    looks.at(page, "away")
    for label, text in (
        ("Date", "2026-03-04"),
        ("Start", "10:00"),
        ("Length in minutes", "50"),
        ("Client", "Client B"),
    ):
        page.get_by_label(label, exact=True).fill(text)
    page.reload()
    expect(page.get_by_label("Client", exact=True)).to_have_value("Client B")
    page.get_by_label("Mentor").check(force=True)
    page.get_by_role("button", name="Keep it here").click()
    expect(page.locator("[data-count]")).to_have_text("One session waits in this browser.")
    expect(page.get_by_label("Client", exact=True)).to_have_value("")
    page.context.set_offline(False)
    page.get_by_role("link", name="Try the connection again").click()
    expect(page.locator("#from-away")).to_contain_text("You wrote a session down")
    looks.at(page, "back from away")
    page.get_by_role("button", name="Bring it in").click()
    expect(page.get_by_label("Length in minutes")).to_have_value("50")
    page.reload()
    page.get_by_role("button", name="Bring it back").click()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator("main")).to_contain_text("Client B")
    expect(page.locator("main")).to_contain_text("50 min")
    page.goto(NEW)
    expect(page.locator("#from-away")).to_be_hidden()
    assert looks.faults == []


def test_nothing_of_anybody_is_kept_for_it(visitors: Visitors, staged: Staged) -> None:
    assert staged
    page = visitors.enter("Wilma Roth", NEW)
    page.evaluate("navigator.serviceWorker.ready")
    stored = page.evaluate(
        """async () => {
            const stores = await Promise.all((await caches.keys()).map((name) => caches.open(name)));
            const lists = await Promise.all(stores.map((store) => store.keys()));
            return lists.flat().map((asked) => new URL(asked.url).pathname);
        }"""
    )
    assert "/away/" in stored
    assert [path for path in stored if path != "/away/" and not path.startswith("/static/")] == []
    assert "Wilma" not in page.evaluate("caches.match('/away/').then((answer) => answer.text())")
