"""PDFs at the gate: which come in, and why the others do not."""

from __future__ import annotations

import pytest

from assessments.files.faults import Fault
from assessments.files.reading import read
from tests.assessments import file_samples as made

TEXT = made.lines("I noticed her silence.")
ATTACHED = (
    b"<< /Type /Filespec /F (a.exe) /EF << /F 13 0 R >> >>",
    made.stream(b"MZ", b"/Type /EmbeddedFile "),
)


def code_of(data: bytes) -> str:
    with pytest.raises(Fault) as refused:
        read(data)
    return refused.value.code


def test_a_plain_pdf_comes_in() -> None:
    taken = read(made.pdf(TEXT, info=b"/Title (Reflective review)"))

    assert (taken.kind, taken.pages, taken.words, taken.title) == ("pdf", 1, 4, "Reflective review")


@pytest.mark.parametrize("before", [b"\xef\xbb\xbf", b"\r\n\r\n"])
def test_a_mark_before_its_first_line_does_not_matter(before: bytes) -> None:
    assert read(before + made.pdf(TEXT)).words == 4


@pytest.mark.parametrize(
    ("data", "code"),
    [
        pytest.param(made.locked_pdf(), "protected", id="a password"),
        pytest.param(made.pdf(TEXT)[:400], "damaged", id="cut short"),
        pytest.param(made.pdf(TEXT)[:-8], "damaged", id="its last line cut"),
        pytest.param(b"%PDF-1.7\n" + bytes(range(128, 256)) * 40 + b"%%EOF", "damaged", id="noise"),
        pytest.param(made.pdf(), "damaged", id="no pages"),
        pytest.param(made.pdf(*[TEXT] * 301), "too_many_pages", id="301 pages"),
        pytest.param(
            made.pdf(TEXT, catalog=b"/OpenAction << /S /JavaScript /JS (app.alert(1)) >>"),
            "pdf_active",
            id="a script",
        ),
        pytest.param(
            made.pdf(TEXT, catalog=b"/OpenAction << /S/J#61vaScript /JS (x) >>"),
            "pdf_active",
            id="a script, masked",
        ),
        pytest.param(
            made.pdf(TEXT, objects=[made.object_stream(b"<< /S /Launch /F (cmd.exe) >>")]),
            "pdf_active",
            id="packed away",
        ),
        pytest.param(made.pdf(TEXT, catalog=b"/AA << /WC << /S /Launch /F (a) >> >>"), "pdf_active", id="a program"),
        pytest.param(
            made.pdf(
                TEXT,
                catalog=b"/Names << /JavaScript << /Names [(a) 12 0 R] >> >>",
                objects=[b"<< /S % a remark\n/JavaScript /JS (1) >>"],
            ),
            "pdf_active",
            id="a script by name",
        ),
        pytest.param(
            made.pdf(TEXT, catalog=b"/Names << /EmbeddedFiles << /Names [(a) 12 0 R] >> >>", objects=ATTACHED),
            "pdf_attachments",
            id="an attachment",
        ),
        pytest.param(
            made.pdf(TEXT, objects=[b"<< /Type /Annot /Subtype /FileAttachment /FS 13 0 R >>", *ATTACHED[1:]]),
            "pdf_attachments",
            id="an attachment on a page",
        ),
        pytest.param(
            made.pdf(TEXT, catalog=b"/AcroForm << /XFA 12 0 R /Fields [] >>", objects=[made.stream(b"<xdp/>")]),
            "pdf_form",
            id="a form of another program",
        ),
    ],
)
def test_what_is_locked_broken_or_runs_does_not_come_in(data: bytes, code: str) -> None:
    assert code_of(data) == code


def test_three_hundred_pages_are_read() -> None:
    assert read(made.pdf(*[TEXT] * 300)).pages == 300


def test_the_number_of_pages_is_said() -> None:
    with pytest.raises(Fault) as refused:
        read(made.pdf(*[TEXT] * 301))

    assert refused.value.numbers == {"pages": 301, "limit": 300}


def test_words_about_scripts_are_only_words() -> None:
    told = made.pdf(made.lines("The office put /JavaScript and /Launch on one slide."))

    assert read(told).words == 9


def test_objects_packed_beyond_measure_are_a_bomb() -> None:
    heavy = made.object_stream(b" " * 33 * 1024 * 1024)

    assert code_of(made.pdf(TEXT, objects=[heavy, heavy])) == "bomb"
