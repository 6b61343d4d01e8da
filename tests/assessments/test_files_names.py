"""Names as people typed them, made fit to show."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.files.names import clean_name


@pytest.mark.parametrize(
    ("claimed", "shown"),
    [
        ("Reflective review.docx", "Reflective review.docx"),
        ("ESSAY.DOCX", "ESSAY.DOCX"),
        ("Réflexion n° 2.docx", "Réflexion n° 2.docx"),
        ("../../../etc/passwd", "passwd.docx"),
        ("..\\..\\Windows\\essay.docx", "essay.docx"),
        ("C:\\Users\\Lena\\essay.docx", "essay.docx"),
        ("essay\x00\x1b[31m.docx", "essay[31m.docx"),
        ("my\r\nSet-Cookie: a.docx", "my Set-Cookie- a.docx"),
        ("essay\u202excod.exe", "essayxcod.exe.docx"),
        ("essay\u200b\ufeff.docx", "essay.docx"),
        ("essay.exe", "essay.exe.docx"),
        ("essay", "essay.docx"),
        ("", "document.docx"),
        ("...", "document.docx"),
        (" . ", "document.docx"),
        (".docx", "docx.docx"),
        ("con.docx", "con_.docx"),
        ('<img src="x">.docx', "-img src=-x--.docx"),
        ("diary   of \t Lena.docx", "diary of Lena.docx"),
    ],
)
def test_a_docx_is_shown_under_an_honest_name(claimed: str, shown: str) -> None:
    assert clean_name(claimed, "docx") == shown


def test_a_very_long_name_keeps_its_ending() -> None:
    shown = clean_name("a" * 5_000 + ".docx", "docx")

    assert shown == "a" * 115 + ".docx"


def test_a_name_without_known_kind_keeps_what_was_typed() -> None:
    assert clean_name("../essay.odt") == "essay.odt"
    assert clean_name("essay") == "essay"


@given(st.text(max_size=300))
def test_no_name_holds_a_path_a_control_or_too_much(claimed: str) -> None:
    shown = clean_name(claimed, "pdf")

    assert shown.lower().endswith(".pdf")
    assert 4 < len(shown) <= 120
    assert not set(shown) & set('/\\<>:"|?*\n\r\t')
    assert not {unicodedata.category(c) for c in shown} & {"Cc", "Cf", "Cs", "Co", "Cn"}
    assert clean_name(shown, "pdf") == shown
