"""The desk by keyboard alone, in no more strokes than the plan allows."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.journeys import steps
from tests.journeys.looks import Looks
from tests.journeys.visitors import Visitors

pytestmark = pytest.mark.browser
Staged = dict[str, dict[str, str]]
# One digit goes to the part, the others are its mark: 24, 13 and 25.
STROKES = ("1", "2", "4", "Escape", "2", "1", "3", "Escape", "3", "2", "5", "Escape")


def test_three_marks_take_twelve_strokes_and_one_chord_signs(visitors: Visitors, staged: Staged) -> None:
    page = visitors.enter("Sunil Rao", f"{steps.HOME}mark/{staged['Omar Haddad']['sheet']}/")
    for stroke in STROKES:
        page.keyboard.press(stroke)
    expect(page.locator("#live .total")).to_have_text("62")
    expect(page.locator("#live")).to_contain_text("Referral: section 2 has 13, needs 15.")
    assert len(STROKES) == 12

    _write(page, "1", "Listens well.")
    _write(page, "2", "Set clear goals.", "areas")
    _write(page, "3", "Reflects honestly.")
    page.keyboard.press("Control+Enter")
    expect(page.locator("main")).to_contain_text("Signed. It goes to quality assurance")
    page.goto(f"{steps.HOME}sheets/{staged['Omar Haddad']['sheet']}/")
    expect(page.locator("h1")).to_have_text("Omar Haddad, D7.02-03: Signed by the assessor")
    expect(page.locator("#row-S2")).to_contain_text("Set clear goals.")


def test_three_marks_and_six_saved_comments_take_thirty_five_strokes_and_one_chord(
    visitors: Visitors, staged: Staged
) -> None:
    """In each section its mark, then twice Ctrl and ; with the digit of a comment."""
    sheet = staged["Bodo Klar"]["sheet"]
    page = visitors.enter("Sunil Rao", f"{steps.HOME}comments/")
    for box, words in (("strengths", "Clear and specific."), ("areas", "Name the evidence.")):
        page.fill("#text-new", words)
        page.select_option("#box-new", box)
        steps.press(page, "Save it")
        expect(page.locator("main .do")).to_contain_text(words)
    looks = Looks()
    looks.at(page, "saved comments")
    page.goto(f"{steps.HOME}mark/{sheet}/")
    strokes = 0
    for mark in ("124", "213", "325"):
        for stroke in (*mark, "Control+;", "1", "Tab", "Control+;", "1"):
            page.keyboard.press(stroke)
            strokes += 1
            if stroke == "Control+;":
                expect(page.locator("#bank .bank-one").first).to_be_visible()
                if strokes == 4:
                    looks.at(page, "the bank")
        page.keyboard.press("Escape")
        strokes += 1
    assert strokes <= 35
    _improved_at_the_desk(page)
    for part in ("S1", "S2", "S3"):
        assert page.input_value(f"#strengths-{part}") == "Clear and specific."
        assert page.input_value(f"#areas-{part}") == "Name the evidence."
    page.keyboard.press("Control+Enter")
    expect(page.locator("main")).to_contain_text("Signed. It goes to quality assurance")
    page.goto(f"{steps.HOME}comments/")
    expect(page.locator("main .do")).to_contain_text("used 3 times")
    assert looks.faults == []


def test_agreeing_is_one_stroke_and_one_chord(visitors: Visitors, staged: Staged) -> None:
    sheet = staged["Rolf Amsel"]["sheet"]
    page = visitors.enter("Iqbal Rahman", f"{steps.HOME}check/{sheet}/")
    assert _pressed(page, ["="], total="62") <= 4
    page.keyboard.press("Control+Enter")
    expect(page.locator("main")).to_contain_text("Countersigned.")
    page.goto(f"{steps.HOME}sheets/{sheet}/")
    expect(page.locator("h1")).to_have_text("Rolf Amsel, D7.02-03: Countersigned")
    expect(page.locator("main")).to_contain_text("gave the same marks")


def test_a_blind_check_takes_three_marks_and_two_chords(visitors: Visitors, staged: Staged) -> None:
    sheet = staged["Runa Falk"]["sheet"]
    page = visitors.enter("Iqbal Rahman", f"{steps.HOME}check/{sheet}/")
    expect(page.locator("main")).to_contain_text("This check is blind")
    expect(page.locator(".sheet")).not_to_contain_text("Name the evidence.")
    strokes = ["1", "2", "4", "Enter", "1", "3", "Enter", "2", "5"]
    assert _pressed(page, strokes, total="62") + 2 <= 12
    page.keyboard.press("Control+Enter")
    expect(page.locator("main")).to_contain_text("Your marks are locked; the assessor’s are shown beside them.")
    page.keyboard.press("Control+Enter")
    expect(page.locator("main")).to_contain_text("Countersigned.")
    page.goto(f"{steps.HOME}sheets/{sheet}/")
    expect(page.locator("h1")).to_have_text("Runa Falk, D7.02-03: Countersigned")


def _improved_at_the_desk(page: Any) -> None:
    """A saved comment is written anew in the dialog; what was inserted before keeps its words."""
    page.locator("#areas-S3").focus()
    page.keyboard.press("Control+;")
    page.locator("#bank summary").first.click()
    page.locator("#bank textarea").first.fill("2 sources at the least: name the evidence.")
    page.locator("#bank").get_by_role("button", name="Save the change").click()
    expect(page.locator("#bank .bank-one").first).to_contain_text("2 sources at the least")
    page.keyboard.press("Escape")


def _pressed(page: Any, strokes: list[str], *, total: str) -> int:
    """Press them, and wait until their sum is on the page."""
    for stroke in strokes:
        page.keyboard.press(stroke)
    expect(page.locator("#live")).to_contain_text(total)
    return len(strokes)


def test_what_is_missing_is_said_at_the_desk_and_the_marks_stay(visitors: Visitors, staged: Staged) -> None:
    page = visitors.enter("Sunil Rao", f"{steps.HOME}mark/{staged['Tess Quill']['sheet']}/")
    here = page.url
    for stroke in STROKES:
        page.keyboard.press(stroke)
    page.keyboard.press("Control+Enter")
    expect(page.locator(".bench-messages")).to_contain_text(
        "Write an area for improvement for section 2 that says what is unmet."
    )
    assert [page.input_value(f"#mark-S{number}") for number in (1, 2, 3)] == ["24", "13", "25"]
    expect(page).to_have_url(here)
    page.reload()
    assert page.input_value("#mark-S3") == "25"


def test_twenty_criteria_take_a_key_each(visitors: Visitors, staged: Staged) -> None:
    """M is met, N not met: each goes on to the next that is open. In a text box they are letters."""
    page = visitors.enter("Sunil Rao", f"{steps.HOME}mark/{staged['Cleo Drew']['sheet']}/")
    for stroke in "mmmmmmnmmmmmmmmmmmmm":
        page.keyboard.press(stroke)
    expect(page.locator("#live")).to_contain_text("Referral: criterion 2.3 is not met.")
    expect(page.locator("#strip")).to_contain_text("20 of 20 decided")

    words = page.locator('[name="areas-2.3"]')
    expect(words).to_be_visible()
    words.focus()
    page.keyboard.type("Name more than one man.")
    assert words.input_value() == "Name more than one man."
    steps.saved(page)
    page.keyboard.press("Control+Enter")
    expect(page.locator("main")).to_contain_text("Signed. It goes to quality assurance")


def test_marks_and_words_of_one_sheet_keep_their_keys(visitors: Visitors, staged: Staged) -> None:
    page = visitors.enter("Sunil Rao", f"{steps.HOME}mark/{staged['Otis Penn']['sheet']}/")
    for stroke in ("1", "1", "4", "Enter", "9", "Enter", "9", "Escape", "m", "m"):
        page.keyboard.press(stroke)
    expect(page.locator("#live .total")).to_have_text("32")
    expect(page.locator("#group-G1")).to_contain_text("2 below the minimum of 25")
    expect(page.locator("#live")).to_contain_text("Referral: part 1 has 23, needs 25.")


def _write(page: Any, digit: str, words: str, box: str = "strengths") -> None:
    """From the mark, Tab goes through the printed points to the two boxes."""
    page.keyboard.press(digit)
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("(box) => document.activeElement.name?.startsWith(box)", box):
            break
    page.keyboard.type(words)
    _assert_focus_is_seen(page)
    page.keyboard.press("Escape")


def _assert_focus_is_seen(page: Any) -> None:
    """Nothing sticky covers the whole of the focused field (WCAG 2.2, 2.4.11)."""
    seen = page.evaluate(
        """() => {
            const field = document.activeElement, box = field.getBoundingClientRect();
            return [box.top + 2, (box.top + box.bottom) / 2, box.bottom - 2].some(
                (y) => field.contains(document.elementFromPoint(box.left + 10, y)));
        }"""
    )
    assert seen is True
