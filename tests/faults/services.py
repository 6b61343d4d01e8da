"""A whole installation of its own: PostgreSQL, Redis, web, two workers and beat, each to be killed and started again.

Nothing here is shared with the machine's own PostgreSQL and Redis, and only processes started here are ever ended.
"""

from __future__ import annotations

import os
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import urllib.error
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
from redis import Redis
from redis.exceptions import RedisError

from tests.house import DIRECTLY, ROOT, free_port, waited

ROLES = ROOT / "config" / "stack" / "roles.sql"
STARTS_WITHIN = 180.0
CELERY = ("-m", "celery", "-A", "config")
WORKER = (*CELERY, "worker", "--pool", "solo", "--loglevel", "INFO", "--without-gossip", "--without-mingle")
INSTALL = "sudo apt-get install"
# What a fault takes away: the names of processes that die together.
TOGETHER = {"worker": ("worker1", "worker2", "beat"), "web": ("web",), "postgres": ("postgres",), "redis": ("redis",)}


def missing() -> str:
    """Why there can be no installation here, with the line that helps; "" when there can."""
    if not Path("/proc/self/stat").exists():
        return "killing every process of a service needs Linux's /proc"
    packages = [] if _initdb() else ["postgresql"]
    packages += [] if shutil.which("redis-server") else ["redis-server"]
    packages += [] if shutil.which("psql") else ["postgresql-client"]
    return f"Debian or Ubuntu: {INSTALL} {' '.join(packages)}" if packages else ""


