"""One made-up sheet of each kind, from the desk to the result, the paper and the program: each says the same."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from html import unescape

import pytest
from django.test import Client

from centres.models import Centre
from centres.scope import tenant
from marksheets import actions
from marksheets.models import MarkSheet
from marksheets.pages.assemble import sheet_page
from marksheets.pages.shape import SheetPage
from marksheets.workflow import State
from tests.api.conftest import at, session
from tests.marksheets import kinds
from tests.marksheets.kinds import DECISIONS, LIST, MARKS, PARTS, STORIES, WORDS, Story
from tests.marksheets.paper import read
from tests.story import Cast, opened

SignIn = Callable[[str], Client]
OUTCOMES = {"pass": "PASS", "referral": "REFERRAL"}
every_kind = pytest.mark.parametrize("story", STORIES, ids=[story.name for story in STORIES])


@contextmanager
def sheet_of(story: Story) -> Iterator[tuple[MarkSheet, Cast]]:
    """Pia's sheet on Ada's desk, inside the centre."""
    kinds.publish()
    with at() as cast:
        people = {**cast, "pia": kinds.enrol()}
        yield opened(people, story.code, learner="pia"), people


def marked(sheet: MarkSheet, story: Story, cast: Cast) -> None:
    """Ada gives what she gives, says what is missing where it refers, and signs."""
    words = {f"areas-{code}": "Name the evidence." for code in story.assessor}
    problems = actions.save(sheet, {**story.typed(), **words}, version=sheet.version, by=cast["ada"])
    assert problems == {}
    actions.sign(sheet, version=sheet.version, by=cast["ada"])


def released(story: Story) -> MarkSheet:
    """All the way: called in, marked a second time, countersigned, released."""
    with sheet_of(story) as (sheet, cast):
        marked(sheet, story, cast)
        actions.call_in(sheet, version=sheet.version, by=cast["iqbal"])
        assert actions.save(sheet, story.typed("qa"), version=sheet.version, by=cast["iqbal"]) == {}
        actions.countersign(sheet, version=sheet.version, by=cast["iqbal"])
        assert sheet.state == State.CHECKED
        return actions.release(sheet, version=sheet.version, by=cast["iqbal"])


def words_of(client: Client, path: str) -> str:
    """What a page says, as one line."""
    answer = client.get(path)
    assert answer.status_code == 200
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())).split())


@every_kind
def test_the_sheet_is_marked_signed_checked_and_released(db: None, story: Story) -> None:
    sheet = released(story)
    with tenant(sheet.centre):
        page = sheet_page(sheet, None)

    box = page.assessor_box
    assert box is not None and page.qa_box is not None
    assert (box.outcome, box.headline, box.total) == (story.outcome, story.headline, story.total)
    assert page.qa_box.outcome == story.outcome
    assert tuple(row.assessor.figure for row in page.scored_rows if row.assessor) == story.figures
    assert page.has_marks is (story.total is not None)


@every_kind
def test_the_learner_and_the_program_read_the_same(
    db: None, northgate: Centre, signed_in: SignIn, story: Story
) -> None:
    sheet = released(story)
    said = words_of(signed_in("pia@northgate.example"), f"/c/northgate/results/{sheet.submission_id}/")

    assert story.headline in said
    assert OUTCOMES[story.outcome] in said
    assert all(figure in said for figure in story.figures)
    assert (" / 44" in said, "None" in said) == (story is MARKS, False)

    for caller, path in (
        (session("pia"), f"results/{sheet.submission_id}/"),
        (session("ada"), f"mark-sheets/{sheet.pk}/"),
    ):
        answer = caller.get(path).json
        assert answer["assessor_box"]["headline"] == story.headline
        assert answer["assessor_box"]["total"] == story.total


@every_kind
def test_the_paper_says_it_in_both_columns(db: None, northgate: Centre, story: Story) -> None:
    pytest.importorskip("weasyprint", exc_type=OSError)
    from marksheets.pdf.render import render_sheet

    sheet = released(story)
    with tenant(sheet.centre):
        text = read(render_sheet(sheet_page(sheet, None), draft=False)).text

    assert text.count(f"Circled: {OUTCOMES[story.outcome]}") == 2
    assert text.count(story.headline) == (1 if story.differs else 2)
    assert ("Total marks" in text) is (story.total is not None)
    assert f"eferral if applicable: {story.referred or 'Not applicable'}" in text
    assert "None" not in text


@every_kind
def test_the_desk_and_the_check_offer_every_value_by_its_name(db: None, signed_in: SignIn, story: Story) -> None:
    with sheet_of(story) as (sheet, cast):
        pass
    ada, iqbal = signed_in("ada@northgate.example"), signed_in("iqbal@northgate.example")
    desk = ada.get(f"/c/northgate/mark/{sheet.pk}/").content.decode()
    for code, value in story.stored().items():
        fields = re.findall(rf'<input [^>]*name="mark-{re.escape(code)}"[^>]*>', desk)
        offered = [found[1] for field in fields if (found := re.search(r'value="([^"]*)"', field))]
        assert value in offered or offered == [""]
    with tenant(sheet.centre):
        marked(sheet, story, cast)
        actions.call_in(sheet, version=sheet.version, by=cast["iqbal"])
    said = words_of(iqbal, f"/c/northgate/check/{sheet.pk}/")
    assert all(figure in said for figure in story.figures)
    assert "Same marks" in said


@every_kind
def test_same_marks_are_the_same_whatever_they_are(db: None, northgate: Centre, story: Story) -> None:
    with sheet_of(story) as (sheet, cast):
        marked(sheet, story, cast)
        actions.call_in(sheet, version=sheet.version, by=cast["iqbal"])
        actions.fill_same_marks(sheet, version=sheet.version, by=cast["iqbal"])
        page = sheet_page(sheet, cast["iqbal"])

    assert page.qa_box is not None and page.qa_box.same_marks
    assert tuple(row.qa.figure for row in page.scored_rows if row.qa) == story.figures
    assert {row.qa_difference for row in page.scored_rows} <= {"same mark", "same decision"}


# --- what is particular to one kind ------------------------------------------------------------------


def desk_of(sheet: MarkSheet, cast: Cast, way: str = "") -> SheetPage:
    """Ada's desk."""
    return sheet_page(sheet, cast["ada"], way=way)


