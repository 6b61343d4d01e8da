"""Overlays: from the tables of a file to frozen data."""

from __future__ import annotations

from qualifications.specfile.read_awards import read_decisions
from qualifications.specfile.read_printed import read_printed
from qualifications.specfile.read_sheets import read_quantity
from qualifications.specfile.shapes import Overlay, Requirement
from qualifications.specfile.table import Table


def read_overlay(table: Table) -> Overlay:
    """One [[overlays]] table. It has no key that could take anything from an award."""
    overlay = Overlay(
        code=table.code(),
        version=table.code("version", longest=40),
        title=table.text("title", required=True, longest=300),
        centre_kind=table.text("centre_kind", required=True, longest=100),
        source=table.text("source", required=True),
        applies_to=table.texts("applies_to"),
        text=table.text("text"),
        supersedes=table.code("supersedes", required=False, longest=40),
        yields=table.texts("yields"),
        printed=read_printed(table),
        quantities=tuple(read_quantity(each) for each in table.tables("quantities", "quantity")),
        requirements=tuple(_requirement(each) for each in table.tables("requirements")),
        decisions=read_decisions(table),
    )
    table.close("an overlay")
    return overlay


def _requirement(table: Table) -> Requirement:
    requirement = Requirement(
        code=table.code(),
        text=table.text("text", required=True),
        number=table.text("number", longest=60),
        quantities=table.texts("quantities"),
        words=table.whole("words", least=1),
    )
    table.close("a requirement")
    return requirement
