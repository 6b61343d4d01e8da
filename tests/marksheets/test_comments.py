"""Saved comments: whose they are, where they fit, and how they travel."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from centres.refusals import NotYours, Stale, Unfit
from marksheets import actions
from marksheets.actions import comments
from marksheets.actions.comments import Wording
from marksheets.models import MarkSheet, SavedComment
from marksheets.pages.comments import CommentRow, as_csv, comment_rows, offered, read_csv
from tests import story


@pytest.fixture
def sheet(cast: story.Cast) -> MarkSheet:
    """D7.01 on Ada's desk."""
    return story.opened(cast)


def keep(by: object, text: str, *where: str, shared: bool = False) -> SavedComment:
    return actions.keep_comment(Wording(text, *where), shared=shared, by=by)  # type: ignore[arg-type]


def texts(rows: tuple[CommentRow, ...]) -> list[str]:
    return [row.text for row in rows]


def test_what_fits_most_closely_and_is_used_most_comes_first(cast: story.Cast, sheet: MarkSheet) -> None:
    ada = cast["ada"]
    keep(ada, "Anywhere.")
    keep(ada, "The sheet.", "D7.01")
    keep(ada, "The part.", "D7.01", "S2")
    often = keep(ada, "The part, often.", "D7.01", "S2", "areas")
    keep(ada, "Another part.", "D7.01", "S1")
    keep(ada, "Another sheet.", "D7.04")
    keep(ada, "Its strengths.", "D7.01", "S2", "strengths")
    actions.note_use(often)
    found = offered(sheet, ada, node="S2", box="areas")
    assert texts(found) == ["The part, often.", "The part.", "The sheet.", "Anywhere."]
    assert (found[0].uses, found[0].place) == (1, "D7.01 · S2 · areas for improvement")
    assert texts(offered(sheet, ada, node="S2", box="areas", asked="OFTEN")) == ["The part, often."]


def test_a_unit_fits_every_sheet_that_assesses_it(cast: story.Cast, sheet: MarkSheet) -> None:
    keep(cast["ada"], "The unit.", "D7.02")
    assert offered(sheet, cast["ada"], node="S1", box="areas") == ()
    shared = story.opened(cast, "D7.02-03")
    assert texts(offered(shared, cast["ada"], node="S1", box="areas")) == ["The unit."]


def test_ones_own_are_ones_own_and_the_centres_are_everybodys(cast: story.Cast, sheet: MarkSheet) -> None:
    mine, ours = keep(cast["ada"], "Mine."), keep(cast["leo"], "Ours.", shared=True)
    assert texts(comment_rows(cast["ada"])) == ["Mine.", "Ours."]
    assert texts(comment_rows(cast["iqbal"])) == ["Ours."]
    assert [row.may_change for row in comment_rows(cast["ada"])] == [True, False]
    with pytest.raises(NotYours, match="kept by lead IQAs and the centre admin"):
        keep(cast["ada"], "For all.", shared=True)
    with pytest.raises(NotYours, match="changed by lead IQAs and the centre admin"):
        actions.improve_comment(ours, Wording("Better."), version=1, by=cast["ada"])
    with pytest.raises(NotYours, match="somebody else’s"):
        actions.drop_comment(mine, by=cast["leo"])


def test_it_is_improved_in_place_and_a_sheet_keeps_its_words(cast: story.Cast, sheet: MarkSheet) -> None:
    made = keep(cast["ada"], "Name the evidence.", "D7.01", "S2", "areas")
    actions.save(sheet, {"areas-S2": made.text}, version=sheet.version, by=cast["ada"])
    actions.improve_comment(made, Wording("Name it and its source.", "D7.01"), version=1, by=cast["ada"])
    assert (made.text, made.node, made.version) == ("Name it and its source.", "", 2)
    assert sheet.mark_sets.get().node_marks.get(node="S2").areas_for_improvement == "Name the evidence."
    with pytest.raises(Stale):
        actions.improve_comment(made, Wording("Late."), version=1, by=cast["ada"])


