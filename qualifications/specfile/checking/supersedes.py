"""Whether the version that another one replaces is there."""

from __future__ import annotations

from collections.abc import Container

from qualifications.specfile.checking.entries import Entry
from qualifications.specfile.checking.library import Name
from qualifications.specfile.shapes import Award, Overlay, Upgrade


def check_supersedes(entry: Entry[Award] | Entry[Overlay] | Entry[Upgrade], known: Container[Name]) -> None:
    """A version supersedes another one of the same code."""
    thing = entry.thing
    if thing.supersedes == thing.version:
        entry.wrong("A version cannot supersede itself; name an earlier one.", "supersedes")
    elif thing.supersedes and (thing.code, thing.supersedes) not in known:
        entry.wrong(
            f"No file holds {thing.code} in version {thing.supersedes}; give its file as well, or correct the version.",
            "supersedes",
        )
