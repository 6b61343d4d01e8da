"""The JSON Schema of the format: current, valid, and of one mind with the reader about the shape of a file."""

from __future__ import annotations

import json
import tomllib
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from qualifications import specfile
from qualifications.management.commands import catalogue_schema as command
from qualifications.specfile.checking import Entries
from qualifications.specfile.mistakes import Notes
from qualifications.specfile.reading import read_table
from qualifications.specfile.schema import catalogue_schema
from qualifications.specfile.table import Table
from tests.qualifications.made_up import MADE_UP, TWO_UNITS
from tests.qualifications.whole_file import DATA, WHOLE

SCHEMA = catalogue_schema()
VALIDATOR = Draft202012Validator(SCHEMA)
EXAMPLES = Path(command.STORED).parent / "examples"
FILES = [*specfile.specification_files([specfile.SHIPPED, EXAMPLES]), MADE_UP, TWO_UNITS, DATA / "whole.toml"]


def as_json(value: Any) -> Any:
    """The values of a TOML file as JSON has them: dates become texts."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {key: as_json(each) for key, each in value.items()}
    return [as_json(each) for each in value] if isinstance(value, list) else value


def reader_refuses(document: dict[str, Any]) -> bool:
    """Whether the tables of a file are wrong in themselves, whatever else may be said of them."""
    notes = Notes("file")
    read_table(Table(document, notes, "", ()), Entries())
    return bool(notes.mistakes)


def schema_refuses(document: dict[str, Any]) -> bool:
    return not VALIDATOR.is_valid(as_json(document))


def test_the_stored_schema_is_current() -> None:
    assert command.STORED.read_text("utf-8") == command.written(), "run ./run manage catalogue_schema"


def test_the_command_says_whether_it_is(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(command, "STORED", tmp_path / "catalogue.schema.json")
    monkeypatch.setattr(command.settings, "BASE_DIR", tmp_path)
    err = StringIO()
    with pytest.raises(SystemExit) as end:
        call_command("catalogue_schema", "--check", stderr=err)
    assert (end.value.code, (tmp_path / "catalogue.schema.json").exists()) == (1, False)
    assert err.getvalue() == "catalogue.schema.json is not what the reader takes; run ./run manage catalogue_schema.\n"

    said = []
    for arguments in ([], ["--check"]):
        out = StringIO()
        call_command("catalogue_schema", *arguments, stdout=out)
        said.append(out.getvalue())
    assert said == ["catalogue.schema.json is written.\n", "catalogue.schema.json is current.\n"]
    assert json.loads((tmp_path / "catalogue.schema.json").read_text("utf-8")) == SCHEMA


def test_it_is_a_schema_of_draft_2020_12() -> None:
    Draft202012Validator.check_schema(SCHEMA)

    assert SCHEMA["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert SCHEMA["required"] == ["format"]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_every_file_validates(file: Path) -> None:
    document = tomllib.loads(file.read_text("utf-8"))

    assert [error.json_path for error in VALIDATOR.iter_errors(as_json(document))] == []
    assert not reader_refuses(document)


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("format = 1", "format = 2"),
        ("format = 1\n", ""),
        ("maximum = 100", 'maximum = "100"'),
        ("maximum = 100", "maximum = 0"),
        ("maximum = 100", "maximum = 30001"),
        ("maximum = 100", "maximum = true"),
        ("maximum = 100", "maximun = 100"),
        ("  maximum = 100\n", ""),
        ("minimum = 12", "minimum = -0.5"),
        ('kind = "section"', 'kind = "sektion"'),
        ('  kind = "section"\n', ""),
        ('kind = "section"', 'kind = "context"'),
        ('kind = "section"', 'kind = "group"'),
        ('kind = "regulated"', 'kind = ""'),
        ('title = "A unit"', 'title = " "'),
        ('title = "A unit"', f'title = "{"a" * 301}"'),
        ('text = "Know"', 'text = "Know\\u0000"'),
        ('code = "U1"\nversion', 'code = "U 1"\nversion'),
        ('units = ["U1"]', 'units = "U1"'),
        ('units = ["U1"]', 'units = ["U1", ""]'),
        ('units = ["U1"]', 'units = ["U1", 3]'),
        ('evidences = ["U1 1.1"]', 'evidences = ["U1 1.1"]\nflags = ["odd"]'),
        ("level = 3", "level = 3.5"),
        ("2015-08-31", '"soon"'),
        ('units = ["U1"]', 'units = ["U1"]\nunit_outcomes = ""'),
        ("{ total_at_least = 50 }", "{ total_at_least = -1 }"),
        ("{ total_at_least = 50 }", "{ total_at_least = true }"),
        ("{ total_at_least = 50 }", "{ total_at_least = { of = [] } }"),
        ("{ total_at_least = 50 }", "{ total_at_least = 50, node_passes = 'S1' }"),
        ("{ total_at_least = 50 }", "{ node_passes = 1 }"),
        ("{ total_at_least = 50 }", "{}"),
        ("{ total_at_least = 50 }", "{ every_criterion_met = false }"),
        ("{ total_at_least = 50 }", "{ any_of = [] }"),
        ('mandatory = true', 'mandatory = "yes"'),
        ('{ code = "A1", version = "1" }', '{ code = "A1", version = "1", mandatory = true }'),
        ('{ code = "A1", version = "1" }', '{ code = "A1" }'),
        ('{ code = "A1", version = "1" }', '"A1"'),
    ],
)  # fmt: skip
def test_a_mistake_of_shape_is_one_for_both(right: str, wrong: str) -> None:
    whole = WHOLE.replace(
        'units = [ { code = "U1", version = "1" } ]', 'units = [ { code = "U1", version = "1", mandatory = true } ]'
    )
    assert right in whole and not schema_refuses(tomllib.loads(whole))
    document = tomllib.loads(whole.replace(right, wrong, 1))

    assert (schema_refuses(document), reader_refuses(document)) == (True, True)


# What stands in for a value, or under a new key. Dates and 1.0 mean different things in TOML and in JSON.
LITTER = st.sampled_from(
    [-1, 0, 1, 7, 0.5, 99_999, True, False, "", " ", "x", "A 1", "S1", "section", "group", "\x00", [], {}, [[]], [{}],
     ["x"], [{"code": "X"}], {"total_at_least": 5}, {"all_of": []}, {"each_group_at_least": "minimum"}]
)  # fmt: skip
SOURCES = [tomllib.loads(file.read_text("utf-8")) for file in FILES]


def places(value: Any) -> list[tuple[Any, Any]]:
    """Every table and list with each of its keys."""
    held = list(value.items()) if isinstance(value, dict) else list(enumerate(value)) if isinstance(value, list) else []
    return [(value, key) for key, _ in held] + [place for _, each in held for place in places(each)]


@settings(max_examples=400, deadline=None)
@given(st.sampled_from(SOURCES), st.integers(0, 10_000), LITTER, st.sampled_from(["instead", "gone", "new"]))
def test_reader_and_schema_agree_whatever_is_changed(source: dict[str, Any], at: int, litter: Any, how: str) -> None:
    document: dict[str, Any] = _copy(source)
    every = places(document)
    holder, key = every[at % len(every)]
    if how == "gone":
        del holder[key]
    elif how == "new" and isinstance(holder, dict):
        holder["mandatory" if at % 2 else "unheard_of"] = litter
    else:
        holder[key] = litter

    assert schema_refuses(document) is reader_refuses(document)


def _copy(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _copy(each) for key, each in value.items()}
    return [_copy(each) for each in value] if isinstance(value, list) else value
