"""docs/catalogue.md says every key there is, says which must be there, and shows what its examples really hold."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from django.conf import settings

from qualifications import specfile
from qualifications.specfile.schema import WHOLE_FILE, Schema, catalogue_schema, slug
from tests.qualifications.test_docs_examples import CRITERION_DECISIONS, THREE_SECTIONS

PAGE = (Path(settings.BASE_DIR) / "docs" / "catalogue.md").read_text("utf-8")
SCHEMA = catalogue_schema()
TABLES = {WHOLE_FILE: SCHEMA} | {name: held for name, held in SCHEMA["$defs"].items() if "properties" in held}
ROW = re.compile(r"^\| `(\w+)` \| (yes)? ?\| (.+) \|$", re.M)
EVERY_NODE = "every_node"


def documented() -> dict[str, dict[str, bool]]:
    """By heading: every key of the table under it, and whether it must be there."""
    sections = re.split(r"^### ", PAGE, flags=re.M)[1:]
    found = {}
    for section in sections:
        heading, _, text = section.partition("\n")
        found[slug(heading)] = {key: bool(needed) for key, needed, _ in ROW.findall(text.partition("\n## ")[0])}
    return found


def asked(table: Schema) -> dict[str, bool]:
    return {key: key in table.get("required", []) for key in table["properties"]}


def test_there_is_a_table_for_everything_and_none_besides() -> None:
    assert set(documented()) == {*TABLES, EVERY_NODE}


@pytest.mark.parametrize("name", TABLES)
def test_every_key_is_told_none_is_made_up_and_the_needed_ones_are_marked(name: str) -> None:
    told = documented()
    of_every_node = told[EVERY_NODE] if name.startswith("node_of_kind") else {}

    assert {**of_every_node, **told[name]} == asked(TABLES[name])


@pytest.mark.parametrize(("file", "at"), [(THREE_SECTIONS, 0), (CRITERION_DECISIONS, 1)])
def test_the_examples_on_the_page_stand_in_the_files(file: Path, at: int) -> None:
    [*shown] = re.findall(r"```toml\n(.+?)```", PAGE, flags=re.S)
    lines = {line.strip() for line in file.read_text("utf-8").splitlines()}
    wanted = [re.sub(r"\s+# .*", "", line).strip() for line in shown[at].splitlines()]

    assert [line for line in wanted if line and line not in lines] == []
    assert str(file.relative_to(settings.BASE_DIR)) in PAGE
    assert tomllib.loads(shown[at])


def test_the_mistake_on_the_page_is_told_in_these_words(tmp_path: Path) -> None:
    file = tmp_path / "my-file.toml"
    file.write_text(THREE_SECTIONS.read_text("utf-8").replace("minimum = 8\n", "minimum = 25\n"))
    [mistake] = specfile.read([file]).mistakes

    assert f"\n       {str(mistake).removeprefix(f'{tmp_path}/')}\n" in PAGE