def test_pass_or_referral_is_chosen_once_for_the_whole_sheet(db: None) -> None:
    with sheet_of(WORDS) as (sheet, cast):
        blank = desk_of(sheet, cast)
        wished = desk_of(sheet, cast, "words")
        actions.save(sheet, {"mark-1.1": "8", "mark-1.2": "5"}, version=sheet.version, by=cast["ada"])
        actions.turn(sheet, "words", version=sheet.version, by=cast["ada"])
        turned = desk_of(sheet, cast)
        actions.turn(sheet, "marks", version=sheet.version, by=cast["ada"])
        back = desk_of(sheet, cast)

    assert (blank.way, [row.by_number for row in blank.rows]) == ("marks", [True, True, True])
    assert (wished.way, [row.by_number for row in wished.rows]) == ("words", [False, False, False])
    assert (turned.way, [row.assessor.figure for row in turned.rows if row.assessor]) == (
        "words",
        ["Pass", "Referral", "–"],
    )
    assert (back.way, [row.assessor.figure for row in back.rows if row.assessor]) == ("marks", ["–", "–", "–"])


def test_both_ways_on_one_sheet_are_shown_as_given_and_never_signed(db: None) -> None:
    mixed = "Some criteria carry marks and others Pass or Referral; choose one way for the whole sheet."
    with sheet_of(MARKS) as (sheet, cast):
        given = {"mark-1.1": "8", "mark-1.2": "pass", "mark-1.3": "20"}
        actions.save(sheet, given, version=sheet.version, by=cast["ada"])
        page = desk_of(sheet, cast)
        with pytest.raises(actions_refusal(), match=mixed):
            actions.sign(sheet, version=sheet.version, by=cast["ada"])

    assert page.way == "mixed"
    assert [row.by_number for row in page.rows] == [True, False, True]
    assert page.assessor_box is not None and page.assessor_box.headline == mixed
    assert sheet.state == State.MARKING


def actions_refusal() -> type[Exception]:
    """What a signature that lacks something raises."""
    from centres.refusals import Unfit

    return Unfit


