"""Whatever stands in a file, reading ends: with a catalogue or with sentences, never with an exception."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from qualifications import outcome, specfile
from tests.qualifications.made_up import MADE_UP, SHEETS

ROUTES = Path(__file__).parent / "data" / "routes.toml"
SOURCES = [path.read_text("utf-8") for path in (MADE_UP, SHEETS, specfile.SHIPPED / "l7" / "diploma.toml", ROUTES)]
LITTER = st.sampled_from(
    [
        "",
        "3",
        "-1",
        "1e400",
        "nan",
        "true",
        "[]",
        "[[]]",
        "{}",
        '""',
        '"S1"',
        "2014-12-31",
        "2014-12-31T10:00:00Z",
        '["D7.02 1.1"]',
        "[{}]",
        '[{ code = "X" }]',
        "{ all_of = [] }",
        "{ any_of = [ { total_at_least = -1 } ] }",
        '{ node_passes = "S1" }',
        '"section"',
        '"group"',
        '"context"',
        '"bands"',
        '"criterion"',
        "99999999999999999999",
    ]
)


def read(content: bytes) -> specfile.Catalogue:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "spec.toml"
        file.write_bytes(content)
        return specfile.read([file])


def check(catalogue: specfile.Catalogue) -> None:
    """Either there are sentences, or everything read can be marked and stored."""
    for mistake in catalogue.mistakes:
        assert mistake.sentence and mistake.file
    if not catalogue.mistakes:
        for assessment in catalogue.assessments:
            assert outcome.decide(assessment, {}).outcome is outcome.Outcome.UNDECIDED
            assert specfile.assessment_from_document(specfile.to_document(assessment)) == assessment
        for overlay in catalogue.overlays:
            assert specfile.overlay_from_document(specfile.to_document(overlay)) == overlay
        for upgrade in catalogue.upgrades:
            assert specfile.upgrade_from_document(specfile.to_document(upgrade)) == upgrade


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes(content: bytes) -> None:
    check(read(content))


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(SOURCES), st.lists(st.tuples(st.integers(0, 2000), LITTER), min_size=1, max_size=4))
def test_real_files_with_some_values_replaced(source: str, changes: list[tuple[int, str]]) -> None:
    lines = source.split("\n")
    for at, litter in changes:
        key, equals, _ = lines[at % len(lines)].partition(" = ")
        lines[at % len(lines)] = f"{key} = {litter}" if equals else litter
    check(read("\n".join(lines).encode()))


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(SOURCES), st.lists(st.integers(0, 2000), min_size=1, max_size=6))
def test_real_files_with_some_lines_left_out(source: str, gone: list[int]) -> None:
    lines = source.split("\n")
    out = {at % len(lines) for at in gone}
    check(read("\n".join(line for at, line in enumerate(lines) if at not in out).encode()))
