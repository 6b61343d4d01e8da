"""The safe order for a file from outside: hold it, look into it, scan it, and only then keep it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from assessments.files.antivirus import scan
from assessments.files.gate import FileRefused, Processed, process
from assessments.files.names import clean_name
from assessments.files.store import LIMIT, Received, discard, hold, keep

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

    Nothing served from the store has skipped the gate. Where a scanner is configured and does not answer the file is
    "held": kept, and read by nobody before it is scanned. It may take seconds: call it before a transaction opens.
    """
    held = hold(chunks, centre_id, limit, root=root)
    try:
        processed = process(held.path, claimed_name)
        scanned = scan_now(held.path)
        return Taken(keep(held, centre_id, root=root), processed, scanned)
    except FileRefused as refused:
        refused.name = clean_name(claimed_name)
        raise
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
