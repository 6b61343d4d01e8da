"""How a page looks and reads: axe on a wide screen and a phone, light and dark, and nothing wider than 320 pixels."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT

WIDE, PHONE, NARROW = (1440, 900), (390, 844), (320, 640)
EVERY_RULE: dict[str, Any] = {"resultTypes": ["violations"]}
# A theme changes colours and nothing else: what is right in one theme is right in the other but for contrast.
CONTRAST = {**EVERY_RULE, "runOnly": {"type": "rule", "values": ["color-contrast"]}}
# Words squeezed to a letter or two a line fit every width and offend no rule, and nobody can read them.
SQUEEZED = """() => [...document.querySelectorAll('h1, h2, h3, p, li, dd, a, button')].filter((part) => {
    const box = part.getBoundingClientRect(), words = part.innerText?.trim() ?? "";
    return words.length > 12 && box.width > 2 && box.width < 48 && box.height > 60;
}).map((part) => part.innerText.replace(/\\s+/g, '').slice(0, 40))"""
# Set to a folder to keep a picture of every page looked at.
PICTURES = os.environ.get("JOURNEY_PICTURES", "")


class Looks:
    """Looks at pages and notes every fault, so that one run tells them all."""

    def __init__(self) -> None:
        self.faults: list[str] = []

    def at(self, page: Any, name: str) -> None:
        """Look at a page as it stands, in each size and theme; its own size and theme come back afterwards."""
        before = page.viewport_size
        if not page.evaluate("typeof axe === 'object'"):
            page.evaluate(AXE_SCRIPT)
        for size in (WIDE, PHONE):
            for theme, rules in (("light", EVERY_RULE), ("dark", CONTRAST)):
                _show(page, size, theme)
                self._measure(page, f"{name} {size[0]}", size[0])
                self._judge(page, f"{name} {size[0]} {theme}", rules)
        _show(page, NARROW, "light")
        self._measure(page, f"{name} {NARROW[0]}", NARROW[0])
        page.emulate_media(color_scheme=None, reduced_motion=None)
        page.set_viewport_size(before)

    def _judge(self, page: Any, where: str, rules: dict[str, Any]) -> None:
        if PICTURES:
            page.screenshot(path=Path(PICTURES) / f"{where.replace(' ', '-')}.png", full_page=True)
        for found in page.evaluate("(rules) => axe.run(document, rules).then((said) => said.violations)", rules):
            places = "; ".join(" ".join(map(str, node["target"])) for node in found["nodes"][:3])
            self.faults.append(f"{where}: {found['id']} ({found['help']}) at {places}")

    def _measure(self, page: Any, where: str, width: int) -> None:
        """Nothing is wider than the screen, and no words stand in a column of letters."""
        wide = page.evaluate("document.documentElement.scrollWidth")
        found = [f"{where}: {wide} pixels wide"] if wide > width else []
        found += [f"{where}: squeezed: {words}" for words in page.evaluate(SQUEEZED)]
        self.faults += [fault for fault in found if fault not in self.faults]


def _show(page: Any, size: tuple[int, int], theme: str) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.emulate_media(color_scheme=theme, reduced_motion="reduce")
