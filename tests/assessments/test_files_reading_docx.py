"""A Word document as it is read beside the mark sheet."""

from __future__ import annotations

import pytest

from assessments.files import reading
from assessments.files.faults import Fault
from assessments.files.reading import count_words, read, sanitise
from tests.assessments import file_samples as made

REL = 'rel="noopener noreferrer nofollow"'
LINK = made.relationship(5, "hyperlink", "{}", external=True)


def html_of(body: str, **more: object) -> str:
    return read(made.docx(body, **more)).html  # type: ignore[arg-type]


def linked(target: str, words: str) -> str:
    body = f'<w:p><w:hyperlink r:id="rId5"><w:r><w:t>{words}</w:t></w:r></w:hyperlink></w:p>'
    return html_of(body, links=[LINK.format(target)])


def test_words_are_counted_as_they_stand_on_paper() -> None:
    body = (
        "<w:p><w:r><w:t>Self-</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>assess</w:t></w:r>"
        "<w:r><w:t>ment – 3 hours</w:t></w:r></w:p>"
    )

    taken = read(made.docx(body + made.paragraph("It’s done.")))

    assert taken.html == "<p>Self-<strong>assess</strong>ment – 3 hours</p><p>It’s done.</p>"
    assert (taken.kind, taken.words, taken.pages) == ("docx", 5, None)


def test_an_ordinary_assignment_is_read_whole() -> None:
    taken = read(made.essay(40))  # 40 paragraphs of 95 words, and 6 headings of 1 or 2

    assert taken.words == 40 * 5 * 19 + 1 + 5 * 2
    assert taken.title == "Self-assessment"


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ((1, 2, 2, 3), (2, 3, 3, 4)),
        ((2, 3), (2, 3)),
        ((3, 3), (2, 2)),
        ((1, 4, 2), (2, 3, 3)),
        ((1, 2, 3, 4, 5, 6), (2, 3, 4, 5, 6, 6)),
    ],
)
def test_headings_begin_at_two_and_skip_no_level(written: tuple[int, ...], shown: tuple[int, ...]) -> None:
    body = "".join(made.paragraph("Plan", style=f"Heading{level}") for level in written)

    assert html_of(body) == "".join(f"<h{level}>Plan</h{level}>" for level in shown)


def test_a_title_stands_above_the_headings() -> None:
    title = made.STYLES.replace(
        "</w:styles>",
        '<w:style w:type="paragraph" w:styleId="T"><w:name w:val="Title"/></w:style></w:styles>',
    )
    body = made.paragraph("My review", style="T") + made.paragraph("Plan", style="Heading1")

    assert html_of(body, parts={"word/styles.xml": title}) == "<h2>My review</h2><h2>Plan</h2>"


def test_emphasis_lists_and_tables_are_kept_and_nothing_of_their_dress() -> None:
    cell = "<w:tc><w:tcPr><w:gridSpan w:val='2'/></w:tcPr>" + made.paragraph("Hours") + "</w:tc>"
    body = (
        '<w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:i/><w:color w:val="FF0000"/></w:rPr>'
        "<w:t>slowly</w:t></w:r></w:p>" + f"<w:tbl><w:tr>{cell}</w:tr></w:tbl>"
    )
    numbering = (
        f'<w:numbering xmlns:w="{made.W}"><w:abstractNum w:abstractNumId="1">'
        '<w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/></w:lvl>'
        '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num></w:numbering>'
    )
    place = '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'
    item = f"<w:p>{place}<w:r><w:t>first</w:t></w:r></w:p>"

    assert (
        html_of(body)
        == '<p><em>slowly</em></p><table><tbody><tr><td colspan="2"><p>Hours</p></td></tr></tbody></table>'
    )
    assert html_of(item, parts={"word/numbering.xml": numbering}) == "<ol><li>first</li></ol>"


def test_a_picture_is_told_by_its_description_and_counts_no_words() -> None:
    link = made.relationship(50, "image", "media/a.png")

    taken = read(
        made.docx(
            made.picture("A &lt;b&gt; chart of &quot;hours&quot;"),
            links=[link],
            parts={"word/media/a.png": b"\x89PNG"},
        )
    )
    untold = read(made.docx(made.picture(""), links=[link], parts={"word/media/a.png": b"\x89PNG"}))

    assert (taken.html, taken.words) == ('<p>[image: A &lt;b&gt; chart of "hours"]</p>', 0)
    assert untold.html == "<p>[image]</p>"


