"""People at their browsers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from config.demo.cast import PASSWORD
from tests.house import House
from tests.journeys.stage import address_of

PATIENCE = 15_000  # milliseconds until a thing that does not appear counts as missing
# Answers of 4xx are part of these stories; the browser notes each one on its console.
EXPECTED = ("Failed to load resource", "net::ERR_INTERNET_DISCONNECTED")


class Visitors:
    """Opens a browser of their own for each person and gathers what goes wrong in it."""

    def __init__(self, house: House, browser: Any, passes: dict[str, Any], folder: Path) -> None:
        self.house, self.browser, self.passes, self.folder = house, browser, passes, folder
        self.contexts: list[Any] = []
        self.pages: list[Any] = []
        self.faults: list[str] = []

    def enter(self, who: str, path: str = "/", *, fresh: bool = False, **options: Any) -> Any:
        """A page of somebody signed in ("Ada Byrne"), at a path; at first, or `fresh`, through the sign-in page."""
        email = address_of(who)
        known = None if fresh else self.passes.get(email)
        context = self._context(storage_state=known, **options)
        page = context.new_page()
        if known is None:
            page.goto("/accounts/login/")
            sign_in(page, email)
        if known is None and not fresh:
            self.passes[email] = context.storage_state()
        page.goto(path)
        return page

    def stranger(self, path: str, **options: Any) -> Any:
        """A page of somebody who is not signed in."""
        page = self._context(**options).new_page()
        page.goto(path)
        return page

    def _context(self, **options: Any) -> Any:
        wanted = {"viewport": {"width": 1440, "height": 900}, "locale": "en-GB", "timezone_id": "Europe/London"}
        wanted |= {"base_url": self.house.url, "accept_downloads": True}
        context = self.browser.new_context(**{**wanted, **options})
        context.set_default_timeout(PATIENCE)
        context.on("page", self._watch)
        self.contexts.append(context)
        return context

    def _watch(self, page: Any) -> None:
        self.pages.append(page)
        page.on("pageerror", lambda error: self.faults.append(f"{page.url}: {error}"))
        page.on("console", lambda said: self._note(page, said))

    def _note(self, page: Any, said: Any) -> None:
        if said.type == "error" and not said.text.startswith(EXPECTED):
            self.faults.append(f"{page.url}: {said.text}")

    def shown(self) -> str:
        """Where each page stood, with a picture and its text; for a journey that failed."""
        lines = [*self.faults]
        for number, page in enumerate(page for page in self.pages if not page.is_closed()):
            picture = self.folder / f"page-{number}.png"
            page.screenshot(path=picture, full_page=True)
            lines += [f"{page.url} ({picture})", page.inner_text("body")[:1500]]
        return "\n".join(lines)

    def leave(self) -> None:
        """Close every browser; a script error in any of them fails the journey."""
        for context in self.contexts:
            context.close()
        assert self.faults == []


def sign_in(page: Any, email: str) -> None:
    """Fill in the sign-in page and go on to wherever it leads."""
    page.fill("#id_login", email)
    page.fill("#id_password", PASSWORD)
    page.click("main form button:text-is('Sign in')")
    page.wait_for_url(lambda url: "/accounts/login/" not in url)
