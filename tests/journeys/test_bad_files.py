"""Files that cannot come in and work that cannot be handed in: each says why, and what was answered stays."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.assessments.file_samples import docx, essay
from tests.journeys.reading import link, text, ticked

HOME = "/c/northgate/"
MEGABYTE = 1024 * 1024
SAID = {"answers": "1", "choice-looking": "forward", "declared": "1", "refuses": "1"}


def assignment(as_lena: Client) -> str:
    """Lena's D7.01."""
    return link(as_lena.get(HOME), "D7.01")


@pytest.mark.parametrize(
    ("name", "body", "sentence"),
    [
        pytest.param(
            "essay.docx",
            b"MZ\x90\x00" + bytes(400),
            "This file is a program, not a document. Save your work as PDF or .docx and upload that.",
            id="an exe renamed",
        ),
        pytest.param(
            "essay.docx",
            b"",
            "This file is empty. Check that your work was saved, then choose the file again.",
            id="empty",
        ),
        pytest.param(
            "essay.docx",
            docx(parts={"word/media/white.bmp": bytes(30 * MEGABYTE)}),
            "This document unpacks to far more than a document should hold.",
            id="a bomb",
        ),
        pytest.param(
            "essay.docx",
            docx(parts={"word/vbaProject.bin": b"x"}),
            "This document contains macros. Save it as PDF or .docx without macros and upload it again.",
            id="macros",
        ),
        pytest.param(
            "essay.pdf",
            b"%PDF-1.7\n" + bytes(26 * MEGABYTE),
            "“essay.pdf” is larger than 25 MB. Make its pictures smaller, or split it, and upload it again.",
            id="26 MB",
        ),
    ],
)
def test_a_file_that_cannot_come_in_says_why_and_the_answers_stay(
    as_lena: Client, name: str, body: bytes, sentence: str
) -> None:
    here = assignment(as_lena)
    # The file first, as a page may order its fields: what follows it must be read all the same.
    sent = as_lena.post(f"{here}check/", {"file": SimpleUploadedFile(name, body), **SAID})
    assert sent.status_code == 422
    assert sentence in text(sent)
    assert "No file" not in text(sent)
    for page in (sent, as_lena.get(here)):
        assert ticked(page, "choice-looking", "forward")
        assert ticked(page, "declared")
        assert ticked(page, "refuses")
        assert "Take away" not in text(page)


def test_a_file_that_is_refused_does_not_stop_the_others(as_lena: Client) -> None:
    here = assignment(as_lena)
    files = [SimpleUploadedFile("notes.docx", b"MZ" + bytes(400)), SimpleUploadedFile("essay.docx", essay())]
    sent = as_lena.post(f"{here}files/", {"file": files, **SAID})
    assert sent.status_code == 422
    assert "This file is a program" in text(sent)
    assert "Take away essay.docx" in text(sent)


@pytest.mark.parametrize("claimed", ["../../../etc/passwd.docx", "..\\..\\boot.docx", "/root/.ssh/keys.docx"])
def test_a_name_with_a_path_in_it_is_only_a_name(as_lena: Client, claimed: str) -> None:
    here = assignment(as_lena)
    upload = SimpleUploadedFile("placeholder.docx", essay())
    upload._name = claimed  # a browser sends what it likes
    page = as_lena.post(f"{here}files/", {"file": upload, **SAID}, follow=True)
    assert page.status_code == 200
    shown = claimed.replace("\\", "/").rpartition("/")[2]
    assert f"Take away {shown}" in text(page)
    assert ".." not in text(page).partition("Your work")[2].partition("The task")[0]


def test_the_same_file_twice_is_said_and_kept_once(as_lena: Client) -> None:
    here, body = assignment(as_lena), essay()
    as_lena.post(f"{here}files/", {"file": SimpleUploadedFile("essay.docx", body), **SAID})
    again = as_lena.post(f"{here}files/", {"file": SimpleUploadedFile("copy.docx", body), **SAID})
    assert again.status_code == 422
    assert "“copy.docx” is here already, byte for byte." in text(again)


def test_without_the_declaration_it_is_not_handed_in(as_lena: Client) -> None:
    here = assignment(as_lena)
    said = {name: value for name, value in SAID.items() if name != "declared"}
    checked = as_lena.post(f"{here}check/", {"file": SimpleUploadedFile("essay.docx", essay()), **said})
    assert checked.status_code == 422
    assert "Confirm that this is your own work." in text(checked)
    assert "Take away essay.docx" in text(checked)
    forced = as_lena.post(f"{here}submit/")
    assert forced.status_code == 422
    assert "Confirm that this is your own work." in text(forced)
    assert "D7.01 is handed in." not in text(as_lena.get(here, follow=True))


def test_what_was_handed_in_takes_no_other_file(as_lena: Client) -> None:
    here = assignment(as_lena)
    as_lena.post(f"{here}check/", {"file": SimpleUploadedFile("essay.docx", essay()), **SAID})
    as_lena.post(f"{here}submit/")
    for act in ("files/", "check/", "submit/"):
        late = as_lena.post(f"{here}{act}", {"file": SimpleUploadedFile("late.docx", essay(3)), **SAID})
        assert late.status_code == 409
        assert "This was submitted and can no longer be changed." in text(late)
