"""The process that opens a stranger's file: the file on standard input, one JSON line on standard output.

Started by `gate` as `python -m assessments.files.worker`, with "draw", the first and the last page as arguments where
pages are to be drawn, with "page" where a photograph is to become one. It gives itself narrow limits before it reads a
byte: memory, seconds of processor, no files, no children. Whatever goes wrong ends here.
"""

from __future__ import annotations

import base64
import json
import resource
import sys
import traceback
from collections.abc import Sequence
from dataclasses import asdict

MEMORY = 768 * 1024 * 1024  # bytes of address space, libraries included
SECONDS = 10  # of processor time
ANSWER = 40 * 1024 * 1024  # bytes; the only file it can write is its standard output


def main() -> int:
    """Read standard input, answer on standard output; the exit code is 0 whenever an answer was written."""
    _limit()
    answer = _answer(sys.stdin.buffer.read(), sys.argv[1:])
    sys.stdout.write(json.dumps(answer))
    sys.stdout.flush()
    return 0


def _limit() -> None:
    limits = [
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_FSIZE, ANSWER),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, 32),
        (resource.RLIMIT_NPROC, 0),
    ]
    for which, most in limits:
        try:
            resource.setrlimit(which, (most, most))
        except (
            ValueError,
            OSError,
        ):  # macOS knows no limit of address space; the clock in `gate` still ends it
            continue


def _answer(data: bytes, wanted: Sequence[str] = ()) -> dict[str, object]:
    from assessments.files.faults import Fault

    try:
        if not wanted:
            return _read(data)
        return _paged(data) if wanted[0] == "page" else _drawn(data, *wanted[1:])
    except Fault as fault:
        return {"fault": fault.code, "numbers": fault.numbers}
    except MemoryError:
        return {"fault": "too_much", "numbers": {}}
    except Exception as error:  # a parser's own surprise is a refusal; the log hears where, never what was in it
        last = traceback.extract_tb(error.__traceback__)[-1]
        sys.stderr.write(f"{type(error).__name__} at {last.filename}:{last.lineno}\n")
        return {"fault": "unreadable", "numbers": {}}


def _read(data: bytes) -> dict[str, object]:
    from assessments.files.reading import read

    return {"read": asdict(read(data))}


def _drawn(data: bytes, first: str, last: str) -> dict[str, object]:
    from assessments.files.drawing import draw

    return {"drawn": draw(data, int(first), int(last))}


def _paged(data: bytes) -> dict[str, object]:
    from assessments.files.photo import paged

    return {"page": base64.b64encode(paged(data)).decode("ascii")}


if __name__ == "__main__":
    sys.exit(main())