@pytest.mark.parametrize(
    ("target", "words", "shown"),
    [
        (
            "https://www.example.org/a?b=1&amp;c=2",
            "an article",
            f'<p><a href="https://www.example.org/a?b=1&amp;c=2" {REL}>an article</a> [www.example.org]</p>',
        ),
        (
            "https://example.org/",
            "see example.org",
            f'<p><a href="https://example.org/" {REL}>see example.org</a></p>',
        ),
        (
            "mailto:a@example.org",
            "write",
            f'<p><a href="mailto:a@example.org" {REL}>write</a></p>',
        ),
        ("javascript:alert(1)", "click", "<p>click</p>"),
        ("file://server/share", "click", "<p>click</p>"),
        ("data:text/html,x", "click", "<p>click</p>"),
        ("//example.org/x", "click", "<p>click</p>"),
        ("https://[broken/", "click", "<p>click</p>"),
    ],
)
def test_links_say_where_they_lead_and_lead_only_to_the_web(target: str, words: str, shown: str) -> None:
    assert linked(target, words) == shown


def test_notes_stand_at_the_end_under_a_heading_and_can_be_reached() -> None:
    note = f'<w:footnote w:id="2">{made.paragraph("Rogers, 1961.")}</w:footnote>'
    notes = f'<w:footnotes xmlns:w="{made.W}">{note}</w:footnotes>'
    body = '<w:p><w:r><w:t xml:space="preserve">Silence. </w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>'

    taken = read(
        made.docx(
            body,
            parts={"word/footnotes.xml": notes},
            links=[made.relationship(5, "footnotes", "footnotes.xml")],
        )
    )

    assert taken.html == (
        f'<p>Silence. <sup><a href="#work-footnote-2" id="work-footnote-ref-2" {REL}>[1]</a></sup></p>'
        f'<h2>Notes</h2><ol><li id="work-footnote-2"><p>Rogers, 1961. '
        f'<a href="#work-footnote-ref-2" {REL}>↑</a></p></li></ol>'
    )
    assert taken.words == 3


def test_places_and_empty_paragraphs_leave_no_trace() -> None:
    body = (
        '<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:bookmarkStart w:id="0" w:name="_Toc1"/></w:p>'
        "<w:p/>"
        '<w:p><w:hyperlink w:anchor="_Toc1"><w:r><w:t>Plan</w:t></w:r></w:hyperlink></w:p>'
    )

    assert "id=" not in html_of(body)
    assert "<h2>" not in html_of(body)


def test_what_a_text_view_leaves_out_is_said() -> None:
    chart, sum_ = '<c:chart r:id="rId9"/>', "<m:oMath/>"

    html = html_of(f"<w:p><w:r><w:drawing>{chart}{chart}</w:drawing></w:r>{sum_}<w:r><w:t>Hours</w:t></w:r></w:p>")

    assert html == (
        '<p class="left-out">This view leaves out 2 charts and 1 equation. Open the original to see '
        "the whole.</p><p>Hours</p>"
    )


def test_a_document_does_not_say_how_it_is_shown() -> None:
    assert html_of(made.paragraph("x"), parts={"mammoth/style-map": "p => h1.pdf-page:fresh"}) == "<p>x</p>"


def test_its_title_is_the_one_in_its_properties() -> None:
    core = '<c xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title> Coaching\n diary </dc:title></c>'

    assert read(made.docx(parts={"docProps/core.xml": core})).title == "Coaching diary"


def test_a_document_without_end_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST_CHARACTERS", 20)
    assert read(made.docx(made.paragraph("x" * 13))).words == 1

    with pytest.raises(Fault, match="too_much"):
        read(made.docx(made.paragraph("x" * 14)))


@pytest.mark.parametrize(
    ("hostile", "harmless"),
    [
        ("<script>alert(1)</script>Hello", "Hello"),
        ('<p onclick="x" style="color:red" class="btn">Hello</p>', "<p>Hello</p>"),
        ('<img src="x" onerror="x"><p>Hello</p>', "<p>Hello</p>"),
        ('<p id="sheet">Hello</p><li id="m1">a</li>', "<p>Hello</p><li>a</li>"),
        ('<form action="/x"><button>Go</button></form>', "Go"),
        ("<svg><script>x</script></svg><iframe src='x'></iframe><p>Hello</p>", "<p>Hello</p>"),
        ('<a href="#sheet" target="_blank">Hello</a>', "Hello"),
        ('<a href=" javascript:alert(1)">Hello</a>', "Hello"),
        ("<h2><a></a></h2><p> <br></p><p>Hello</p>", "<p>Hello</p>"),
        ('<td colspan="9999" rowspan="x">Hello</td>', "Hello"),
    ],
)
def test_only_what_the_list_allows_survives(hostile: str, harmless: str) -> None:
    assert sanitise(hostile) == harmless


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("", 0),
        ("<p>one two</p><p>three</p>", 3),
        ("<td>one</td><td>two</td>", 2),
        ("<p>one—two three/four – five…</p>", 3),
        ("<p>R&amp;D costs £3.50</p>", 3),
        ("<p>line<br/>break</p>", 2),
    ],
)
def test_words_are_what_stands_between_spaces(html: str, words: int) -> None:
    assert count_words(html) == words
