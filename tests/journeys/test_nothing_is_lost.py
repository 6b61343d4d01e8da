"""What happens to words that could not be saved at once: two tabs, an ended session, no network, a closed tab."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import parse_qs

import pytest
from playwright.sync_api import expect

from tests.journeys import steps
from tests.journeys.stage import address_of
from tests.journeys.visitors import Visitors, sign_in

pytestmark = pytest.mark.browser
Staged = dict[str, dict[str, str]]
STRENGTHS = "#strengths-S1"


@pytest.fixture
def desk(visitors: Visitors, staged: Staged) -> Any:
    """Sunil at the desk with a learner's sheet, signed in for this journey alone."""

    def sit_down(learner: str) -> Any:
        return visitors.enter("Sunil Rao", f"{steps.HOME}mark/{staged[learner]['sheet']}/", fresh=True)

    return sit_down


@pytest.mark.parametrize(
    ("box", "choice", "left"),
    [
        ("#strengths-S1", "Yours, not saved", "Second tab."),
        ("#areas-S1", "Saved", "First tab."),
        ("#strengths-S2", "Both", "First tab.\n\nSecond tab."),
    ],
)
def test_two_tabs_are_merged_by_their_writer(desk: Any, box: str, choice: str, left: str) -> None:
    one = desk("Pia Lund")
    two = one.context.new_page()
    two.goto(one.url)
    one.fill(box, "First tab.")
    steps.saved(one)

    two.fill(box, "Second tab.")
    dialog = two.locator("#clash[open]")
    expect(dialog).to_contain_text("First tab.")
    expect(dialog).to_contain_text("Second tab.")
    dialog.locator("label", has=two.locator("b", has_text=re.compile(f"^{choice}"))).locator("input").check()
    dialog.get_by_role("button", name="Save what I chose").click()
    expect(two.locator("#clash[open]")).to_have_count(0)
    expect(two.locator(box)).to_have_value(left)
    one.reload()
    expect(one.locator(box)).to_have_value(left)


def test_a_session_that_ended_is_taken_up_again_in_another_tab(desk: Any) -> None:
    page = desk("Quinn Abbot")
    page.context.clear_cookies(name="sessionid")
    page.fill(STRENGTHS, "Typed after the session ended.")
    expect(page.locator("#trouble")).to_contain_text("You are signed out")
    expect(page.locator("#saved")).to_have_text("Not saved")

    with page.context.expect_page() as opened:
        page.get_by_role("link", name="sign in again in another tab").click()
    sign_in(opened.value, address_of("Sunil Rao"))
    page.bring_to_front()
    page.get_by_role("button", name="Try again").click()
    steps.saved(page)
    expect(page.locator("#trouble")).to_be_hidden()
    _assert_stored(page, "Typed after the session ended.")


def test_another_person_in_the_same_browser_saves_nothing_for_them(desk: Any) -> None:
    page = desk("Quinn Abbot")
    page.context.clear_cookies(name="sessionid")
    page.fill(STRENGTHS, "Sunil’s words.")
    expect(page.locator("#trouble")).to_contain_text("You are signed out")
    other = page.context.new_page()
    other.goto("/accounts/login/")
    sign_in(other, address_of("Iqbal Rahman"))
    page.bring_to_front()
    page.get_by_role("button", name="Try again").click()
    expect(page.locator("#saved")).to_have_text("Not saved")
    assert page.input_value(STRENGTHS) == "Sunil’s words."


def test_the_network_comes_back_and_so_do_the_words(desk: Any) -> None:
    page = desk("Rosa Teller")
    page.context.set_offline(True)
    page.locator(STRENGTHS).press_sequentially("Typed while the network was away.", delay=30)
    expect(page.locator("#trouble")).to_contain_text("The server cannot be reached.")
    page.locator("#areas-S1").press_sequentially("And more of it.", delay=30)
    page.context.set_offline(False)
    steps.saved(page)
    expect(page.locator("#trouble")).to_be_hidden()
    _assert_stored(page, "Typed while the network was away.")
    assert page.input_value("#areas-S1") == "And more of it."


