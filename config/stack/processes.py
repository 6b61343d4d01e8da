"""Starting services in the order they need each other, keeping them running, and ending every one of them."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from config.stack import images
from config.stack.compose import Service
from config.stack.here import ROOT

TICK = 0.1
FIRST_LOOKS = 1.0  # seconds between looks while a service comes up; its own interval is for later
MOST_RESTARTS = 5  # of one service within a minute
LOG_TAIL = 2500


class Failed(Exception):
    """A service cannot be kept running; the sentence names it and shows the end of its log."""


@dataclass
class Running:
    """One service and its process, started in a session of its own so that Ctrl-C reaches us alone."""

    service: Service
    log: Path
    process: subprocess.Popen[bytes] | None = None
    look: subprocess.Popen[bytes] | None = None
    look_began: float = 0.0
    healthy: bool = False
    starts: list[float] = field(default_factory=list)

    @property
    def done(self) -> bool:
        """Whether a service that runs once has ended well."""
        return self.process is not None and not self.service.restarts and self.process.poll() == 0

    def satisfies(self, condition: str) -> bool:
        """What `depends_on` of another service asks of this one."""
        if condition == "service_completed_successfully":
            return self.done
        return self.healthy if condition == "service_healthy" else self.process is not None

    def start(self) -> None:
        """Start, or start again."""
        self.starts = [*(moment for moment in self.starts if time.monotonic() - moment < 60), time.monotonic()]
        self.healthy = False
        self.process = self._spawn(self.service.command)

    def look_after(self) -> None:
        """Restart what fell; look whether it is well, until it is."""
        if self.process is None or self.done:
            return
        if self.process.poll() is not None:
            self._fell(self.process.returncode)
        elif not self.healthy and self.service.restarts:  # what runs once is well when it has ended well
            self._look()

    def _fell(self, code: int) -> None:
        if not self.service.restarts or len(self.starts) > MOST_RESTARTS:
            raise Failed(f"The service {self.service.name} ended with {code}. The end of {self.log}:\n{self.tail()}")
        if time.monotonic() - self.starts[-1] >= 1:
            self.start()

    def _look(self) -> None:
        health = self.service.health
        if health is None:
            self.healthy = True
        elif self.look is None:
            if time.monotonic() - self.look_began >= FIRST_LOOKS:
                self.look, self.look_began = self._spawn(health.test), time.monotonic()
        elif self.look.poll() is not None:
            well, self.look = self.look.returncode == 0, None
            self.healthy = well and self._first_things()
        elif time.monotonic() - self.look_began > health.patience:
            end(self.look, "SIGKILL", 1)
            self.look = None

    def _first_things(self) -> bool:
        command = images.after_start(self.service)
        # Whoever PostgreSQL runs as may not enter this checkout; who started the stack may, and signs in by password.
        if command and self._spawn(command, way={}).wait(60):
            raise Failed(f"{' '.join(command)} failed. The end of {self.log}:\n{self.tail()}")
        return True

    def _spawn(self, command: tuple[str, ...], way: dict[str, Any] | None = None) -> subprocess.Popen[bytes]:
        way = images.run_as(self.service) if way is None else way
        with self.log.open("ab") as log:
            return subprocess.Popen(
                command,
                cwd="/" if way else ROOT,
                env=self.service.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                **way,
            )

    def tail(self) -> str:
        """The end of its log."""
        return self.log.read_text(errors="replace")[-LOG_TAIL:]

    def stop(self) -> None:
        """Ask it to end as its own stop signal says, and end it when asking does not help."""
        for process, name in ((self.look, "SIGKILL"), (self.process, self.service.stop_signal)):
            if process is not None:
                end(process, name, self.service.grace)


def end(process: subprocess.Popen[bytes], name: str, grace: float) -> None:
    """End one process we started, and whatever it left of its own session."""
    if process.poll() is None:
        process.send_signal(signal.Signals[name])
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(grace)
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)  # its children; the id is the session's, so nobody else's
    process.wait()


class Stack:
    """All services together."""

    def __init__(self, services: dict[str, Service], logs: Path) -> None:
        self.running = {name: Running(service, logs / f"{name}.log") for name, service in services.items()}
        self.order: list[Running] = []

    def up(self) -> Iterator[str]:
        """Start everything, as each one's needs are met; the names as they become well."""
        told: set[str] = set()
        while len(told) < len(self.running):
            self.tick()
            for one in self.order:  # as they were started: what another waited for is told before it
                name = one.service.name
                if name not in told and (one.done or one.healthy):
                    told.add(name)
                    yield name
            time.sleep(TICK)

    def tick(self) -> None:
        """One look at every service."""
        for one in self.running.values():
            if one.process is None and all(
                self.running[other].satisfies(condition) for other, condition in one.service.needs.items()
            ):
                self.order.append(one)
                one.start()
            one.look_after()

    def keep(self, asked_to_stop: Callable[[], bool]) -> None:
        """Look after them until asked to stop."""
        while not asked_to_stop():
            self.tick()
            time.sleep(TICK)

    def down(self) -> None:
        """End what was started, the last first."""
        for one in reversed(self.order):
            one.stop()
