"""Comments on the work: begun from a selection, kept with the sheet, read by the IQA, given to the learner."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.journeys import papers, steps
from tests.journeys.looks import Looks
from tests.journeys.visitors import Visitors

pytestmark = pytest.mark.browser
Staged = dict[str, dict[str, str]]
HOME = steps.HOME
SELECT = """([from, to]) => {
    const words = [...document.querySelectorAll('#leaf-1 .leaf-words text')], range = document.createRange();
    const find = (text) => words.find((word) => word.textContent === text);
    range.setStart(find(from).firstChild, 0);
    range.setEnd(find(to).firstChild, to.length);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
}"""


def test_a_comment_goes_from_the_desk_to_the_learners_copy(visitors: Visitors, staged: Staged) -> None:
    looks = Looks()
    submission = staged["Saga Berg"]["submission"]
    learner = visitors.enter("Saga Berg", HOME)
    steps.hand_in(learner, "D7.01", papers.review(), looking="forward looking")
    steps.allocate(visitors.enter("Cara Nwosu"), "Saga Berg", "D7.01", "Sunil Rao")

    desk = visitors.enter("Sunil Rao")
    steps.open_for_marking(desk, "Saga Berg", "D7.01")
    _point_to_words(desk)
    _point_to_a_place(desk)
    _a_comment_alone_is_saved_on_leaving(desk)
    desk.locator("#annotations > summary").click()
    looks.at(desk, "commented desk")
    _take_one_away(desk)
    steps.enter(desk, {"S1": "31", "S2": "22"})
    steps.write(desk, ["S1", "S2"], "Clear", "Name the evidence")
    steps.sign(desk)

    check = visitors.enter("Iqbal Rahman")
    steps.call_in(check, "Saga Berg", "D7.01")
    expect(check.locator("#leaf-1 .pointed rect")).to_have_count(2)
    expect(check.locator("#annotations summary")).to_have_text("2 comments on the work")
    assert check.locator("[name=unannotate]").count() == 0, "another's comment is not removed"
    looks.at(check, "commented check")
    steps.enter(check, {"S1": "31", "S2": "22"})
    steps.countersign(check, "Saga Berg", "D7.01")
    steps.release(check)

    steps.read_result(learner, "D7.01")
    expect(learner.locator("#row-S1")).to_contain_text("p 1")
    expect(learner.locator("main")).not_to_contain_text("Whose letterhead")
    looks.at(learner, "commented result")
    learner.get_by_role("link", name="Read the comments in your work").click()
    expect(learner.locator("h1")).to_have_text("What Sunil Rao wrote beside your D7.01")
    expect(learner.locator(".copy-leaf")).to_have_count(1)
    expect(learner.locator(".copy-said")).to_contain_text("A clear aim, agreed first.")
    expect(learner.locator("main")).not_to_contain_text("Ask her tutor")
    picture = learner.locator(".copy-page img")
    expect(picture).to_be_visible()
    assert picture.evaluate("(one) => one.decode().then(() => one.naturalWidth)") > 500
    assert f"/results/{submission}/comments/" in learner.url
    looks.at(learner, "commented copy")
    assert looks.faults == []


def _point_to_words(desk: Any) -> None:
    """What is selected is quoted; the line is drawn where it stands, and the point says the page."""
    expect(desk.locator("#leaf-1 .leaf-words text").first).to_be_attached()
    desk.evaluate(SELECT, ["agreed", "wrote"])
    desk.keyboard.press("e")
    expect(desk.locator("#annotation-quote")).to_have_value("agreed the aim before anything else, and wrote")
    expect(desk.locator("#annotation-page")).to_have_value("1")
    desk.locator("#annotation-about").select_option(label="Section 1, point 1")
    desk.fill("#annotation-text", "A clear aim, agreed first.")
    desk.locator("label", has_text="Learner reads it").click()
    desk.locator("#annotation-text").press("Control+Enter")
    expect(desk.locator('[id="cited-S1.1"]')).to_contain_text("p 1")
    expect(desk.locator("#leaf-1 .pointed rect")).to_have_count(2)  # a line each
    expect(desk.locator("#annotate")).not_to_have_attribute("open", "")
    expect(desk.locator("h1")).to_contain_text("then sign")  # nothing was signed by that chord


def _point_to_a_place(desk: Any) -> None:
    """With Shift held a place is dragged over. A comment that says nothing is refused where it was begun, and kept."""
    box = desk.locator("#leaf-1 svg").bounding_box()
    desk.keyboard.down("Shift")
    desk.mouse.move(box["x"] + 200, box["y"] + 10)
    desk.mouse.down()
    desk.mouse.move(box["x"] + 320, box["y"] + 50, steps=4)
    desk.mouse.up()
    desk.keyboard.up("Shift")
    expect(desk.locator("#annotate")).to_have_attribute("open", "")
    steps.press(desk, "Add comment")
    expect(desk.locator("#err-annotation-text")).to_have_text(
        "Write a comment, or choose the part of the sheet that this is evidence for."
    )
    desk.locator("label", has_text="Staff only").click()
    desk.fill("#annotation-text", "Whose letterhead is this?")
    steps.press(desk, "Add comment")
    expect(desk.locator("#leaf-1 .pointed rect")).to_have_count(3)
    expect(desk.locator("#err-annotation-text")).to_be_empty()


def _a_comment_alone_is_saved_on_leaving(desk: Any) -> None:
    here = desk.url
    desk.keyboard.press("e")
    desk.fill("#annotation-page", "2")
    desk.fill("#annotation-text", "Ask her tutor about this.")
    steps.follow(desk, desk.get_by_role("link", name="To mark", exact=True))
    desk.goto(here)
    expect(desk.locator("#annotations")).to_contain_text("Ask her tutor about this.")


def _take_one_away(desk: Any) -> None:
    row = desk.locator("#annotations li", has_text="Whose letterhead")
    row.get_by_role("button").click()
    expect(row).to_have_count(0)
    expect(desk.locator("#leaf-1 .pointed rect")).to_have_count(2)


def test_in_a_text_the_words_are_the_place(visitors: Visitors, staged: Staged) -> None:
    desk = visitors.enter("Sunil Rao", f"{HOME}mark/{staged['Timo Hahn']['sheet']}/")
    desk.evaluate(
        """() => { const range = document.createRange(); range.selectNodeContents(document.querySelector('.page p'));
        getSelection().removeAllRanges(); getSelection().addRange(range); }"""
    )
    desk.keyboard.press("e")
    expect(desk.locator("#annotation-quote")).to_have_value("the learner’s own words")
    desk.locator("#annotation-about").select_option(label="Section 2")
    desk.locator("#annotation-about").press("Control+Enter")
    expect(desk.locator("#cited-S2")).to_contain_text("in the text")
    assert desk.evaluate("[...CSS.highlights.get('pointed')].map(String)") == ["the learner’s own words"]


def test_two_tabs_both_keep_what_was_pointed_to(visitors: Visitors, staged: Staged) -> None:
    """A comment only adds, so a page that is behind catches up and nobody is asked."""
    first = visitors.enter("Sunil Rao", f"{HOME}mark/{staged['Timo Hahn']['sheet']}/")
    second = first.context.new_page()
    second.goto(first.url)
    for number, desk in enumerate((first, second)):
        desk.keyboard.press("e")
        desk.fill("#annotation-text", f"From tab {number}.")
        desk.locator("#annotation-text").press("Control+Enter")
        expect(desk.locator("#annotations")).to_contain_text(f"From tab {number}.")
    expect(second.locator("#annotations")).to_contain_text("From tab 0.")


def test_without_javascript_a_comment_saves_the_draft_with_it(visitors: Visitors, staged: Staged) -> None:
    plain = visitors.enter("Sunil Rao", f"{HOME}mark/{staged['Timo Hahn']['sheet']}/", java_script_enabled=False)
    plain.fill("[name=mark-S1]", "30")
    plain.locator("#annotate > summary").click()
    steps.press(plain, "Add comment")
    expect(plain.locator(".summary")).to_contain_text("Write a comment, or choose the part")
    assert plain.input_value("[name=mark-S1]") == "30"
    plain.fill("#annotation-page", "4")
    plain.fill("#annotation-text", "Without a script.")
    steps.press(plain, "Add comment")
    expect(plain.locator(".summary")).to_contain_text("has no pages of its own; leave the page empty.")
    assert plain.input_value("#annotation-text") == "Without a script."
    plain.fill("#annotation-page", "")
    # Enter in a mark saves the draft, and with it what was written here; it removes nothing.
    plain.fill("[name=mark-S2]", "25")
    plain.press("[name=mark-S2]", "Enter")
    expect(plain.locator("#annotations")).to_contain_text("Without a script.")
    assert plain.input_value("[name=mark-S2]") == "25"
    plain.locator("#annotations > summary").click()
    row = plain.locator("#annotations li", has_text="Without a script.")
    row.get_by_role("button").click()
    expect(plain.locator("#annotations li", has_text="Without a script.")).to_have_count(0)


def test_a_returned_sheet_shows_the_words_of_both(visitors: Visitors, staged: Staged) -> None:
    """The IQA returns with a key and a file; the assessor reads it beside what they had signed, and amends."""
    looks = Looks()
    sheet = staged["Urs Kamp"]["sheet"]
    check = visitors.enter("Iqbal Rahman", f"{HOME}check/{sheet}/")
    check.keyboard.press("e")
    check.locator("#annotation-about").select_option(label="Section 2")
    check.fill("#annotation-text", "Where is the source?")
    check.locator("#annotation-text").press("Control+Enter")
    expect(check.locator("#cited-S2")).to_contain_text("Where is the source?")
    check.locator("#parts").focus()
    check.keyboard.press("r")
    check.keyboard.type("Section 2 needs its source.")
    check.set_input_files("#return-file", papers.review())
    looks.at(check, "returning")
    steps.press(check, "Return to the assessor")
    expect(check.locator("main")).to_contain_text("Returned.")

    desk = visitors.enter("Sunil Rao", f"{HOME}mark/{sheet}/")
    expect(desk.locator(".note-warn")).to_contain_text("Section 2 needs its source.")
    expect(desk.get_by_role("link", name="review.pdf")).to_be_visible()
    expect(desk.locator("#cited-S2")).to_contain_text("Where is the source?")
    expect(desk.locator("#was-S2")).to_be_hidden()
    desk.fill("#areas-S2", "Name the evidence and its source.")
    steps.enter(desk, {"S2": "24"})
    expect(desk.locator("#was-S2")).to_contain_text("As you signed it: 22")
    expect(desk.locator("#was-S2 ins")).to_contain_text("evidence and its source.")
    looks.at(desk, "amending")
    desk.keyboard.press("Control+Enter")
    expect(desk.locator("main")).to_contain_text("Signed. It goes to quality assurance")
    assert looks.faults == []
