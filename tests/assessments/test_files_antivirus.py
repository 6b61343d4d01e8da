"""The virus scanner: asked where there is one, and never skipped in silence."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from assessments.files.antivirus import scan
from assessments.files.refusals import FileRefused

Daemon = Callable[[bytes], list[bytes]]


def serve(link: socket.socket, answer: bytes, heard: list[bytes]) -> None:
    """One conversation of ClamAV's INSTREAM: the command, chunks after their lengths, a length of nought."""
    peer, _ = link.accept()
    with peer, peer.makefile("rb") as said:
        heard.append(said.read(10))
        while size := int.from_bytes(said.read(4), "big"):
            heard.append(said.read(size))
        peer.sendall(answer)


@pytest.fixture
def daemon(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Daemon]:
    link = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    link.bind(str(tmp_path / "clamd.ctl"))
    link.listen()
    monkeypatch.setenv("CLAMD_SOCKET", str(tmp_path / "clamd.ctl"))

    def answering(answer: bytes) -> list[bytes]:
        heard: list[bytes] = []
        threading.Thread(target=serve, args=(link, answer, heard), daemon=True).start()
        return heard

    yield answering
    link.close()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "held"
    path.write_bytes(b"x" * 100_000)
    return path


@pytest.mark.parametrize("address", [None, "", " "])
def test_without_a_scanner_it_says_so(file: Path, monkeypatch: pytest.MonkeyPatch, address: str | None) -> None:
    monkeypatch.delenv("CLAMD_SOCKET", raising=False)
    if address is not None:
        monkeypatch.setenv("CLAMD_SOCKET", address)

    assert scan(file) == "not scanned"


def test_a_clean_file_went_through_the_scanner_whole(file: Path, daemon: Daemon) -> None:
    heard = daemon(b"stream: OK\0")

    assert scan(file) == "clean"
    assert heard[0] == b"zINSTREAM\0"
    assert b"".join(heard[1:]) == b"x" * 100_000


def test_a_find_is_refused(file: Path, daemon: Daemon) -> None:
    daemon(b"stream: Win.Test.EICAR_HDB-1 FOUND\0")

    with pytest.raises(FileRefused, match=r"^The virus scanner found something harmful in this file\."):
        scan(file)


@pytest.mark.parametrize("answer", [b"INSTREAM size limit exceeded. ERROR\0", b"", b"stream: OK but no FOUND ERROR\0"])
def test_any_other_answer_is_no_clean_bill(file: Path, daemon: Daemon, answer: bytes) -> None:
    daemon(answer)

    with pytest.raises(FileRefused, match=r"^The virus scanner does not answer just now\."):
        scan(file)


@pytest.mark.parametrize("address", ["/nowhere/clamd.ctl", "unix:/nowhere/clamd.ctl", "tcp://127.0.0.1:1", "nonsense"])
def test_a_scanner_that_is_away_stops_the_file(file: Path, monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setenv("CLAMD_SOCKET", address)

    with pytest.raises(FileRefused, match="wait a minute and upload the file again"):
        scan(file)


def test_it_also_listens_on_a_port(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as link:
        monkeypatch.setenv("CLAMD_SOCKET", f"tcp://127.0.0.1:{link.getsockname()[1]}")
        threading.Thread(target=serve, args=(link, b"stream: OK\0", []), daemon=True).start()

        assert scan(file) == "clean"
