"""Turns one frozen page into the bytes of a tagged A4 PDF. The only file that knows WeasyPrint.

Loading fonts and parsing CSS costs a fifth of a sheet and leaks when repeated, so both are kept per process.
"""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, NamedTuple

from django.template.loader import render_to_string
from django.utils import translation

from .form import form_of

if TYPE_CHECKING:
    from marksheets.pages.shape import SheetPage

HERE = Path(__file__).resolve().parent
FONTS = HERE.parents[1] / "static" / "fonts"
BUNDLED = {(FONTS / f"atkinson-hyperlegible-next-latin-{weight}.woff2").as_uri() for weight in (400, 700)}
INSTALL_PANGO = (
    "The PDF needs Pango, which is not installed here. "
    "Debian or Ubuntu: sudo apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0. "
    "macOS: brew install pango."
)

# Pango's font map is not safe to share between threads, and the kit below is shared.
_one_at_a_time = Lock()


class PangoMissing(Exception):
    """WeasyPrint's libraries cannot be loaded; the message says how to get them."""

    def __init__(self) -> None:
        super().__init__(INSTALL_PANGO)


class Kit(NamedTuple):
    """What every sheet of a process shares: WeasyPrint, its fonts, the parsed CSS, the fetcher."""

    weasyprint: Any
    fonts: Any
    css: Any
    fetcher: Any


def render_sheet(page: SheetPage, *, draft: bool) -> bytes:
    """The mark sheet as PDF/UA-1 tagged PDF, A4. `draft` adds a watermark; such bytes are never stored.

    Raises PangoMissing where WeasyPrint cannot load its libraries; a later call tries again.
    """
    return _rendered({"form": form_of(page), "draft": draft})


def render_specimen(page: SheetPage) -> bytes:
    """The blank form of a `specimen_page` with the word SPECIMEN across it, as PDF/UA-1. It carries no seal."""
    return _rendered({"form": form_of(page), "specimen": True})


def _rendered(context: dict[str, Any]) -> bytes:
    with translation.override("en-gb"):
        html = render_to_string("marksheets/pdf/form.html", context)
    with _one_at_a_time:
        return _print(_kit(os.getpid()), html)


def _print(kit: Kit, html: str) -> bytes:
    """Lay out and write; the base address exists only so that a relative address is refused, not guessed."""
    document = kit.weasyprint.HTML(string=html, base_url=HERE.as_uri(), url_fetcher=kit.fetcher)
    pdf: bytes = document.write_pdf(font_config=kit.fonts, stylesheets=[kit.css], pdf_variant="pdf/ua-1")
    return pdf


@cache
def _kit(pid: int) -> Kit:
    """One kit per process: a forked worker must not use (or tidy away) its parent's font folder."""
    weasyprint, font_configuration = _load()
    fetcher = _bundled_files_only()
    fonts = font_configuration()
    css = weasyprint.CSS(filename=HERE / "form.css", font_config=fonts, url_fetcher=fetcher)
    return Kit(weasyprint, fonts, css, fetcher)


def _load() -> tuple[Any, Any]:
    """Imported late: without Pango everything but the PDF still works."""
    try:
        import weasyprint
        from weasyprint.text.fonts import FontConfiguration
    except OSError as missing:
        raise PangoMissing from missing
    return weasyprint, FontConfiguration


def _bundled_files_only() -> Any:
    """A fetcher that opens our two fonts and nothing else: no network, no other file, no data address."""
    from weasyprint.urls import URLFetcher

    class BundledFiles(URLFetcher):
        """Refuses every address that is not ours."""

        def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:
            if url not in BUNDLED:
                raise ValueError(f"The mark sheet does not open {url}.")
            return super().fetch(url, headers)

    return BundledFiles(allowed_protocols={"file"})
