"""Signing in, and signing, with an organisation's own provider: there and back in a real browser."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.accounts.fake_openid import CLIENT, FakeProvider, running
from tests.house import SERVE, House, free_port, waited
from tests.journeys import steps
from tests.journeys.looks import Looks
from tests.journeys.visitors import Visitors

pytestmark = pytest.mark.browser
Staged = dict[str, dict[str, str]]


@pytest.fixture
def provider() -> Iterator[FakeProvider]:
    """The provider, which knows Sunil."""
    with running() as fake:
        fake.claims = {"email": "sunil@northgate.example"}
        yield fake


@pytest.fixture
def door(house: House, provider: FakeProvider, tmp_path: Path) -> Iterator[str]:
    """A second web server of the same house, whose environment names the provider."""
    port = free_port()
    oidc = {"OIDC_NAME": "Northgate SSO", "OIDC_ISSUER": provider.url, "NO_PROXY": "127.0.0.1"}
    oidc |= {"OIDC_CLIENT_ID": CLIENT["id"], "OIDC_CLIENT_SECRET": CLIENT["secret"]}
    second = House(f"http://127.0.0.1:{port}", tmp_path, {**house.environment, **oidc})
    try:
        second.start("web", "-c", SERVE.format(port=port))
        waited("The second web server's first answer", second.answers, seconds=60)
        yield second.url
    finally:
        second.stop()


def test_there_and_back_to_sign_in_and_to_sign(
    visitors: Visitors, staged: Staged, provider: FakeProvider, door: str
) -> None:
    looks, sheet = Looks(), staged["Ovid Crane"]["sheet"]
    page = visitors.stranger(f"/accounts/login/?next={steps.HOME}mark/{sheet}/", base_url=door)
    looks.at(page, "sign in with a provider")
    page.get_by_role("link", name="Sign in with Northgate SSO").click()
    expect(page.locator("h1")).to_have_text("Mark Ovid Crane’s D7.01, then sign")
    steps.enter(page, {"S1": "31", "S2": "22"})
    steps.write(page, ["S1", "S2"], "Clear", "Name the evidence")
    steps.press(page, "Sign and next")

    expect(page.locator("h1")).to_have_text("Confirm that it is you")  # the provider did not say when
    page.get_by_role("link", name="Use Northgate SSO").click()
    expect(page.locator("main")).to_contain_text("You are about to sign as Sunil Rao, Assessor.")
    looks.at(page, "confirm with a provider")
    _confirm(page)
    expect(page.locator("main")).to_contain_text("Northgate SSO does not say when you last signed in there")
    looks.at(page, "confirm with a provider refused")
    page.get_by_role("link", name="Back to confirming that it is you").click()
    provider.claims["auth_time"] = int(time.time())
    _confirm(page)
    expect(page.locator("main")).to_contain_text("Signed. It goes to quality assurance")
    assert looks.faults == []


def _confirm(page: Any) -> None:
    page.get_by_role("link", name="Confirm with Northgate SSO").click()
