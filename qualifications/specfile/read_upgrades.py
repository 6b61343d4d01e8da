"""Upgrades: from the tables of a file to frozen data."""

from __future__ import annotations

from qualifications.specfile.read_awards import read_decisions
from qualifications.specfile.shapes import Replacement, Upgrade
from qualifications.specfile.table import Table

MOMENTS = ("start", "claim")


def read_upgrade(table: Table) -> Upgrade:
    """One [[upgrades]] table."""
    upgrade = Upgrade(
        code=table.code(),
        version=table.code("version", longest=40),
        title=table.text("title", required=True, longest=300),
        from_=table.code("from"),
        to=table.code("to"),
        text=table.text("text", required=True),
        source=table.text("source", required=True),
        keeps=table.texts("keeps"),
        keeps_assessments=table.texts("keeps_assessments"),
        replaces=tuple(_replacement(each) for each in table.tables("replaces", "replacement")),
        hours_count=table.flag("hours_count", required=True),
        before=table.one_of("before", MOMENTS) if table.has("before") else "",
        overlay=table.code("overlay", required=False),
        supersedes=table.code("supersedes", required=False, longest=40),
        decisions=read_decisions(table),
    )
    table.close("an upgrade")
    return upgrade


def _replacement(table: Table) -> Replacement:
    replacement = Replacement(old=table.code("old"), new=table.code("new"))
    table.close("a replacement")
    return replacement
