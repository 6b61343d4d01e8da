"""Where pieces lie until a file is whole: in the centre's waiting room, under the upload's own id, served to nobody."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

from assessments.files.store import waiting_room

_BLOCK = 64 * 1024


def place(centre_id: int, upload: UUID, *, root: Path | None = None) -> Path:
    """Where the pieces of an upload lie, whether or not any came."""
    return waiting_room(centre_id, root=root) / f"part-{upload.hex}"


def there(centre_id: int, upload: UUID, *, root: Path | None = None) -> int:
    """How many bytes lie there."""
    try:
        return place(centre_id, upload, root=root).stat().st_size
    except FileNotFoundError:
        return 0


def write(centre_id: int, upload: UUID, offset: int, piece: bytes, *, root: Path | None = None) -> None:
    """Put a piece at its offset, and cut off whatever lay beyond: of a write whose transaction never ended.

    After a return the bytes survive a power cut.
    """
    path = place(centre_id, upload, root=root)
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    with os.fdopen(handle, "r+b") as out:
        out.truncate(offset)
        out.seek(offset)
        out.write(piece)
        out.flush()
        os.fsync(out.fileno())


def chunks(centre_id: int, upload: UUID, size: int, *, root: Path | None = None) -> Iterator[bytes]:
    """The first `size` bytes."""
    with place(centre_id, upload, root=root).open("rb") as file:
        left = size
        while left and (block := file.read(min(_BLOCK, left))):
            left -= len(block)
            yield block


def forget(centre_id: int, upload: UUID, *, root: Path | None = None) -> None:
    """Remove the pieces."""
    place(centre_id, upload, root=root).unlink(missing_ok=True)
