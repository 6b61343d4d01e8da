"""A PDF as it is read beside the mark sheet."""

from __future__ import annotations

import pytest

from assessments.files import reading
from assessments.files.faults import Fault
from assessments.files.reading import read
from tests.assessments import file_samples as made

FULL = "In my second session with Client B I noticed that I had"  # lines as wide as the column
WIDE = "offered three solutions in the first ten minutes, and she"


def page(body: str, number: int = 1) -> str:
    return f'<section class="pdf-page" id="p{number}"><h2 class="page-no">Page {number}</h2>{body}</section>'


def html_of(*lines: str, **place: float) -> str:
    return read(made.pdf(made.lines(*lines, **place))).html


def test_wrapped_lines_are_one_paragraph_and_a_gap_begins_the_next() -> None:
    assert html_of(FULL, WIDE, "stopped thinking", "", "Her silence was mine.") == page(
        f"<p>{FULL} {WIDE} stopped thinking</p><p>Her silence was mine.</p>"
    )


def test_a_gap_alone_begins_a_paragraph() -> None:
    assert html_of(FULL, WIDE, FULL, "", WIDE, FULL) == page(f"<p>{FULL} {WIDE} {FULL}</p><p>{WIDE} {FULL}</p>")


def test_a_short_line_over_a_full_one_is_a_heading_of_its_own() -> None:
    assert html_of("Self-assessment", FULL, WIDE) == page(f"<p>Self-assessment</p><p>{FULL} {WIDE}</p>")


def test_a_line_in_the_middle_stands_alone() -> None:
    printed = [(250, 794, 12, "My coaching diary"), *made.lines(FULL, WIDE)]

    assert read(made.pdf(printed)).html == page(f"<p>My coaching diary</p><p>{FULL} {WIDE}</p>")


def test_the_rows_of_a_table_stand_apart() -> None:
    left, right = made.lines("Session with", "3 March", "10 March"), made.lines("Hours", "1.5", "2.0", left=400)
    rows = [line for row in zip(left, right, strict=True) for line in row]

    taken = read(made.pdf(rows))

    assert taken.html == page("<p>Session with\u2003Hours</p><p>3 March\u20031.5</p><p>10 March\u20032.0</p>")
    assert taken.words == 9


def test_a_wide_space_after_a_number_is_only_a_tab() -> None:
    printed = [(72, 780, 12, "1."), (130, 780, 12, FULL), (130, 766, 12, "stopped thinking")]

    assert read(made.pdf(printed)).html == page(f"<p>1. {FULL} stopped thinking</p>")


def test_bullets_that_were_printed_apart_from_their_lines_are_dropped() -> None:
    assert read(made.pdf(made.lines("first", "second") + made.lines("•", "•", left=60))).html == page(
        "<p>first</p><p>second</p>"
    )


def test_a_line_that_ends_early_with_a_full_stop_ends_its_paragraph() -> None:
    assert html_of(FULL, "stopped thinking.", WIDE, "wrote it down") == page(
        f"<p>{FULL} stopped thinking.</p><p>{WIDE} wrote it down</p>"
    )


def test_a_full_stop_before_the_edge_ends_a_paragraph_and_a_ragged_edge_does_not() -> None:
    early = "In my second session with Client B it was so"

    assert html_of(early, WIDE) == page(f"<p>{early} {WIDE}</p>")
    assert html_of(f"{early}.", WIDE) == page(f"<p>{early}.</p><p>{WIDE}</p>")


def test_double_spacing_is_no_gap() -> None:
    assert html_of(FULL, WIDE, FULL, WIDE, "the end", pitch=28) == page(f"<p>{FULL} {WIDE} {FULL} {WIDE} the end</p>")


def test_bullets_become_a_list_and_numbers_begin_a_paragraph() -> None:
    assert html_of("• first point", "• second point", "1. Plan of work", "2. Review of it") == page(
        "<ul><li>first point</li><li>second point</li></ul><p>1. Plan of work</p><p>2. Review of it</p>"
    )


def test_larger_letters_are_a_heading() -> None:
    printed = made.lines("Self-assessment", size=18) + made.lines(FULL, WIDE, "the end", top=750)

    assert read(made.pdf(printed)).html == page(f"<h3>Self-assessment</h3><p>{FULL} {WIDE} the end</p>")