def test_a_save_whose_answer_got_lost_is_no_conflict_with_oneself(desk: Any) -> None:
    page = desk("Rosa Teller")
    sent: list[str] = []

    def lose_the_first_answer(route: Any) -> Any:
        sent.append(route.request.post_data)
        if len(sent) > 1:
            return route.continue_()
        route.fetch()
        return route.abort()

    page.route("**/save/", lose_the_first_answer)
    page.fill(STRENGTHS, "Arrived, and nobody said so.")
    expect(page.locator("#trouble")).to_contain_text("The server cannot be reached.")
    page.fill("#areas-S1", "Typed meanwhile.")
    steps.saved(page)
    expect(page.locator("#clash[open]")).to_have_count(0)
    assert sent[0] == sent[1]
    assert len({_key(body) for body in sent}) == len(sent) - 1  # each later save has a key of its own
    page.unroute("**/save/")
    _assert_stored(page, "Arrived, and nobody said so.")
    assert page.input_value("#areas-S1") == "Typed meanwhile."


def test_a_closed_tab_leaves_a_copy_that_is_offered(desk: Any) -> None:
    page = desk("Rosa Teller")
    page.context.set_offline(True)
    page.fill("#strengths-S2", "Never reached the server.")
    expect(page.locator("#saved")).to_have_text("Not saved")
    context, address = page.context, page.url
    page.close()
    context.set_offline(False)

    back = context.new_page()
    back.goto(address)
    expect(back.locator("#kept")).to_contain_text("Never reached the server.")
    back.get_by_role("button", name="Put it back").click()
    steps.saved(back)
    back.reload()
    assert back.input_value("#strengths-S2") == "Never reached the server."
    expect(back.locator("#kept")).to_be_hidden()


def test_a_mark_above_the_maximum_stays_with_its_sentence_and_is_not_stored(desk: Any) -> None:
    page = desk("Sven Dahl")
    page.fill("#strengths-S1", "These words are kept all the same.")
    steps.saved(page)
    page.fill("#mark-S1", "35")
    expect(page.locator("#state-S1")).to_contain_text("Section 1 takes whole marks from 0 to 34; 35 is too many.")
    expect(page.locator("#saved")).to_have_text("Check the field in red")
    expect(page.locator("#mark-S1")).to_have_value("35")
    expect(page.locator("#mark-S1")).to_have_attribute("aria-invalid", "true")
    expect(page.locator("#live")).to_contain_text("3 sections still to mark.")

    other = page.context.new_page()
    other.goto(page.url)
    other.get_by_role("button", name="Delete it").click()
    assert other.input_value("#mark-S1") == ""
    assert other.input_value("#strengths-S1") == "These words are kept all the same."
    page.fill("#mark-S1", "34")


def test_two_impatient_presses_sign_once(desk: Any) -> None:
    page = desk("Xena Marsh")
    steps.enter(page, {"S1": "31", "S2": "22"})
    steps.write(page, ["S1", "S2"], "Clear", "Name the evidence")
    page.evaluate("document.activeElement.blur()")
    steps.saved(page)
    signatures: list[str] = []
    page.on("request", lambda sent: signatures.append(sent.url) if sent.url.endswith("/move/sign/") else None)
    _slow_down(page)
    button = page.get_by_role("button", name="Sign and next").bounding_box()
    for _ in range(2):
        page.mouse.click(button["x"] + 20, button["y"] + 20)
    expect(page.locator("main")).to_contain_text("Signed. It goes to quality assurance", timeout=15_000)
    assert len(signatures) == 1


def _key(body: str) -> str:
    return parse_qs(body)["once"][0]


def _slow_down(page: Any) -> None:
    """A network on which the second press comes before the first is answered."""
    line = page.context.new_cdp_session(page)
    line.send("Network.enable")
    slow = {"offline": False, "latency": 700, "downloadThroughput": -1, "uploadThroughput": -1}
    line.send("Network.emulateNetworkConditions", slow)


def _assert_stored(page: Any, words: str) -> None:
    page.reload()
    assert page.input_value(STRENGTHS) == words
    expect(page.locator("#kept")).to_be_hidden()
