"""Bytes by their hash, under the centre they belong to: `<root>/<centre>/<sha256[:2]>/<sha256>`.

The same file sent to two centres lies twice: a shared hash would tell one centre what another holds. A name
that somebody typed never becomes part of a path.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import tempfile
import time
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from assessments.files.refusals import refusal

MEGABYTE = 1024 * 1024
LIMIT = 25 * MEGABYTE
_STALE_SECONDS = 24 * 60 * 60
_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class Received:
    """Bytes on disk: their SHA-256 in hex, their size in bytes, and where they lie."""

    sha256: str
    size: int
    path: Path


def receive(chunks: Iterable[bytes], centre_id: int, limit: int = LIMIT, *, root: Path | None = None) -> Received:
    """Stream chunks to disk and into their place, without looking into them.

    Raises FileRefused when there is nothing, or as soon as more than `limit` bytes have come. After a return
    the bytes survive a power cut; after any error no trace is left.
    """
    return keep(hold(chunks, centre_id, limit, root=root), centre_id, root=root)


def hold(chunks: Iterable[bytes], centre_id: int, limit: int = LIMIT, *, root: Path | None = None) -> Received:
    """Stream chunks into the centre's waiting room, from which nothing is served; `keep` or `discard` next."""
    room = waiting_room(centre_id, root=root)
    room.mkdir(parents=True, exist_ok=True)
    _clear_stale(room)
    handle, name = tempfile.mkstemp(dir=room)
    try:
        with os.fdopen(handle, "wb") as out:
            digest, size = _pour(chunks, out, limit)
        return Received(digest, size, Path(name))
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def waiting_room(centre_id: int, *, root: Path | None = None) -> Path:
    """The folder from which nothing is served; what lies there for a day without being touched is dropped."""
    return _centre(root, centre_id) / "incoming"


def keep(held: Received, centre_id: int, *, root: Path | None = None) -> Received:
    """Move held bytes to the place their hash names; the same bytes sent twice lie there once."""
    place = _place(root, centre_id, held.sha256)
    place.parent.mkdir(parents=True, exist_ok=True)
    os.chmod(held.path, 0o640)  # the group is the web server's, which sends originals itself
    os.replace(held.path, place)
    _sync_directory(place.parent)
    return replace(held, path=place)


def discard(held: Received) -> None:
    """Forget held bytes; harmless after `keep`."""
    held.path.unlink(missing_ok=True)


def open_stored(centre_id: int, sha256: str, *, root: Path | None = None) -> BinaryIO:
    """Kept bytes, open for reading. Raises FileNotFoundError when this centre holds none of that hash."""
    return _place(root, centre_id, sha256).open("rb")


def path_of(centre_id: int, sha256: str, *, root: Path | None = None) -> Path:
    """Where kept bytes lie, whether or not they are there; ValueError for anything but a hash."""
    return _place(root, centre_id, sha256)


def drawn_room(centre_id: int, sha256: str, *, root: Path | None = None) -> Path:
    """The folder for pictures of the pages of kept bytes, whether or not it is there; it may be emptied at any time."""
    place = _place(root, centre_id, sha256)
    return place.parent.parent / "drawn" / sha256


def erase(centre_id: int, sha256: str, *, root: Path | None = None) -> bool:
    """Remove kept bytes for good, with what was drawn from them; False when they were not there. The caller knows that
    nothing refers to them."""
    shutil.rmtree(drawn_room(centre_id, sha256, root=root), ignore_errors=True)
    try:
        _place(root, centre_id, sha256).unlink()
    except FileNotFoundError:
        return False
    return True


def _pour(chunks: Iterable[bytes], out: BinaryIO, limit: int) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    for chunk in chunks:
        size += len(chunk)
        if size > limit:
            raise refusal("too_large", limit=limit // MEGABYTE)
        digest.update(chunk)
        out.write(chunk)
    if not size:
        raise refusal("empty")
    out.flush()
    os.fsync(out.fileno())
    return digest.hexdigest(), size


def _clear_stale(room: Path) -> None:
    """Drop what a killed process left in the waiting room more than a day ago."""
    oldest = time.time() - _STALE_SECONDS
    for left in room.iterdir():
        try:
            if left.stat().st_mtime < oldest:
                left.unlink()
        except FileNotFoundError:  # another process was quicker
            continue


def _centre(root: Path | None, centre_id: int) -> Path:
    if isinstance(centre_id, bool) or not isinstance(centre_id, int) or centre_id < 1:
        raise ValueError(f"{centre_id!r} is not the key of a centre.")
    return Path(root or _media_root()) / str(centre_id)


def _place(root: Path | None, centre_id: int, sha256: str) -> Path:
    if not _SHA256.fullmatch(sha256):
        raise ValueError("A stored file is named by the 64 hexadecimal digits of its SHA-256.")
    return _centre(root, centre_id) / sha256[:2] / sha256


def _media_root() -> Path:
    # Asked late: this module is also used without settings.
    from django.conf import settings

    return Path(settings.MEDIA_ROOT)


def _sync_directory(directory: Path) -> None:
    handle = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