def test_two_columns_are_read_one_after_the_other() -> None:
    left = made.lines("The left column", "goes on in the")
    right = made.lines("right column and carries on", "to its end.", left=330)

    assert read(made.pdf(left + right)).html == page(
        "<p>The left column goes on in the right column and carries on to its end.</p>"
    )


def test_a_word_broken_at_the_end_of_a_line_is_mended() -> None:
    assert html_of("The organ-", "isation of it") == page("<p>The organisation of it</p>")


def test_the_halves_of_a_broken_word_do_not_count_as_words() -> None:
    assert html_of("It lay under the under-", "standing of it") == page("<p>It lay under the understanding of it</p>")
    assert html_of("Of long standing, the under-", "standing") == page("<p>Of long standing, the understanding</p>")


def test_a_word_seen_whole_elsewhere_is_mended_like_it() -> None:
    assert html_of("Selfish or self-", "ish") == page("<p>Selfish or selfish</p>")


def test_a_word_that_has_a_hyphen_keeps_it() -> None:
    assert html_of("A self-", "assessment, self-aware") == page("<p>A self-assessment, self-aware</p>")
    assert html_of("The Anglo-", "Irish way") == page("<p>The Anglo-Irish way</p>")
    assert html_of("Take-home, and a take-", "home of mine") == page("<p>Take-home, and a take-home of mine</p>")
    assert html_of("A decision, in the making; decision-", "making") == page(
        "<p>A decision, in the making; decision-making</p>"
    )


def test_a_dash_between_words_is_left_alone() -> None:
    assert html_of("It was done -", "at last") == page("<p>It was done - at last</p>")


def test_pages_say_when_they_hold_no_text() -> None:
    taken = read(made.pdf(made.lines("One."), made.lines("[line]"), []))

    assert taken.html == (
        page("<p>One.</p>")
        + page("<p>Page 2 has no text layer; open the original.</p>", 2)
        + page("<p>Page 3 is blank.</p>", 3)
    )
    assert (taken.pages, taken.words) == (3, 1)


def test_what_looks_like_html_is_text() -> None:
    assert html_of("<script>alert(1)</script> & <b>more</b>") == page(
        "<p>&lt;script&gt;alert(1)&lt;/script&gt; &amp; &lt;b&gt;more&lt;/b&gt;</p>"
    )


def test_words_are_counted_after_mending() -> None:
    assert read(made.pdf(made.lines("The organ-", "isation of 12 - hours"))).words == 5


def test_letters_printed_as_one_are_two_and_rare_signs_keep_their_place() -> None:
    cmap = made.stream(
        b"begincmap 1 begincodespacerange <00> <FF> endcodespacerange "
        b"2 beginbfchar <80> <FB01> <81> <D83DDE00> endbfchar endcmap"
    )
    told = made.pdf(made.lines("\u20acnal \x81 words", "of it"), font=b"/ToUnicode 12 0 R", objects=[cmap])

    assert read(told).html == page("<p>final \U0001f600 words of it</p>")


def test_half_a_sign_is_dropped() -> None:
    cmap = made.stream(
        b"begincmap 1 begincodespacerange <00> <FF> endcodespacerange 1 beginbfchar <81> <D83D> endbfchar endcmap"
    )

    half = made.pdf(made.lines("half \x81 sign"), font=b"/ToUnicode 12 0 R", objects=[cmap])

    assert read(half).html == page("<p>half sign</p>")


def test_pages_without_end_are_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST_CHARACTERS", 9)
    monkeypatch.setattr(reading, "_not_too_long", str)
    assert read(made.pdf(made.lines("123", "456"), made.lines("789"))).pages == 2

    with pytest.raises(Fault, match="too_much"):
        read(made.pdf(made.lines("123", "456"), made.lines("7890")))


def test_a_page_that_cannot_be_read_does_not_take_the_others_with_it() -> None:
    broken = made.pdf(made.lines("One."), made.lines("Two.")).replace(b"[10 0 R 12 0 R]", b"[10 0 R 99 0 R]")

    assert read(broken).html == (page("<p>One.</p>") + page("<p>Page 2 could not be read; open the original.</p>", 2))


def test_a_document_without_a_readable_page_is_damaged() -> None:
    with pytest.raises(Fault, match="damaged"):
        read(made.pdf(made.lines("One.")).replace(b"[10 0 R]", b"[99 0 R]"))
