"""Drawn pages of a stored PDF: made when somebody first turns to them, then kept beside the bytes."""

from __future__ import annotations

import base64
import json
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assessments.files import gate, store

AHEAD = 4  # pages drawn at once: a process costs more to start than a page to draw

Word = tuple[int, int, int, int, str]  # left, top, width, height in pixels of the picture; the text


@dataclass(frozen=True)
class Leaf:
    """One drawn page: its number, the size of its picture in pixels, and its words in reading order."""

    number: int
    width: int
    height: int
    words: tuple[Word, ...]


def leaf(centre_id: int, sha256: str, number: int, *, root: Path | None = None) -> Leaf:
    """A page of a stored PDF, counted from one. Raises FileRefused when there is none or it cannot be drawn.

    The first call for a page takes as long as a process to start: call it outside a transaction.
    """
    found = json.loads(_kept(centre_id, sha256, number, "json", root))
    return Leaf(number, found["width"], found["height"], tuple(tuple(word) for word in found["words"]))


def picture(centre_id: int, sha256: str, number: int, *, root: Path | None = None) -> bytes:
    """The page as a WebP; as `leaf` otherwise."""
    return _kept(centre_id, sha256, number, "webp", root)


def _kept(centre_id: int, sha256: str, number: int, kind: str, root: Path | None) -> bytes:
    place = store.drawn_room(centre_id, sha256, root=root) / f"{int(number)}.{kind}"
    if not place.exists():
        _draw(store.path_of(centre_id, sha256, root=root), place.parent, int(number))
    return place.read_bytes()


def _draw(stored: Path, room: Path, first: int) -> None:
    answer = gate.ask_worker(stored, "draw", str(first), str(first + AHEAD - 1))
    try:
        drawn = [_checked(page) for page in answer["drawn"]]
    except (KeyError, TypeError, ValueError) as error:  # the worker was not itself
        raise gate.refusal("unreadable") from error
    room.mkdir(parents=True, exist_ok=True)
    for found, shot in drawn:
        # The picture first: a page whose words are there is there whole.
        _write(room / f"{found.number}.webp", shot)
        words = {"width": found.width, "height": found.height, "words": found.words}
        _write(room / f"{found.number}.json", json.dumps(words).encode())


def _checked(page: dict[str, Any]) -> tuple[Leaf, bytes]:
    """A page as the worker told it, its numbers taken as numbers and its text as text."""
    words = tuple((int(x), int(y), int(w), int(h), str(text)) for x, y, w, h, text in page["words"])
    shot = base64.b64decode(page["picture"], validate=True)
    if not (shot.startswith(b"RIFF") and shot[8:12] == b"WEBP"):
        raise ValueError("not a picture")
    return Leaf(int(page["number"]), int(page["width"]), int(page["height"]), words), shot


def _write(place: Path, data: bytes) -> None:
    """Whole or not at all: two requests may draw the same page."""
    handle, name = tempfile.mkstemp(dir=place.parent)
    with os.fdopen(handle, "wb") as out:
        out.write(data)
    os.replace(name, place)