@dataclass
class Services:
    """PostgreSQL and Redis in a folder of their own, and houses that stand on them one after another."""

    folder: Path
    postgres_port: int = field(default_factory=free_port)
    redis_port: int = field(default_factory=free_port)
    web_port: int = field(default_factory=free_port)
    owner_password: str = field(default_factory=lambda: secrets.token_hex(8))
    app_password: str = field(default_factory=lambda: secrets.token_hex(8))
    processes: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)
    environment: dict[str, str] = field(default_factory=dict)

    # -- databases

    def make_cluster(self) -> None:
        """An empty PostgreSQL with the two roles."""
        data = self.folder / "postgres"
        data.mkdir()
        if os.getuid() == 0:
            shutil.chown(data, "postgres", "postgres")
        command = [str(_initdb()), "-D", str(data), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync"]
        subprocess.run([*command, "--locale=C.UTF-8"], check=True, capture_output=True, cwd="/", **_as_postgres())
        self.start("postgres")
        words = ["-v", f"owner_password={self.owner_password}", "-v", f"app_password={self.app_password}"]
        psql = ["psql", "-X", "-q", "-h", "127.0.0.1", "-p", str(self.postgres_port), "-U", "postgres", *words]
        subprocess.run([*psql, "-f", str(ROLES)], check=True, capture_output=True)

    def sql(self, statement: str, database: str = "postgres") -> list[tuple[Any, ...]]:
        """As the superuser, whom no wall hinders; the rows, if there are any."""
        address = f"postgresql://postgres@127.0.0.1:{self.postgres_port}/{database}"
        with psycopg.connect(address, autocommit=True, connect_timeout=5) as connection:
            cursor = connection.execute(statement)  # type: ignore[call-overload]
            return cursor.fetchall() if cursor.description else []

    def live_in(self, database: str, files: Path, *, naive: str = "") -> None:
        """The environment of everything that is started from now on."""
        at = f"127.0.0.1:{self.postgres_port}/{database}"
        own = {
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "COUNTERSIGN_PROFILE": "test",
            "COUNTERSIGN_NAIVE": naive,
            "COUNTERSIGN_VAR": str(self.folder / "var"),
            "MEDIA_ROOT": str(files),
            "OWNER_DATABASE_URL": f"postgres://countersign_owner:{self.owner_password}@{at}",
            "DATABASE_URL": f"postgres://countersign_app:{self.app_password}@{at}",
            "REDIS_URL": f"redis://127.0.0.1:{self.redis_port}/0",
            "CELERY_QUEUE": database,
            "SECRET_KEY": "only for a run that kills everything",
            "ALLOWED_HOSTS": "127.0.0.1",
            "PUBLIC_ADDRESS": f"http://127.0.0.1:{self.web_port}",
            "EMAIL_URL": f"filemail:///{files.parent / 'mail'}",
        }
        self.environment = {**os.environ, **own}

    def run(self, module: str, *arguments: str) -> str:
        """Run a module in this environment; what it printed."""
        command = [sys.executable, "-m", module, *arguments]
        done = subprocess.run(command, cwd=ROOT, env=self.environment, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr[-4000:]
        return done.stdout

    # -- processes

    def start(self, *services: str, wait: bool = True) -> None:
        """Start these, and wait until they answer."""
        for name in (name for service in services for name in TOGETHER[service]):
            command, options = self._command(name)
            log_of = self.folder / f"{name}.log"
            if log_of.exists():  # each life of a process has a log of its own
                log_of.rename(self.folder / f"{name}-{len(list(self.folder.glob('*.log')))}.log")
            with log_of.open("wb") as log:
                self.processes[name] = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT, **options)
        for service in services if wait else ():
            waited(f"{service} answers", self._answers(service), seconds=STARTS_WITHIN)

    def kill(self, service: str) -> None:
        """kill -9 of every process of a service at the same moment."""
        for name in TOGETHER[service]:
            process = self.processes.pop(name, None)
            if process is None:
                continue
            for number in (*children_of(process.pid), process.pid):
                with suppress(ProcessLookupError):
                    os.kill(number, signal.SIGKILL)
            process.wait()

    def stop(self) -> None:
        """End everything, PostgreSQL last."""
        for service in ("web", "worker", "redis", "postgres"):
            self.kill(service)

    def said(self, most: int = 3000) -> str:
        """The end of every log."""
        logs = sorted(self.folder.glob("*.log"))
        return "\n".join(f"--- {log.name}\n{log.read_text(errors='replace')[-most:]}" for log in logs)

    def _command(self, name: str) -> tuple[list[str], dict[str, Any]]:
        ours: dict[str, Any] = {"cwd": ROOT, "env": self.environment}
        python = sys.executable
        match name:
            case "postgres":
                data, port = self.folder / "postgres", self.postgres_port
                # Processes die here, the machine does not: what was written survives without being forced to disk.
                settings = ("fsync=off", "listen_addresses=127.0.0.1", f"unix_socket_directories={data}")
                words = [word for setting in settings for word in ("-c", setting)]
                binary = _initdb().resolve().with_name("postgres")  # type: ignore[union-attr] - see missing()
                return [str(binary), "-D", str(data), "-p", str(port), *words], {"cwd": "/", **_as_postgres()}
            case "redis":
                keeps_nothing = ["--save", "", "--appendonly", "no", "--bind", "127.0.0.1", "--dir", str(self.folder)]
                return ["redis-server", "--port", str(self.redis_port), *keeps_nothing], {}
            case "web":
                address = ["--bind", f"127.0.0.1:{self.web_port}", "--workers", "3", "--timeout", "60", "--preload"]
                return [python, "-m", "gunicorn", "config.wsgi:application", *address, "--log-level", "warning"], ours
            case "beat":
                where = ["-s", str(self.folder / "schedule"), "--pidfile="]
                return [python, *CELERY, "beat", "--loglevel", "WARNING", *where], ours
        return [python, *WORKER, "-n", f"{name}@%h"], ours

    def _answers(self, service: str) -> Callable[[], bool]:
        return {
            "postgres": self._postgres_answers,
            "redis": self._redis_answers,
            "web": self._web_answers,
            "worker": self._workers_are_ready,
        }[service]

    def _workers_are_ready(self) -> bool:
        names = [name for name in TOGETHER["worker"] if name != "beat"]
        return all(" ready." in (self.folder / f"{name}.log").read_text(errors="replace") for name in names)

    def _postgres_answers(self) -> bool:
        try:
            return self.sql("SELECT 1") == [(1,)]
        except psycopg.OperationalError:
            return False

    def _redis_answers(self) -> bool:
        try:
            with Redis(port=self.redis_port) as store:
                return bool(store.ping())
        except RedisError:
            return False

    def _web_answers(self) -> bool:
        try:
            with DIRECTLY.open(f"http://127.0.0.1:{self.web_port}/accounts/login/", timeout=30) as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, OSError):
            return False


@contextmanager
def installed() -> Iterator[Services]:
    """Services in a folder that the database's own user can reach; all gone at the end."""
    folder = Path(tempfile.mkdtemp(prefix="faults-"))
    folder.chmod(0o711)
    services = Services(folder)
    try:
        services.make_cluster()
        services.start("redis")
        yield services
    finally:
        services.stop()
        shutil.rmtree(folder, ignore_errors=True)


def children_of(parent: int) -> list[int]:
    """The processes that a process has started and that still run."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            fields = stat.read_text().rpartition(")")[2].split()
            if int(fields[1]) == parent:
                found.append(int(stat.parent.name))
    return found


def _initdb() -> Path | None:
    found = shutil.which("initdb")
    elsewhere = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return Path(found) if found else elsewhere[-1] if elsewhere else None


def _as_postgres() -> dict[str, Any]:
    """PostgreSQL does not run as root."""
    return {"user": "postgres", "group": "postgres", "extra_groups": []} if os.getuid() == 0 else {}
