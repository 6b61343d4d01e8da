"""The files of the catalogue as plain TOML, past the reader that is under test elsewhere."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

CATALOGUE = Path(__file__).resolve().parents[2] / "qualifications" / "catalogue"


def entries(file: str, kind: str) -> dict[str, dict[str, Any]]:
    """The entries of one kind in one file of the catalogue, by code."""
    data = tomllib.loads((CATALOGUE / file).read_text("utf-8"))
    return {entry["code"]: entry for entry in data.get(kind, [])}


def below(folder: str, kind: str) -> dict[str, dict[str, Any]]:
    """The entries of one kind in all files of one folder, by code, in the order of the files' names."""
    found: dict[str, dict[str, Any]] = {}
    for path in sorted((CATALOGUE / folder).glob("*.toml")):
        found |= entries(f"{folder}/{path.name}", kind)
    return found


def chosen(award: dict[str, Any]) -> dict[str, str]:
    """What was decided between sources, by what it is about."""
    return {decision["about"]: decision["chosen"] for decision in award["decisions"]}


def named(award: dict[str, Any]) -> set[str]:
    """The numbers of the source documents that the decisions of an award name."""
    return {source[:3] for decision in award["decisions"] for source in decision["sources"]}
