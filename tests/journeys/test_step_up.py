"""Signing after a long time: who signs is asked why and who, and then it is signed without pressing again."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import expect

from config.demo.cast import PASSWORD
from tests.house import House
from tests.journeys import steps
from tests.journeys.looks import Looks
from tests.journeys.stage import address_of
from tests.journeys.visitors import Visitors

pytestmark = pytest.mark.browser
Staged = dict[str, dict[str, str]]
SUNIL = "Sunil Rao"
SIGNED = "Signed. It goes to quality assurance"


def five_hours_later(house: House, page: Any) -> None:
    """The proofs of this browser's session are made older."""
    (key,) = (cookie["value"] for cookie in page.context.cookies() if cookie["name"] == "sessionid")
    house.run("tests.journeys.proofs", "age", key)


def sign_late(page: Any, house: House, sheet: str) -> None:
    """Marks and feedback on the desk; then hours pass, and the last words are typed just before signing."""
    page.goto(f"{steps.HOME}mark/{sheet}/")
    steps.enter(page, {"S1": "31", "S2": "22"})
    steps.write(page, ["S1", "S2"], "Clear", "Name the evidence")
    page.evaluate("document.activeElement.blur()")
    steps.saved(page)
    five_hours_later(house, page)
    page.fill("#areas-S2", "Typed at the last moment.")
    steps.press(page, "Sign and next")
    expect(page.locator("h1")).to_have_text("Confirm that it is you")
    expect(page.locator("main")).to_contain_text("You are about to sign as Sunil Rao, Assessor.")


def test_a_password_then_it_is_signed(house: House, visitors: Visitors, staged: Staged) -> None:
    looks, sheet = Looks(), staged["Kit Lowe"]["sheet"]
    page = visitors.enter(SUNIL, fresh=True)
    sign_late(page, house, sheet)
    expect(page.locator("main")).to_contain_text("Your centre asks again after 4 hours.")
    looks.at(page, "confirm by password")
    page.fill("#id_password", "not this one")
    steps.press(page, "Confirm and go on")
    expect(page.locator("main")).to_contain_text("You are about to sign as Sunil Rao, Assessor.")
    looks.at(page, "confirm by password refused")
    page.fill("#id_password", PASSWORD)
    steps.press(page, "Confirm and go on")
    expect(page.locator("main")).to_contain_text(SIGNED)
    page.goto(f"{steps.HOME}sheets/{sheet}/")
    expect(page.locator("main")).to_contain_text("Typed at the last moment.")
    assert looks.faults == []


def test_who_would_rather_not_sign_now_is_back_at_the_sheet(house: House, visitors: Visitors, staged: Staged) -> None:
    sheet = staged["Nora Vance"]["sheet"]
    page = visitors.enter(SUNIL, fresh=True)
    sign_late(page, house, sheet)
    page.get_by_role("link", name="Not now").click()
    expect(page).to_have_url(f"{house.url}{steps.HOME}sheets/{sheet}/")
    expect(page.locator("main")).to_contain_text("Typed at the last moment.")
    expect(page.locator("main")).to_contain_text("Being marked")


@pytest.fixture
def sunil(house: House, visitors: Visitors) -> Iterator[Any]:
    """Sunil at a browser with a fingerprint reader. A passkey belongs to a name, so the house is called localhost."""
    page = visitors.enter(SUNIL, fresh=True, base_url=house.url.replace("127.0.0.1", "localhost"))
    line = page.context.new_cdp_session(page)
    line.send("WebAuthn.enable")
    reader = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    reader |= {"isUserVerified": True, "automaticPresenceSimulation": True}
    line.send("WebAuthn.addVirtualAuthenticator", {"options": reader})
    yield page
    house.run("tests.journeys.proofs", "forget", address_of(SUNIL))


def test_a_passkey_or_a_recovery_code_will_do(house: House, sunil: Any, staged: Staged) -> None:
    looks = Looks()
    sunil.goto("/accounts/2fa/webauthn/add/")
    sunil.fill("#id_name", "This computer")
    steps.press(sunil, "Add it")
    expect(sunil.locator("h1")).to_contain_text("recovery codes")
    code = sunil.input_value("#recovery_codes").split()[0]

    sign_late(sunil, house, staged["Lara Hill"]["sheet"])
    sunil.get_by_role("link", name="Use a passkey or security key").click()
    looks.at(sunil, "confirm by passkey")
    steps.press(sunil, "Use a passkey or security key")
    expect(sunil.locator("main")).to_contain_text(SIGNED)

    sign_late(sunil, house, staged["Milo Dunn"]["sheet"])
    sunil.get_by_role("link", name="Use your authenticator app or a recovery code").click()
    looks.at(sunil, "confirm by code")
    sunil.fill("#id_code", "000000")
    steps.press(sunil, "Confirm and go on")
    looks.at(sunil, "confirm by code refused")
    sunil.fill("#id_code", code)
    steps.press(sunil, "Confirm and go on")
    expect(sunil.locator("main")).to_contain_text(SIGNED)
    assert looks.faults == []
