"""One sheet printed once, for stories in which it does not matter what stands on it."""

from __future__ import annotations

import pytest

from marksheets.pdf import render
from marksheets.pdf.render import PangoMissing, render_sheet
from tests.marksheets import sample_page


@pytest.fixture(scope="session")
def paper() -> bytes:
    """D7.01, printed and not sealed."""
    try:
        return render_sheet(sample_page.d7_01(), draft=False)
    except PangoMissing as missing:
        pytest.skip(str(missing))


@pytest.fixture
def quick_printer(paper: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever is printed comes out as D7.01, at once."""
    monkeypatch.setattr(render, "render_sheet", lambda page, *, draft: paper)
