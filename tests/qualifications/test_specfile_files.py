"""Files as such: encoding, TOML, nesting, what may be named beside them."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualifications import specfile
from tests.qualifications.whole_file import WHOLE, mistakes


@pytest.mark.parametrize(
    ("content", "line", "beginning"),
    [
        (b"format = 1\nx = [", 2, "The file is not TOML: "),
        (b"format = 1\n\nfoo", 3, "The file is not TOML: "),
        (
            b'format = 1\ntitle = "caf\xe9"',
            2,
            "The file is not in UTF-8 here: the byte E9 would be “é” in Latin-1 (Windows-1252); "
            "save it with the encoding UTF-8.",
        ),
        (b"format = 1\n# \x81", 2, "The file is not in UTF-8 here; save it with the encoding UTF-8."),
        ("format = 1".encode("utf-16"), 1, "The file is in UTF-16; save it with the encoding UTF-8."),
        ("format = 1".encode("utf-16-be"), 1, "The file is in UTF-16 without a mark; save it with the encoding UTF-8."),
        ("format = 1".encode("utf-32"), 1, "The file is in UTF-32; save it with the encoding UTF-8."),
        (b"format = 1\nx = " + b"[" * 5000 + b"]" * 5000, None, "The file nests its lists too deeply"),
        (b"format = 1\nx = 1" + b"0" * 5000, None, "The file is not TOML: "),
        (b"#" * 4_000_001, None, "The file is larger than 4 MB, too large for a specification."),
        (b"", 1, "The file must say format = 1."),
        (b"format = 1\nawards = 3", 2, "“awards” must be a list, in [ ]."),
        (b"format = 1\nawards = [3]", 2, "“awards” must be a list of tables, each opened by [[…awards]]."),
        (b"format = 1\n[units]\ncode = 'U1'", 2, "“units” must be a list, in [ ]."),
    ],
)
def test_whatever_the_file_is_there_is_a_sentence(
    tmp_path: Path, content: bytes, line: int | None, beginning: str
) -> None:
    [(found, place, sentence)] = mistakes(tmp_path, content)

    assert (found, place) == (line, "")
    assert sentence.startswith(beginning)


def test_a_file_that_is_not_there_is_a_sentence_too(tmp_path: Path) -> None:
    [mistake] = specfile.read([tmp_path / "none.toml"]).mistakes

    assert str(mistake) == f"{tmp_path}/none.toml: The file cannot be opened: there is no such file."


def test_deep_groups_and_deep_rules_are_refused(tmp_path: Path) -> None:
    rule = "{ all_of = [ " * 20 + "{ total_at_least = 50 }" + " ] }" * 20
    text = WHOLE.replace("{ total_at_least = 50 }", rule)

    assert (
        21,
        "assessment A1",
        "Each part of a rule is one key, such as { total_at_least = 50 }, at most 12 deep.",
    ) in (mistakes(tmp_path, text))


def test_a_file_with_a_byte_order_mark_and_windows_lines_is_read_and_the_mark_is_noted(tmp_path: Path) -> None:
    file = tmp_path / "spec.toml"
    file.write_bytes(b"\xef\xbb\xbf" + WHOLE.replace("\n", "\r\n").encode())
    catalogue = specfile.read([file])

    assert (catalogue.mistakes, len(catalogue)) == ((), 3)
    assert [str(note) for note in catalogue.notes] == [
        f"{file}, line 1: The file begins with a byte order mark, which UTF-8 does not need; it is read without it."
    ]


def test_a_sheet_alone_may_name_units_that_no_file_holds(tmp_path: Path) -> None:
    file = tmp_path / "sheet.toml"
    file.write_text("format = 1\n" + WHOLE[WHOLE.index("[[assessments]]") : WHOLE.index("[[awards]]")])

    assert specfile.read([file], alone=True).mistakes == ()
    assert [m.sentence for m in specfile.read([file]).mistakes] == [
        "No file holds unit U1; give its file as well, or correct the code."
    ]


def test_a_catalogue_beside_may_be_named(tmp_path: Path) -> None:
    whole, sheet = tmp_path / "whole.toml", tmp_path / "sheet.toml"
    whole.write_text(WHOLE)
    sheet.write_text("format = 1\n" + WHOLE[WHOLE.index("[[assessments]]") : WHOLE.index("[[awards]]")])

    assert specfile.read([sheet], beside=specfile.read([whole])).mistakes == ()
