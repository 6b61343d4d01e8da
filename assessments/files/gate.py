"""The gate: what a file is and says, found out in a process of its own.

`process` costs a new Python process (some 300 ms for an ordinary assignment). Call it before a transaction
opens.
"""

from __future__ import annotations

import base64
import json
import logging
import os
import signal
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assessments.files.names import clean_name
from assessments.files.refusals import FileRefused, refusal

__all__ = ["FileRefused", "Inspected", "Processed", "inspect", "paged", "process"]

_TIMED_OUT = 124
_TOO_SLOW = {_TIMED_OUT, -signal.SIGKILL, -signal.SIGXCPU}  # the clock, or its limit of processor time
SECONDS = 20  # by the clock; the worker's own limit of processor time comes first unless it sleeps
_ROOT = Path(__file__).resolve().parents[2]
_COMMAND = [sys.executable, "-P", "-s", "-m", "assessments.files.worker"]
# Nothing of our own environment: no database address, no key.
_ENVIRONMENT = {"PYTHONPATH": str(_ROOT), "PYTHONUTF8": "1", "LC_ALL": "C.UTF-8"}

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Inspected:
    """A file that may come in: "pdf" or "docx", a name fit to show, pages (None for .docx), words."""

    kind: str
    name: str
    pages: int | None
    words: int


@dataclass(frozen=True)
class Processed(Inspected):
    """An inspected file with its reading view (sanitised HTML) and the title its writer gave it, or ""."""

    html: str
    title: str


def process(path: Path | str, claimed_name: str) -> Processed:
    """Inspect and read the file at `path`. Whatever is wrong with its content raises FileRefused, nothing else."""
    answer = ask_worker(Path(path))
    try:
        return _processed(answer["read"], claimed_name)
    except (KeyError, TypeError, ValueError) as error:  # the worker was not itself
        raise refusal("unreadable") from error


def paged(path: Path) -> bytes:
    """A photograph as a PDF of one page. Raises FileRefused when it is none."""
    try:
        return base64.b64decode(ask_worker(path, "page")["page"], validate=True)
    except (KeyError, TypeError, ValueError) as error:  # the worker was not itself
        raise refusal("unreadable") from error


def inspect(path: Path | str, claimed_name: str) -> Inspected:
    """As `process`, without the reading view."""
    read = process(path, claimed_name)
    return Inspected(read.kind, read.name, read.pages, read.words)


def _processed(read: dict[str, Any], claimed_name: str) -> Processed:
    kind, pages = read["kind"], read["pages"]
    if kind not in ("pdf", "docx"):
        raise ValueError(kind)
    return Processed(
        kind=kind,
        name=clean_name(claimed_name, kind),
        pages=None if pages is None else int(pages),
        words=int(read["words"]),
        html=str(read["html"]),
        title=str(read["title"]),
    )


def _numbers(answer: dict[str, Any]) -> dict[str, int]:
    numbers = answer.get("numbers")
    return {k: v for k, v in numbers.items() if isinstance(v, int)} if isinstance(numbers, dict) else {}


def ask_worker(path: Path, *wanted: str) -> dict[str, Any]:
    """What the worker says of a file when asked for `wanted`. Raises FileRefused for a fault, or for no answer."""
    with path.open("rb") as file, tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as errors:
        code = _run(wanted, file, out, errors)
        answer = _parsed(out) if code == 0 else None
        errors.seek(0)
        noted = errors.read(2000).decode(errors="replace").strip()
    if noted or answer is None:
        log.warning("The file worker ended with %s: %s", code, noted)
    if answer is None:
        raise refusal("too_slow" if code in _TOO_SLOW else "unreadable")
    if "fault" in answer:
        raise refusal(str(answer["fault"]), **_numbers(answer))
    return answer


def _run(wanted: tuple[str, ...], file: Any, out: Any, errors: Any) -> int:
    """The worker's exit code. Its answer goes to a file, which the kernel keeps small; a pipe it would not."""
    try:
        done = subprocess.run(
            [*_COMMAND, *wanted],
            stdin=file,
            stdout=out,
            stderr=errors,
            env=_ENVIRONMENT,
            cwd=os.sep,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return _TIMED_OUT
    except OSError as error:
        log.error("The file worker could not start: %s", error)
        raise refusal("not_checked") from error
    return done.returncode


def _parsed(out: Any) -> dict[str, Any] | None:
    out.seek(0)
    try:
        answer = json.loads(out.read())
    except ValueError:
        return None
    return answer if isinstance(answer, dict) else None
