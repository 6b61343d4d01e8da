"""./run stack [--port N] [--dir DIR], and ./run stack [--dir DIR] manage COMMAND [arguments]"""

from __future__ import annotations

import argparse
import fcntl
import json
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

from config.stack import compose, here, images, own
from config.stack.processes import Failed, Stack

WELCOME = """
Countersign: https://127.0.0.1:{port}/
Its certificate is its own, so the browser asks once. Data, logs and secrets: {folder}
Open a centre: ./run stack{dir} manage open_centre A0042 eastgate "Eastgate Coaching" --admin amal@eastgate.example \\
    --admin-name "Amal Idrissi"; the invitation is then in {folder}/mail
Stop with Ctrl-C.
"""


def main() -> int:
    """Start everything and stay; or run one management command beside what runs."""
    asked = _arguments()
    try:
        if asked.act:
            _manage(asked.dir, asked.act[1:])
        return _stack(asked.dir, asked.port)
    except (compose.Unreadable, Failed) as problem:
        sys.stderr.write(f"./run: {problem}\n")
        return 1


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./run stack")
    parser.add_argument("--port", type=int, default=8443)
    parser.add_argument("--dir", type=lambda given: Path(given).resolve(), default=here.ROOT / "var" / "stack")
    parser.add_argument("act", nargs=argparse.REMAINDER, metavar="manage COMMAND")
    asked = parser.parse_args()
    if asked.act and (asked.act[0] != "manage" or len(asked.act) < 2):
        parser.error("after its options it takes nothing, or “manage” and a management command.")
    return asked


def _stack(folder: Path, port: int) -> int:
    stopping: list[int] = []
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        signal.signal(signal.Signals[name], lambda number, _frame: stopping.append(number))
    os.umask(0o027)
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o711)  # PostgreSQL and nginx pass through it as other users, and read nothing here
    with _alone(folder):
        stack = Stack(_services(folder, port), _logs(folder))
        try:
            for name in stack.up():
                _say(f"{name} is up.")
                if stopping:
                    break
            else:
                _say(WELCOME.format(port=port, folder=folder, dir=_named(folder)))
            stack.keep(lambda: bool(stopping))
        finally:
            _say("Stopping ...")
            stack.down()
            (folder / "running.json").unlink(missing_ok=True)
    _say("Everything it started has ended.")
    return 0


def _services(folder: Path, port: int) -> dict[str, compose.Service]:
    programs = images.programs()
    (folder / "mail").mkdir(exist_ok=True, mode=0o700)
    described = compose.services(here.ROOT / "docker-compose.yml", own.values(folder, port))
    ports = here.free_ports(described.values(), {("nginx", 8443): port})
    moved = {name: here.moved(service, ports, folder, programs) for name, service in described.items()}
    own.private(folder / "running.json", json.dumps(moved["migrate"].environment))
    return {name: images.prepared(service) for name, service in moved.items()}


def _manage(folder: Path, words: list[str]) -> None:
    """The command in the place of this process, knowing what the migrate service knows."""
    try:
        environment: dict[str, str] = json.loads((folder / "running.json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise Failed(f"No stack runs in {folder}. Start one first: ./run stack{_named(folder)}") from None
    os.execve(sys.executable, [sys.executable, str(here.ROOT / "manage.py"), *words], environment)


@contextmanager
def _alone(folder: Path) -> Iterator[TextIO]:
    """One stack in one folder; the lock goes with the process, however it ends."""
    with (folder / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Failed(
                f"A stack runs in {folder} already; stop it first, or name another folder: --dir DIR"
            ) from None
        yield lock


def _logs(folder: Path) -> Path:
    logs = folder / "logs"
    logs.mkdir(exist_ok=True, mode=0o700)
    for log in logs.glob("*.log"):
        log.unlink()
    return logs


def _named(folder: Path) -> str:
    return "" if folder == here.ROOT / "var" / "stack" else f" --dir {folder}"


def _say(*words: Any) -> None:
    sys.stdout.write(" ".join(map(str, words)) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
