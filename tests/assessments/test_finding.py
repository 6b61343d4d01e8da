"""Words found in the reading view of a file. Expected places are counted by hand."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assessments.files.finding import MOST, find

PAGES = (
    '<section class="pdf-page" id="p1"><p class="page-no">Page 1</p><h2>Own ability</h2>'
    "<p>My own ability as a coach.</p></section>"
    '<section class="pdf-page" id="p2"><p>Ability grows; I <strong>own</strong>\nability too.</p></section>'
)


def test_every_place_with_its_page_and_what_is_around_it() -> None:
    found = find(PAGES, "own ability")

    assert found.count == 3
    assert [(one.page, one.before, one.words, one.after) for one in found.places] == [
        (1, "", "Own ability", " My own ability as a coach."),
        (1, "Own ability My ", "own ability", " as a coach."),
        (2, "Ability grows; I ", "own ability", " too."),
    ]


def test_the_printed_number_of_a_page_is_no_word_of_it() -> None:
    assert find(PAGES, "Page 1").count == 0


def test_words_do_not_run_together_across_a_block() -> None:
    assert find("<p>one</p><p>two</p>", "onetwo").count == 0
    assert find("<p>one</p><p>two</p>", "one two").count == 1


def test_what_is_asked_is_text_and_no_pattern() -> None:
    assert find("<p>a.b</p>", "a.b").count == 1
    assert find("<p>axb</p>", "a.b").count == 0
    assert find("<p>1 &lt; 2</p>", "1 < 2").count == 1


def test_nothing_asked_finds_nothing() -> None:
    assert find(PAGES, "  ").count == 0


def test_whole_words_are_shown_around_a_place() -> None:
    (place,) = find("<p>" + "before " * 20 + "here " + "after " * 20 + "</p>", "here").places

    assert place.before == "…" + "before " * 5
    assert place.after == " " + "after " * 5 + "after…"


def test_all_are_counted_and_the_first_are_shown() -> None:
    found = find("<p>word " * 80, "word")

    assert found.count == 80
    assert len(found.places) == MOST


@given(st.lists(st.sampled_from(["own", "Own", "coach", "\n", "  "]), max_size=30))
def test_it_counts_as_a_reader_does(words: list[str]) -> None:
    text = " ".join(words)

    assert find(f"<p>{text}</p>", "own").count == sum(word.lower() == "own" for word in words)
