"""How ./run stack starts services, keeps them and ends them, tried with small ones."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from pathlib import Path

import pytest

from config.stack.compose import Health, Service
from config.stack.processes import Failed, Stack
from tests.house import waited

PATH = {"PATH": os.environ["PATH"]}


def service(name: str, script: str, **about: object) -> Service:
    """A service that runs a line of shell and is restarted."""
    return Service(name, ("sh", "-c", script), PATH, **{"restarts": True, **about})  # type: ignore[arg-type]


def stack_of(folder: Path, *services: Service) -> Stack:
    """These services together."""
    return Stack({one.name: one for one in services}, folder)


def lives(pid: int) -> bool:
    """Whether a process is there and not only waiting to be buried."""
    state = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True).stdout.strip()
    return bool(state) and not state.startswith("Z")


def test_each_starts_when_its_needs_are_met(tmp_path: Path) -> None:
    steps = tmp_path / "steps"
    well = Health(("test", "-e", str(tmp_path / "well")), 1, 5)
    stack = stack_of(
        tmp_path,
        service("web", f"echo web >>{steps}; exec sleep 60", needs={"once": "service_completed_successfully"}),
        service("once", f"echo once >>{steps}", restarts=False, needs={"store": "service_healthy"}),
        service("store", f"echo store >>{steps}; touch {tmp_path}/well; exec sleep 60", health=well),
    )
    try:
        assert list(stack.up()) == ["store", "once", "web"]
        assert steps.read_text().split() == ["store", "once", "web"]
    finally:
        stack.down()


def test_what_falls_is_started_again(tmp_path: Path) -> None:
    stack = stack_of(tmp_path, service("worker", "exec sleep 60"))
    try:
        assert list(stack.up()) == ["worker"]
        first = stack.running["worker"].process
        assert first is not None
        os.kill(first.pid, signal.SIGKILL)
        began = time.monotonic()
        stack.keep(lambda: stack.running["worker"].process is not first or time.monotonic() - began > 10)
        second = stack.running["worker"].process
        assert second is not None
        assert second.pid != first.pid
        assert lives(second.pid)
    finally:
        stack.down()


def test_what_runs_once_and_fails_ends_everything_with_its_last_words(tmp_path: Path) -> None:
    stack = stack_of(tmp_path, service("migrate", "echo no such table; exit 3", restarts=False))
    with pytest.raises(Failed, match=r"(?s)The service migrate ended with 3\..*no such table"):
        list(stack.up())
    stack.down()


def test_ending_leaves_nothing_behind_not_even_children(tmp_path: Path) -> None:
    deaf = "trap '' TERM; sleep 600 & echo $! >{0}/child; while :; do sleep 1; done"
    stack = stack_of(tmp_path, service("deaf", deaf.format(tmp_path), grace=0.5))
    list(stack.up())
    child = int(
        waited("The child's number", lambda: (tmp_path / "child").exists() and (tmp_path / "child").read_text())
    )
    process = stack.running["deaf"].process
    assert process is not None
    assert lives(child)
    stack.down()
    waited("The end of both", lambda: not lives(child) and not lives(process.pid), seconds=5)
