"""The main job: a document goes from upload to a released mark sheet, in real browsers, one for each person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pypdfium2
import pytest
from playwright.sync_api import expect

from tests.house import House
from tests.journeys import papers, steps
from tests.journeys.visitors import Visitors

pytestmark = pytest.mark.browser
WAITS = "The PDF waits: this computer lacks a library for it."


@dataclass(frozen=True)
class Walk:
    """One assessment on its way; every expected word is read off the printed sheet."""

    code: str
    learner: str
    file: dict[str, Any]
    marks: Mapping[str, str]
    checks: Mapping[str, str]
    total: str  # the assessor's, "" on a criterion sheet
    verdict: str
    reason: str
    looking: str = ""
    award: str = "Level 7 Diploma"
    printed: tuple[str, ...] = field(default=())


WALKS = (
    Walk(
        code="D7.01",
        learner="Lena Fischer",
        file=papers.word("D7.01"),
        looking="forward looking",
        marks={"S1": "31", "S2": "22"},
        checks={"S1": "30", "S2": "23"},
        total="53",
        verdict="REFERRAL",
        reason="Referral: section 2 has 22, needs 25.",
        printed=("MARK SHEET", "012345", "N-001", "31", "22", "30", "23", "53"),
    ),
    Walk(
        code="D7.02-03",
        learner="Lena Fischer",
        file=papers.portable("D7.02-03"),
        marks={"S1": "24", "S2": "13", "S3": "25"},
        checks={"S1": "23", "S2": "14", "S3": "24"},
        total="62",
        verdict="REFERRAL",
        reason="Referral: section 2 has 13, needs 15.",
        printed=("D7.02 & D7.03", "24", "13", "25", "62", "61"),
    ),
    Walk(
        code="D7.04",
        learner="Lena Fischer",
        file=papers.word("D7.04"),
        marks={"S1": "20", "S2": "18", "S3": "30"},
        checks={"S1": "20", "S2": "18", "S3": "30"},
        total="68",
        verdict="PASS",
        reason="Pass: the total is 50 or more and every section is at or above its minimum.",
        printed=("D7.04", "20", "18", "30", "68"),
    ),
    Walk(
        code="DEMO-300",
        learner="Mara Lindqvist",
        file=papers.word("D7.01"),
        marks={"1.1": "met", "1.2": "met", "2.1": "met", "2.2": "not_met", "2.3": "met", "3.1": "met", "3.2": "met"},
        checks={"1.1": "met", "1.2": "met", "2.1": "met", "2.2": "not_met", "2.3": "met", "3.1": "met", "3.2": "met"},
        total="",
        verdict="REFERRAL",
        reason="Referral: criterion 2.2 is not met.",
        printed=("DEMO-300", "Not met"),
    ),
)


@pytest.mark.parametrize("walk", WALKS, ids=lambda walk: walk.code)
def test_a_document_goes_from_upload_to_a_released_sheet(walk: Walk, visitors: Visitors, house: House) -> None:
    learner = visitors.enter(walk.learner)
    receipt = steps.hand_in(learner, walk.code, walk.file, looking=walk.looking)

    steps.allocate(visitors.enter("Cara Nwosu"), walk.learner, walk.code, "Ada Byrne")

    _mark(visitors.enter("Ada Byrne"), walk)
    learner.goto(steps.HOME)
    expect(learner.locator(".standing", has_text=walk.code)).to_contain_text("Being checked")

    _check(visitors.enter("Iqbal Rahman"), walk)

    steps.read_result(learner, walk.code)
    _read(learner, walk)
    _print(learner, walk)
    assert receipt in learner.request.get(learner.url.replace("/results/", "/submitted/")).text()
    assert f"Your result for {walk.code} is ready." in house.mail()


def _mark(page: Any, walk: Walk) -> None:
    """The outcome and its reason follow every mark, on a page that is never loaded again."""
    steps.open_for_marking(page, walk.learner, walk.code)
    page.evaluate("window.neverReloaded = true")
    steps.enter(page, walk.marks)
    expect(page.locator("#live")).to_contain_text(walk.reason)
    expect(page.locator("#live .out")).to_have_text(walk.verdict)
    if walk.total:
        expect(page.locator("#live .total")).to_have_text(walk.total)
    steps.write(page, list(walk.marks), "Clear and specific", "Name the evidence")
    steps.saved(page)
    assert page.evaluate("window.neverReloaded") is True
    steps.sign(page)


def _check(page: Any, walk: Walk) -> None:
    """The second hand: called in, a full set of marks beside the assessor's, countersigned, released."""
    steps.call_in(page, walk.learner, walk.code)
    steps.enter(page, walk.checks)
    steps.saved(page)
    expect(page.locator("#live [data-role=assessor] .out")).to_have_text(walk.verdict)
    expect(page.locator("#live [data-role=iqa] .out")).to_have_text(walk.verdict)
    steps.countersign(page, walk.learner, walk.code)
    steps.release(page)


def _read(page: Any, walk: Walk) -> None:
    """The result says what was decided, why, and what the assessor wrote."""
    verdict = page.locator(".verdict")
    expect(verdict.locator(".out")).to_have_text(walk.verdict)
    expect(verdict).to_contain_text(walk.reason)
    if walk.total:
        expect(verdict.locator(".total")).to_have_text(walk.total)
    for code in walk.marks:
        expect(page.locator(f'[id="row-{code}"]')).to_contain_text(f"Clear and specific ({code})")
        expect(page.locator(f'[id="row-{code}"]')).to_contain_text(f"Name the evidence ({code})")


def _print(page: Any, walk: Walk) -> None:
    """The printed form holds the same; without Pango the page says that it waits, and for what."""
    if not steps.prints():
        expect(page.locator(".result-note")).to_contain_text(WAITS, timeout=60_000)
        return
    document = pypdfium2.PdfDocument(steps.printed_form(page))
    text = " ".join("".join(sheet.get_textpage().get_text_bounded() for sheet in document).split())
    for words in (walk.learner, "Ada Byrne", "Iqbal Rahman", "Northgate Leadership Centre", *walk.printed):
        assert words in text
    assert f"Circled: {walk.verdict}" in text
    assert "DRAFT" not in text
