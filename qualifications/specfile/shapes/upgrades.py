"""The step from a held award to another, as frozen data. Field names are the keys of the files."""

from __future__ import annotations

from dataclasses import dataclass

from qualifications.specfile.shapes.awards import SourceDecision


@dataclass(frozen=True, kw_only=True)
class Replacement:
    """A unit of the held award that another unit of the new award replaces."""

    old: str
    new: str


@dataclass(frozen=True, kw_only=True)
class Upgrade:
    """One step from a held award to another, by award code: it holds for every version of both.

    `from_` is written `from` in the files, where Python has no objection to the word.

    `before` says when the held award must be there, "start" or "claim"; empty: it need not be, anyone may join
    directly. With `overlay` the step is asked only where a centre uses that overlay.
    """

    code: str
    version: str
    title: str
    from_: str
    to: str
    text: str
    source: str
    keeps: tuple[str, ...] = ()
    keeps_assessments: tuple[str, ...] = ()
    replaces: tuple[Replacement, ...] = ()
    hours_count: bool
    before: str = ""
    overlay: str = ""
    supersedes: str = ""
    decisions: tuple[SourceDecision, ...] = ()
