"""The safe order for a file from outside: hold it, look into it, scan it, and only then keep it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Literal

from assessments.files.antivirus import scan
from assessments.files.gate import FileRefused, Processed, paged, process
from assessments.files.names import clean_name
from assessments.files.store import LIMIT, Received, discard, hold, keep
from assessments.files.structure import is_photo

HELD: Literal["held"] = "held"  # in quarantine: the scanner that is configured did not answer


@dataclass(frozen=True)
class Taken:
    """A file that came in: its bytes as stored, its reading view, and what the virus scanner said."""

    received: Received
    processed: Processed
    scanned: Literal["clean", "not scanned", "held"]


def take_in(
    chunks: Iterable[bytes],
    centre_id: int,
    claimed_name: str,
    *,
    limit: int = LIMIT,
    root: Path | None = None,
) -> Taken:
    """Stream, inspect, read, scan and keep one file. Raises FileRefused; a refused file leaves nothing
    behind.

    A photograph (JPEG, PNG) comes in as a page of a PDF. Nothing served from the store has skipped the gate. Where a
    scanner is configured and does not answer the file is "held": kept, and read by nobody before it is scanned. It may
    take seconds: call it before a transaction opens.
    """
    held = hold(chunks, centre_id, limit, root=root)
    try:
        if _is_photo(held):
            held, claimed_name = _as_page(held, centre_id, root), PurePath(claimed_name).stem
        processed = process(held.path, claimed_name)
        scanned = scan_now(held.path)
        return Taken(keep(held, centre_id, root=root), processed, scanned)
    except FileRefused as refused:
        refused.name = clean_name(claimed_name)
        raise
    finally:
        discard(held)


def _is_photo(held: Received) -> bool:
    with held.path.open("rb") as file:
        return is_photo(file.read(8))


def _as_page(held: Received, centre_id: int, root: Path | None) -> Received:
    """The photograph as a page, held in its place. What came is scanned too: a page drawn anew hides what it was."""
    try:
        scan_now(held.path)
        return hold([paged(held.path)], centre_id, root=root)
    finally:
        discard(held)


def scan_now(path: Path) -> Literal["clean", "not scanned", "held"]:
    """As `scan`; "held" when the scanner is away. Raises FileRefused for a find."""
    try:
        return scan(path)
    except FileRefused as refused:
        if refused.code != "scanner_away":
            raise
        return HELD
