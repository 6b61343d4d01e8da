"""A virus scan by ClamAV's daemon, where a centre's installation has one."""

from __future__ import annotations

import os
import socket
from pathlib import Path
from typing import Literal

from assessments.files.refusals import refusal

_CHUNK = 64 * 1024
_SECONDS = 30


def scan(path: Path | str) -> Literal["clean", "not scanned"]:
    """Scan a file on disk with the daemon that CLAMD_SOCKET names ("/run/clamd.ctl" or "127.0.0.1:3310").

    "not scanned" when none is configured: whoever shows the file says so. Raises FileRefused for a find, and
    when a configured daemon does not answer: a scanner that was asked for is not skipped in silence.
    """
    address = os.environ.get("CLAMD_SOCKET", "").strip()
    if not address:
        return "not scanned"
    try:
        verdict = _ask(address, Path(path))
    except (OSError, ValueError) as error:
        raise refusal("scanner_away") from error
    if verdict.endswith(" FOUND"):
        raise refusal("virus")
    if not verdict.endswith(": OK"):
        raise refusal("scanner_away")
    return "clean"


def _ask(address: str, path: Path) -> str:
    """The daemon's line for the file, sent as INSTREAM: chunks after their lengths, then a length of nought."""
    with _connect(address) as link, path.open("rb") as file:
        link.sendall(b"zINSTREAM\0")
        while chunk := file.read(_CHUNK):
            link.sendall(len(chunk).to_bytes(4, "big") + chunk)
        link.sendall(bytes(4))
        return _line(link)


def _line(link: socket.socket) -> str:
    answer = b""
    while not answer.endswith(b"\0") and len(answer) < 4096 and (more := link.recv(4096)):
        answer += more
    return answer.rstrip(b"\0\n").decode("utf-8", "replace")


def _connect(address: str) -> socket.socket:
    if address.startswith(("/", "unix:")):
        link = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        link.settimeout(_SECONDS)
        link.connect(address.removeprefix("unix:"))
        return link
    host, _, port = address.removeprefix("tcp://").rpartition(":")
    return socket.create_connection((host.strip("[]"), int(port)), timeout=_SECONDS)
