"""How a page looks and reads: axe on a wide screen and a phone, light and dark, and nothing wider than 320 pixels."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe

WIDE, PHONE, NARROW = (1440, 900), (390, 844), (320, 640)
OPTIONS = {"resultTypes": ["violations"]}
# Set to a folder to keep a picture of every page looked at.
PICTURES = os.environ.get("JOURNEY_PICTURES", "")


class Looks:
    """Looks at pages and notes every fault, so that one run tells them all."""

    def __init__(self) -> None:
        self.axe, self.faults, self.seen = Axe(), list[str](), list[str]()

    def at(self, page: Any, name: str) -> None:
        """Look at a page as it stands, in each size and theme; its own size and theme come back afterwards."""
        self.seen.append(name)
        before = page.viewport_size
        for size in (WIDE, PHONE):
            for theme in ("light", "dark"):
                with _shown(page, size, theme):
                    self._judge(page, f"{name}, {size[0]} {theme}")
        with _shown(page, NARROW, "light"):
            self._measure(page, name)
        page.set_viewport_size(before)

    def _judge(self, page: Any, where: str) -> None:
        if PICTURES:
            page.screenshot(path=Path(PICTURES) / f"{where.replace(', ', '-').replace(' ', '-')}.png", full_page=True)
        for found in self.axe.run(page, options=OPTIONS).response["violations"]:
            places = "; ".join(" ".join(map(str, node["target"])) for node in found["nodes"][:3])
            self.faults.append(f"{where}: {found['id']} ({found['help']}) at {places}")

    def _measure(self, page: Any, name: str) -> None:
        wide = page.evaluate("document.documentElement.scrollWidth")
        if wide > NARROW[0]:
            self.faults.append(f"{name}: {wide} pixels wide on a screen of {NARROW[0]}")


@contextmanager
def _shown(page: Any, size: tuple[int, int], theme: str) -> Iterator[None]:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.emulate_media(color_scheme=theme, reduced_motion="reduce")
    yield
    page.emulate_media(color_scheme=None, reduced_motion=None)