def test_the_same_words_for_the_same_place_are_kept_once(cast: story.Cast) -> None:
    assert keep(cast["ada"], " Once. ", "D7.01").pk == keep(cast["ada"], "Once.", "D7.01").pk
    assert keep(cast["ada"], "Once.").pk != keep(cast["iqbal"], "Once.").pk


@pytest.mark.parametrize(
    ("wording", "sentence"),
    [
        (Wording(" \n"), "Write the comment first."),
        (Wording("x" * 2_001), "The comment is 2,001 characters; 2,000 is the most it may be."),
        (Wording("A", "X9"), "There is no sheet and no unit “X9”; leave it empty for anywhere."),
        (Wording("A", "D7.01", "S9"), "D7.01 has no part “S9”; leave it empty for the whole sheet."),
        (Wording("A", "", "S1"), "Say of which sheet this is a part."),
        (Wording("A", box="margin"), "A comment is for strengths, for areas for improvement, or for either."),
    ],
)
def test_what_cannot_be_kept_gets_a_sentence(cast: story.Cast, wording: Wording, sentence: str) -> None:
    with pytest.raises(Unfit) as refused:
        actions.keep_comment(wording, shared=False, by=cast["ada"])
    assert refused.value.sentence == sentence


def test_there_is_an_end_to_them(cast: story.Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(comments, "MOST", 1)
    keep(cast["ada"], "One.")
    with pytest.raises(Unfit, match="1 comments are the most"):
        keep(cast["ada"], "Two.")


def test_a_table_brings_all_or_none(cast: story.Cast) -> None:
    keep(cast["ada"], "=SUM(A1) is no answer.", "D7.01", "S2", "areas")
    keep(cast["ada"], "Two lines,\nand a “quotation”.")
    body = as_csv(comment_rows(cast["ada"])).encode()
    assert b"'=SUM" in body, "no spreadsheet runs it"
    wordings = read_csv(body)
    assert actions.take_comments(wordings, shared=False, by=cast["ada"]) == 0
    assert actions.take_comments(wordings, shared=False, by=cast["iqbal"]) == 2
    assert sorted(texts(comment_rows(cast["ada"]))) == sorted(texts(comment_rows(cast["iqbal"])))
    with pytest.raises(Unfit, match=r"^Line 3: There is no sheet and no unit “X9”.* Nothing was taken.$"):
        actions.take_comments([Wording("Good."), Wording("Bad.", "X9")], shared=False, by=cast["sunil"])
    assert comment_rows(cast["sunil"]) == ()


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        (b"", "The first line names the columns: Sheet or unit, Part, Box, Comment."),
        (b"a,b\n1,2\n", "The first line names the columns"),
        (b"\xff\xfe\x00", "The file is not in UTF-8"),
        (b"x" * 1_000_001, "The file is larger than 1 MB"),
        (b"Sheet or unit,Part,Box,Comment\nD7.01,S1\n", "Line 2 has 2 columns, not 4."),
        (b"Sheet or unit,Part,Box,Comment\n\x00", "Line 2 has 1 columns, not 4."),
    ],
)
def test_a_file_that_is_no_such_table_says_so(body: bytes, sentence: str) -> None:
    with pytest.raises(Unfit) as refused:
        read_csv(body)
    assert refused.value.sentence.startswith(sentence)


WORDS = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\x00\r"), min_size=1, max_size=60)


@given(text=WORDS.map(str.strip).filter(lambda text: text and not text.startswith("'")))
def test_every_text_survives_the_table(text: str) -> None:
    row = CommentRow("1", text, "D7.01", "S2", "areas", "", 0, shared=False, version=1, may_change=True)
    assert read_csv(as_csv((row,)).encode()) == [Wording(text, "D7.01", "S2", "areas")]
