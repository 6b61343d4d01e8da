"""Writing a specification as TOML: the file reads back as exactly the same, in the canonical order of keys."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualifications import specfile
from qualifications.specfile import Catalogue, to_toml
from tests.qualifications.made_up import MADE_UP, TWO_UNITS, sheet

EVERYTHING = [specfile.SHIPPED, MADE_UP, TWO_UNITS]


def written(catalogue: Catalogue) -> str:
    return to_toml(*things(catalogue))


def things(catalogue: Catalogue) -> list[specfile.Thing]:
    return [
        *catalogue.units,
        *catalogue.assessments,
        *catalogue.competences,
        *catalogue.awards,
        *catalogue.overlays,
        *catalogue.upgrades,
    ]


def read_back(folder: Path, text: str) -> Catalogue:
    file = folder / "written.toml"
    file.write_text(text, "utf-8")
    return specfile.read([file], alone=True)


def test_everything_shipped_and_made_up_comes_back(tmp_path: Path) -> None:
    before = specfile.read(EVERYTHING)
    text = written(before)
    after = read_back(tmp_path, text)

    assert (after.mistakes, len(after)) == ((), len(before))
    assert things(after) == things(before)
    assert written(after) == text


def test_a_sheet_is_written_as_a_person_would(tmp_path: Path) -> None:
    some = replace(sheet("HOURS"), task='First line\n\nSecond “line” with "quotes" and a \\', units=())

    assert 'task = """\nFirst line\n\nSecond “line” with \\"quotes\\" and a \\\\"""\n' in to_toml(some)
    assert read_back(tmp_path, to_toml(some)).assessments == (some,)


def test_dates_numbers_and_references(tmp_path: Path) -> None:
    award = next(a for a in specfile.read([specfile.SHIPPED]).awards if a.fictional)
    lines = to_toml(award).splitlines()

    assert lines[:8] == [
        "format = 1",
        "",
        "[[awards]]",
        'code = "DEMO-L3-AWARD-COACHING"',
        'version = "2025-01"',
        'title = "Fictional: Level 3 Award in Coaching (demonstration)"',
        'kind = "regulated"',
        "level = 3",
    ]
    assert "registration_ends = 2029-12-31" in lines
    assert next(line for line in lines if line.startswith("  {")) == '  { code = "DEMO-300", version = "2025" },'
    assert read_back(tmp_path, to_toml(award)).awards == (award,)


@pytest.mark.parametrize(
    "text",
    [
        '"',
        '"""',
        "\\",
        "a\\\nb",
        "'''",
        "# no comment",
        "a\tb\nc",
        "[[units]]\ncode = 1",
        "é€\U0001f600",
        "\n\nx",
        "x\r\ny",
    ],
)
def test_awkward_texts_are_written_exactly(text: str) -> None:
    raw = tomllib.loads(to_toml(replace(sheet("OVERALL"), task=text)))

    assert raw["assessments"][0]["task"] == text


@settings(max_examples=300, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_is_written_exactly(text: str) -> None:
    raw = tomllib.loads(to_toml(replace(sheet("OVERALL"), task=text, units=(text,))))

    assert raw["assessments"][0].get("task", "") == text
    assert raw["assessments"][0]["units"] == [text]