def test_the_choice_is_a_button_at_the_desk(db: None, signed_in: SignIn) -> None:
    with sheet_of(MARKS) as (sheet, _):
        version = sheet.version
    ada, here = signed_in("ada@northgate.example"), f"/c/northgate/mark/{sheet.pk}/"
    assert 'inputmode="numeric"' in ada.get(here).content.decode()

    answer = ada.post(f"/c/northgate/sheets/{sheet.pk}/save/", {"version": version, "mark-1.1": "3", "way": "words"})

    assert answer.headers["Location"] == f"{here}?way=words"
    desk = ada.get(answer.headers["Location"]).content.decode()
    assert 'inputmode="numeric"' not in desk.partition('class="remarks"')[0]
    assert re.search(r'name="mark-1.1" value="not_met"[^>]* checked', desk)
    assert 'name="mark-1.3" value="met"' in desk


def test_feedback_is_owed_where_a_criterion_refers_and_nowhere_else(db: None) -> None:
    with sheet_of(DECISIONS) as (sheet, cast):
        actions.save(sheet, DECISIONS.typed(), version=sheet.version, by=cast["ada"])
        with pytest.raises(actions_refusal()) as refused:
            actions.sign(sheet, version=sheet.version, by=cast["ada"])

    assert str(refused.value) == (
        "Write an area for improvement for criterion 2.3 that says what is unmet."
        " Write an area for improvement for criterion 4.1 that says what is unmet."
    )


def test_a_part_says_what_its_marks_add_up_to(db: None) -> None:
    sheet = released(PARTS)
    with tenant(sheet.centre):
        page = sheet_page(sheet, None)
    (part,) = [row for row in page.rows if row.code == "G1"]

    assert (part.maximum, part.minimum) == (50, 25)
    assert part.assessor is not None and part.qa is not None
    assert (part.assessor.raw, part.assessor.sentence) == ("23", "2 below the minimum of 25")
    assert (part.qa.raw, part.qa.sentence) == ("23", "2 below the minimum of 25")


def test_a_row_says_the_quantity_it_asks_for(db: None) -> None:
    with sheet_of(PARTS) as (sheet, cast):
        page = desk_of(sheet, cast)
    with tenant(sheet.centre):
        pass

    asked = {row.code: row.asks for row in page.rows if row.asks}
    assert asked == {"P1": ("at least 3 clients and at most 8 clients",)}
    assert [row.called for row in page.scored_rows] == [
        "section 1",
        "section 2",
        "section 3",
        "criterion 4 (KIND-B 1.1)",
        "criterion 5 (KIND-B 1.2)",
    ]


def test_a_sheet_for_two_units_says_what_it_means_for_each(db: None) -> None:
    sheet = released(PARTS)
    with tenant(sheet.centre):
        box = sheet_page(sheet, None).assessor_box

    assert box is not None
    assert box.units == (("KIND-A", "referred"), ("KIND-B", "held"))


def test_a_checklist_speaks_of_what_is_confirmed(db: None, signed_in: SignIn) -> None:
    with sheet_of(LIST) as (sheet, _):
        pass
    said = words_of(signed_in("ada@northgate.example"), f"/c/northgate/mark/{sheet.pk}/")

    assert said.count("Confirmed") == said.count("Not confirmed") == 3
    assert "Asks for at least 4 sessions as coach" in said
    assert "Met" not in said.replace("Met, not met", "")


def test_twenty_criteria_are_a_strip_of_numbers(db: None, signed_in: SignIn) -> None:
    with sheet_of(DECISIONS) as (sheet, cast):
        given = {"mark-1.1": "met", "mark-1.2": "not_met"}
        actions.save(sheet, given, version=sheet.version, by=cast["ada"])
    desk = signed_in("ada@northgate.example").get(f"/c/northgate/mark/{sheet.pk}/").content.decode()

    assert "<b>2</b> of 20 decided" in desk
    assert desk.count("strip-long") == 1


def test_a_page_frozen_before_rows_had_names_is_still_read(db: None) -> None:
    from marksheets.pages.frozen import freeze, thaw

    sheet = released(MARKS)
    with tenant(sheet.centre):
        frozen = freeze(sheet_page(sheet, None))
    for row in frozen["rows"]:
        for name in ("name", "label", "local", "text", "passing", "by_words", "asks"):
            del row[name]

    old = thaw(frozen)

    assert [row.called for row in old.rows] == ["criterion 1.1", "criterion 1.2", "criterion 1.3"]
    assert replace(old.rows[0], name="criterion 1.1") != old.rows[0]
