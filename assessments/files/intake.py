"""The safe order for a file from outside: hold it, look into it, scan it, and only then keep it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from assessments.files.antivirus import scan
from assessments.files.gate import Processed, process
from assessments.files.store import LIMIT, Received, discard, hold, keep


@dataclass(frozen=True)
class Taken:
    """A file that came in: its bytes as stored, its reading view, and what the virus scanner said."""

    received: Received
    processed: Processed
    scanned: Literal["clean", "not scanned"]


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

    Nothing served from the store has skipped the gate. It may take seconds: call it before a transaction
    opens.
    """
    held = hold(chunks, centre_id, limit, root=root)
    try:
        processed = process(held.path, claimed_name)
        scanned = scan(held.path)
        return Taken(keep(held, centre_id, root=root), processed, scanned)
    finally:
        discard(held)
