"""The house as people meet it: a web server and a queue in processes of their own, on a copy of the tests' database.

On SQLite the queue runs in the web process, as in the demo. With Redis a Celery worker runs beside it, on a queue named
after this house, so that two runs never take each other's messages.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from django.conf import settings

from tests import databases

ROOT = Path(__file__).resolve().parents[1]
SERVE = "from config.demo.serve import DemoServer; DemoServer({port}).run()"
WORKER = ("-m", "celery", "-A", "config", "worker", "-B", "--pool", "solo", "--loglevel", "WARNING", "--without-gossip")
DIRECTLY = urllib.request.build_opener(urllib.request.ProxyHandler({}))  # no proxy stands between us and ourselves
STARTS_WITHIN = 60.0
STOPS_WITHIN = 10.0
T = TypeVar("T")


class TookTooLong(AssertionError):
    """Something the house owed did not happen in time."""


def waited(what: str, ask: Callable[[], T], *, seconds: float = 30.0, every: float = 0.05) -> T:
    """The first true answer of `ask`; raises TookTooLong, naming what was waited for."""
    ends = time.monotonic() + seconds
    while not (answer := ask()):
        if time.monotonic() > ends:
            raise TookTooLong(f"{what} did not happen within {seconds:.0f} s.")
        time.sleep(every)
    return answer


@dataclass
class House:
    """A running house: where it answers, what it was started with, where it writes."""

    url: str
    folder: Path
    environment: dict[str, str]
    processes: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def start(self, name: str, *command: str) -> None:
        """Start one of its processes; what it says goes to `<name>.log`."""
        with (self.folder / f"{name}.log").open("ab") as log:
            self.processes[name] = subprocess.Popen(
                [sys.executable, *command],
                cwd=ROOT,
                env=self.environment,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,  # so that `kill` ends its children too, and their port is free at once
            )

    def kill(self, name: str) -> None:
        """End one of its processes as a power cut would."""
        os.killpg(self.processes[name].pid, signal.SIGKILL)
        self.processes[name].wait()

    def restart(self, name: str) -> None:
        """Start one of its processes again, as it was started, and wait until the house answers."""
        self.start(name, *self.processes[name].args[1:])  # type: ignore[index]
        waited("The house’s answer after a restart", self.answers, seconds=STARTS_WITHIN)

    def answers(self) -> bool:
        """Whether the web server does; a process that has ended is an error at once."""
        for name, process in self.processes.items():
            if process.poll() is not None:
                raise AssertionError(f"The {name} ended with {process.returncode}.\n{self.said()}")
        try:
            with DIRECTLY.open(f"{self.url}/accounts/login/", timeout=5) as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, OSError):
            return False

    def stop(self) -> None:
        """End what was started, the web server first; by force when asking does not help."""
        for process in self.processes.values():
            process.terminate()
        for process in self.processes.values():
            try:
                process.wait(STOPS_WITHIN)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()

    def run(self, module: str, *arguments: str) -> str:
        """Run a module inside this house's database and files; what it printed."""
        command = [sys.executable, "-m", module, *arguments]
        done = subprocess.run(command, cwd=ROOT, env=self.environment, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def said(self, most: int = 4000) -> str:
        """The end of every log."""
        logs = sorted(self.folder.glob("*.log"))
        return "\n".join(f"--- {log.name}\n{log.read_text(errors='replace')[-most:]}" for log in logs)

    def mail(self) -> str:
        """All e-mail it has sent so far, as it would have gone out."""
        return "\n".join(path.read_text() for path in sorted((self.folder / "mail").glob("*")))


@contextmanager
def open_house(name: str, folder: Path) -> Iterator[House]:
    """A house on a copy of this process's filled database, writing below `folder`; cleared away at the end."""
    with databases.copied(name, folder) as url:
        port = free_port()
        house = House(f"http://127.0.0.1:{port}", folder, _environment(name, folder, url, port))
        try:
            house.start("web", "-c", SERVE.format(port=port))
            if settings.REDIS_URL:
                house.start("worker", *WORKER, "-n", f"{name}@%h", "-s", str(folder / "beat"))
            waited("The web server's first answer", house.answers, seconds=STARTS_WITHIN)
            yield house
        finally:
            house.stop()
            _forget_queue(name)


def _environment(name: str, folder: Path, database: str, port: int) -> dict[str, str]:
    own = {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "COUNTERSIGN_PROFILE": "test",
        "COUNTERSIGN_VAR": str(folder / "var"),
        "MEDIA_ROOT": str(folder / "files"),
        "DATABASE_URL": database,
        "REDIS_URL": settings.REDIS_URL,
        "CELERY_QUEUE": name,
        "SECRET_KEY": settings.SECRET_KEY,
        "ALLOWED_HOSTS": "127.0.0.1,localhost",
        "PUBLIC_ADDRESS": f"http://127.0.0.1:{port}",
        "EMAIL_URL": f"filemail:///{folder / 'mail'}",
    }
    return {**os.environ, **own}


def _forget_queue(name: str) -> None:
    """Leave nothing of this house in Redis."""
    if settings.REDIS_URL:
        from redis import Redis

        with Redis.from_url(settings.REDIS_URL) as store:
            store.delete(name, f"_kombu.binding.{name}", f"_kombu.binding_permanent.{name}")


def free_port() -> int:
    """A port of this computer that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
