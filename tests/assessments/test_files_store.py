"""Bytes come in by the chunk and lie under their centre, by their hash."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from assessments.files import store
from assessments.files.refusals import FileRefused

HELLO = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"  # printf hello | sha256sum
MB = 1024 * 1024


def everything_in(root: Path) -> list[str]:
    return sorted(str(path.relative_to(root)) for path in root.rglob("*") if path.is_file())


def test_it_lies_where_its_hash_says(tmp_path: Path) -> None:
    received = store.receive([b"he", b"llo"], 7, root=tmp_path)

    assert (received.sha256, received.size) == (HELLO, 5)
    assert received.path == tmp_path / "7" / "2c" / HELLO
    assert received.path.read_bytes() == b"hello"
    assert received.path.stat().st_mode & 0o777 == 0o640
    assert everything_in(tmp_path) == [f"7/2c/{HELLO}"]


def test_the_same_bytes_lie_once_in_each_centre(tmp_path: Path) -> None:
    for centre in (1, 1, 2):
        store.receive([b"hello"], centre, root=tmp_path)

    assert everything_in(tmp_path) == [f"1/2c/{HELLO}", f"2/2c/{HELLO}"]


def test_the_twenty_sixth_megabyte_is_never_read(tmp_path: Path) -> None:
    sent = 0

    def chunks() -> Iterator[bytes]:
        nonlocal sent
        for _ in range(1_000):
            sent += 1
            yield bytes(MB)

    with pytest.raises(FileRefused, match=r"^This file is larger than 25 MB\. Make its pictures smaller"):
        store.receive(chunks(), 1, root=tmp_path)
    assert sent == 26
    assert everything_in(tmp_path) == []


def test_twenty_five_megabytes_are_taken(tmp_path: Path) -> None:
    assert store.receive([bytes(MB)] * 25, 1, root=tmp_path).size == 25 * MB


@pytest.mark.parametrize("chunks", [[], [b""], [b"", b""]])
def test_an_empty_file_is_refused(tmp_path: Path, chunks: list[bytes]) -> None:
    with pytest.raises(FileRefused, match=r"^This file is empty\."):
        store.receive(chunks, 1, root=tmp_path)
    assert everything_in(tmp_path) == []


def test_an_upload_that_breaks_off_leaves_nothing(tmp_path: Path) -> None:
    def broken() -> Iterator[bytes]:
        yield b"half"
        raise ConnectionResetError

    with pytest.raises(ConnectionResetError):
        store.receive(broken(), 1, root=tmp_path)
    assert everything_in(tmp_path) == []


def test_held_bytes_are_not_stored_until_kept(tmp_path: Path) -> None:
    held = store.hold([b"hello"], 1, root=tmp_path)
    with pytest.raises(FileNotFoundError):
        store.open_stored(1, HELLO, root=tmp_path)

    store.keep(held, 1, root=tmp_path)
    store.discard(held)

    with store.open_stored(1, HELLO, root=tmp_path) as stored:
        assert stored.read() == b"hello"


def test_what_a_killed_process_left_is_swept_after_a_day(tmp_path: Path) -> None:
    left, fresh = tmp_path / "1" / "incoming" / "left", tmp_path / "1" / "incoming" / "fresh"
    left.parent.mkdir(parents=True)
    left.write_bytes(b"half")
    fresh.write_bytes(b"half")
    two_days_ago = time.time() - 2 * 24 * 3600
    os.utime(left, (two_days_ago, two_days_ago))

    store.receive([b"hello"], 1, root=tmp_path)

    assert everything_in(tmp_path) == [f"1/2c/{HELLO}", "1/incoming/fresh"]


def test_erased_bytes_are_gone_and_another_centres_stay(tmp_path: Path) -> None:
    for centre in (1, 2):
        store.receive([b"hello"], centre, root=tmp_path)

    assert store.erase(1, HELLO, root=tmp_path) is True
    assert store.erase(1, HELLO, root=tmp_path) is False
    assert everything_in(tmp_path) == [f"2/2c/{HELLO}"]


@pytest.mark.parametrize("sha256", ["../../etc/passwd", HELLO.upper(), HELLO + "\n", HELLO[:-1], ""])
def test_only_a_hash_names_a_place(tmp_path: Path, sha256: str) -> None:
    for ask in (store.open_stored, store.erase, store.path_of):
        with pytest.raises(ValueError, match="64 hexadecimal digits"):
            ask(1, sha256, root=tmp_path)


@pytest.mark.parametrize("centre", [0, -1, "1", "../1", None, True])
def test_only_the_key_of_a_centre_names_a_shelf(tmp_path: Path, centre: object) -> None:
    with pytest.raises(ValueError, match="is not the key of a centre"):
        store.receive([b"hello"], centre, root=tmp_path)  # type: ignore[arg-type]


def test_without_a_root_it_lies_under_the_media_root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.conf.settings", SimpleNamespace(MEDIA_ROOT=str(tmp_path)))

    assert store.receive([b"hello"], 3).path == tmp_path / "3" / "2c" / HELLO
