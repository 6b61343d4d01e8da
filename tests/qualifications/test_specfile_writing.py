"""A sheet written as a file again is the same sheet."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualifications import specfile
from qualifications.specfile import Assessment

SHIPPED = specfile.read([specfile.SHIPPED])
DATA = Path(__file__).parent / "data"
OTHERS = specfile.read([DATA / "made_up.toml"], alone=True), specfile.read([DATA / "whole.toml"], alone=True)
SHEETS = [sheet for catalogue in (SHIPPED, *OTHERS) for sheet in catalogue.assessments]


def read_again(sheet: Assessment) -> Assessment:
    """What a reader finds in the text."""
    read = specfile.read_bytes(specfile.to_toml(sheet).encode(), "a copy", alone=True)
    assert [str(mistake) for mistake in read.mistakes] == []
    return read.assessments[0]


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: f"{sheet.code}-{sheet.version}")
def test_every_sheet_there_is(sheet: Assessment) -> None:
    assert read_again(sheet) == sheet


@given(text=st.text(alphabet=st.characters(exclude_categories=["Cc", "Cs"]) | st.sampled_from('\n\t"\\#'), max_size=80))
@settings(max_examples=200, deadline=None)
def test_whatever_the_task_says(text: str) -> None:
    sheet = replace(SHIPPED.assessments[0], task=text.strip())
    assert read_again(sheet) == sheet
