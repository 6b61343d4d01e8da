"""Pointing into the work: what can be kept, whose it is, who reads it, and what a signature binds."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from centres.refusals import NotYours, Refused, Stale, Unfit
from marksheets import actions
from marksheets.actions import annotating
from marksheets.actions.annotating import Place
from marksheets.models import Annotation, MarkSheet
from marksheets.pages.assemble import sheet_page
from marksheets.pages.copy import copy_of
from marksheets.pages.released import released_page
from marksheets.pdf.render import PangoMissing, render_sheet
from tests import story
from tests.marksheets.paper import read

LINE = (1200, 2400, 6800, 170)
SAID = "A clear plan, with dates."


@pytest.fixture
def sheet(cast: story.Cast) -> MarkSheet:
    """D7.01 of Lena’s, a PDF of five pages, marked by Ada and not signed."""
    found = story.marked(cast, story.MARKS)
    found.submission.files.update(kind="pdf", name="review.pdf", pages=5)
    return found


def place(sheet: MarkSheet, **changes: Any) -> Place:
    """A line of page 4, evidence for the first point of section 1."""
    file = sheet.submission.files.get()
    return replace(Place(str(file.pk), 4, (LINE,), "own words", "S1.1", SAID), **changes)


def point(sheet: MarkSheet, by: Any, **changes: Any) -> Annotation:
    return actions.annotate(sheet, place(sheet, **changes), version=sheet.version, by=by)


def test_it_stands_beside_the_point_it_is_evidence_for(cast: story.Cast, sheet: MarkSheet) -> None:
    point(sheet, cast["ada"])
    page = sheet_page(sheet, cast["ada"])

    (shown,) = page.rows[0].bullets[0].annotations
    assert (shown.where, shown.quote, shown.text, shown.areas) == ("p 4", "own words", SAID, (LINE,))
    assert shown.own
    assert shown.turn_url == f"?file={shown.file}&page=4#leaf-4"
    assert page.rows[0].bullets[0].found_at == "p 4"
    assert page.margin == ()
    assert page.annotations == (shown,)


def test_of_several_files_the_name_is_said(cast: story.Cast, sheet: MarkSheet) -> None:
    file = sheet.submission.files.get()
    given = place(sheet)
    file.pk, file.name, file._state.adding = None, "log.docx", True
    file.kind, file.pages, file.id = "docx", None, type(file)._meta.get_field("id").default()
    file.save(force_insert=True)
    for one in (given, Place(str(file.pk), quote="own words", about="S1.1")):
        actions.annotate(sheet, one, version=sheet.version, by=cast["ada"])
    assert sheet_page(sheet, cast["ada"]).rows[0].bullets[0].found_at == "p 4 of review.pdf, in the text of log.docx"


def test_the_order_is_that_of_the_work(cast: story.Cast, sheet: MarkSheet) -> None:
    for page, top in ((5, 100), (1, 9000), (1, 200)):
        point(sheet, cast["ada"], page=page, areas=((0, top, 100, 100),), about="")
    assert [(one.page, one.top) for one in sheet_page(sheet, cast["ada"]).margin] == [(1, 200), (1, 9000), (5, 100)]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"about": "", "text": ""}, "Write a comment, or choose the part of the sheet that this is evidence for."),
        ({"about": "S9"}, "Choose the part of the sheet that this is evidence for from those offered."),
        ({"page": 6}, "review.pdf has pages 1 to 5; name one of them."),
        ({"page": 0}, "review.pdf has pages 1 to 5; name one of them."),
        ({"text": "x" * 2_001}, "The comment is 2,001 characters; 2,000 is the most it may be."),
        ({"quote": "x" * 1_001}, "The quotation is 1,001 characters; 1,000 is the most it may be."),
        ({"areas": ((9_000, 0, 1_001, 10),)}, "The marked place does not lie on the page; select it again."),
        ({"areas": ((0, 0, 0, 10),)}, "The marked place does not lie on the page; select it again."),
        ({"areas": (LINE,) * 41}, "41 lines are selected; 40 is the most for one comment."),
        (
            {"file": "01a21d45-d65b-7569-88e4-797bb089a155"},
            "This file is not part of the work; open one of its files and select the place again.",
        ),
    ],
)
def test_what_cannot_be_kept_gets_a_sentence(
    cast: story.Cast, sheet: MarkSheet, changes: dict[str, Any], sentence: str
) -> None:
    version = sheet.version
    with pytest.raises(Unfit) as refused:
        point(sheet, cast["ada"], **changes)
    assert refused.value.sentence == sentence
    assert sheet.version == version
    assert not Annotation.objects.exists()


def test_a_file_without_pages_takes_no_page(cast: story.Cast, sheet: MarkSheet) -> None:
    sheet.submission.files.update(kind="docx", name="essay.docx", pages=None)
    with pytest.raises(Unfit, match=r"essay.docx has no pages of its own; leave the page empty."):
        point(sheet, cast["ada"])
    with pytest.raises(Unfit, match="does not lie on the page"):
        point(sheet, cast["ada"], page=0)
    assert point(sheet, cast["ada"], page=0, areas=()).page == 0


def test_there_is_an_end_to_them(cast: story.Cast, sheet: MarkSheet, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(annotating, "MOST", 1)
    point(sheet, cast["ada"])
    with pytest.raises(Unfit, match="1 comments are the most"):
        point(sheet, cast["ada"])


def test_a_stale_page_is_refused_and_a_kept_one_counts_as_a_change(cast: story.Cast, sheet: MarkSheet) -> None:
    version = sheet.version
    point(sheet, cast["ada"])
    assert sheet.version == version + 1
    with pytest.raises(Stale):
        actions.annotate(sheet, place(sheet), version=version, by=cast["ada"])


def test_it_is_removed_by_its_writer_alone(cast: story.Cast, sheet: MarkSheet) -> None:
    made = point(sheet, cast["ada"])
    with pytest.raises(NotYours):
        actions.unannotate(sheet, str(made.pk), version=sheet.version, by=cast["iqbal"])
    actions.unannotate(sheet, str(made.pk), version=sheet.version, by=cast["ada"])
    assert not Annotation.objects.exists()
    with pytest.raises(Unfit, match="not there any more"):
        actions.unannotate(sheet, str(made.pk), version=sheet.version, by=cast["ada"])


def test_after_signing_nothing_is_added_or_removed(cast: story.Cast, sheet: MarkSheet) -> None:
    made = point(sheet, cast["ada"])
    actions.sign(sheet, version=sheet.version, by=cast["ada"])
    with pytest.raises(Refused, match="You have signed this sheet"):
        point(sheet, cast["ada"])
    with pytest.raises(Refused, match="You have signed this sheet"):
        actions.unannotate(sheet, str(made.pk), version=sheet.version, by=cast["ada"])


def test_a_signature_binds_them_and_says_nothing_where_there_are_none(cast: story.Cast, sheet: MarkSheet) -> None:
    point(sheet, cast["ada"], for_learner=True)
    actions.sign(sheet, version=sheet.version, by=cast["ada"])
    actions.call_in(sheet, version=sheet.version, by=cast["iqbal"])
    actions.save(sheet, story.MARKS, version=sheet.version, by=cast["iqbal"])
    actions.countersign(sheet, version=sheet.version, by=cast["iqbal"])

    first, second = sheet.signatures.order_by("at")
    assert first.payload["annotations"] == [
        {
            "file": "review.pdf",
            "page": 4,
            "areas": [list(LINE)],
            "quote": "own words",
            "about": "S1.1",
            "text": SAID,
            "for_learner": True,
        }
    ]
    assert "annotations" not in second.payload


def test_a_set_taken_back_keeps_them_and_the_signed_one_too(cast: story.Cast, sheet: MarkSheet) -> None:
    point(sheet, cast["ada"])
    actions.sign(sheet, version=sheet.version, by=cast["ada"])
    actions.recall(sheet, version=sheet.version, by=cast["ada"])
    (shown,) = sheet_page(sheet, cast["ada"]).annotations
    actions.unannotate(sheet, shown.id, version=sheet.version, by=cast["ada"])
    assert Annotation.objects.get().mark_set.revision == 1


class TestWhoReadsIt:
    """The walls of marks are those of comments."""

    def test_what_is_not_signed_is_its_writers(self, cast: story.Cast, sheet: MarkSheet) -> None:
        point(sheet, cast["ada"])
        assert sheet_page(sheet, cast["iqbal"]).annotations == ()

    def test_a_blind_check_does_not_see_it_before_its_own_marks_are_in(
        self, cast: story.Cast, sheet: MarkSheet
    ) -> None:
        point(sheet, cast["ada"])
        actions.sign(sheet, version=sheet.version, by=cast["ada"])
        MarkSheet.objects.filter(pk=sheet.pk).update(blind=True)
        sheet.refresh_from_db()
        actions.call_in(sheet, version=sheet.version, by=cast["iqbal"])
        assert sheet_page(sheet, cast["iqbal"]).annotations == ()
        actions.save(sheet, story.MARKS, version=sheet.version, by=cast["iqbal"])
        actions.lock(sheet, version=sheet.version, by=cast["iqbal"])
        (shown,) = sheet_page(sheet, cast["iqbal"]).annotations
        assert (shown.text, shown.own) == (SAID, False)

    def test_an_iqas_own_stay_with_staff(self, cast: story.Cast, sheet: MarkSheet) -> None:
        actions.sign(sheet, version=sheet.version, by=cast["ada"])
        actions.call_in(sheet, version=sheet.version, by=cast["iqbal"])
        with pytest.raises(Unfit, match="Only the assessor writes comments that the learner reads"):
            point(sheet, cast["iqbal"], for_learner=True)
        point(sheet, cast["iqbal"])
        assert [one.hand for one in sheet_page(sheet, cast["iqbal"]).annotations] == ["iqa"]
        assert sheet_page(sheet, None).annotations == ()

    def test_paper_and_the_learner_have_places_and_only_what_is_for_them(
        self, cast: story.Cast, sheet: MarkSheet
    ) -> None:
        point(sheet, cast["ada"])
        point(sheet, cast["ada"], about="", text="Ask her tutor about this.")
        point(sheet, cast["ada"], about="", text="Lovely.", for_learner=True, page=2)
        paper = sheet_page(sheet, None)
        assert [(one.where, one.text, one.quote) for one in paper.annotations] == [
            ("p 2", "Lovely.", "own words"),
            ("p 4", "", ""),
        ]
        assert paper.rows[0].bullets[0].found_at == "p 4"

    def test_the_released_copy_has_what_was_written_for_the_learner(self, cast: story.Cast, sheet: MarkSheet) -> None:
        point(sheet, cast["ada"], for_learner=True)
        point(sheet, cast["ada"], about="", text="Ask her tutor about this.")
        centre = cast["ada"].centre
        actions.sign(sheet, version=sheet.version, by=cast["ada"])
        actions.call_in(sheet, version=sheet.version, by=cast["iqbal"])
        actions.save(sheet, story.MARKS, version=sheet.version, by=cast["iqbal"])
        actions.countersign(sheet, version=sheet.version, by=cast["iqbal"])
        actions.release(sheet, version=sheet.version, by=cast["iqbal"])

        (leaf,) = copy_of(released_page(sheet, cast["lena"]), centre)
        assert (leaf.file, leaf.page) == ("review.pdf", 4)
        (one,) = leaf.comments
        assert (one.number, one.about, one.said.text) == (1, "section 1, point 1", SAID)
        assert one.areas == (("12.0%", "24.0%", "68.0%", "1.7%"),)

        actions.void(sheet, version=sheet.version, by=cast["leo"], reason="The wrong file.")
        assert copy_of(released_page(sheet, cast["lena"]), centre) == ()


def test_the_printed_form_names_the_places(cast: story.Cast, sheet: MarkSheet) -> None:
    point(sheet, cast["ada"])
    point(sheet, cast["ada"], about="S2", page=2, text="Ask her tutor about this.")
    try:
        text = read(render_sheet(sheet_page(sheet, None), draft=True)).text
    except PangoMissing as missing:
        pytest.skip(str(missing))
    assert "effective leaders are appraised (p 4)" in text
    assert "Evidence: p 2" in text
    assert "Ask her tutor" not in text
