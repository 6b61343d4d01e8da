"""./run stack as an operator meets it: production on this machine, from nothing to an admin at work, and its end."""

from __future__ import annotations

import http.cookiejar
import json
import re
import shutil
import signal
import ssl
import subprocess
import sys
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.conf import settings

from config.stack import images
from config.stack.compose import Unreadable
from tests.house import ROOT, free_port, waited

UP_WITHIN = 240.0  # seconds; some twenty on an idle machine
FIRST = ("A0042", "eastgate", "Eastgate Coaching", "--admin", "amal@eastgate.example", "--admin-name", "Amal Idrissi")


def why_not() -> str:
    """What keeps this test from running: a program that is not here, or a second run on the same machine."""
    if settings.REDIS_URL or "sqlite" not in settings.DATABASES["default"]["ENGINE"]:
        return "It brings its own PostgreSQL and Redis; once, in the run that has none, is enough."
    try:
        images.programs()
    except Unreadable as missing:
        return str(missing)
    return ""


@dataclass
class Running:
    """A stack and a browser that trusts its certificate."""

    url: str
    folder: Path
    process: subprocess.Popen[bytes]
    cookies: http.cookiejar.CookieJar = field(default_factory=http.cookiejar.CookieJar)

    def open(self, path: str, data: bytes | None = None, **headers: str) -> tuple[int, str, Any]:
        """Status, body and headers."""
        trusting = ssl.create_default_context(cafile=str(self.folder / "tls" / "fullchain.pem"))
        browser = urllib.request.build_opener(
            urllib.request.ProxyHandler({}),
            urllib.request.HTTPSHandler(context=trusting),
            urllib.request.HTTPCookieProcessor(self.cookies),
        )
        request = urllib.request.Request(urllib.parse.urljoin(self.url, path), data, {"Origin": self.url, **headers})
        try:
            with browser.open(request, timeout=60) as answer:
                return answer.status, answer.read().decode(), answer.headers
        except urllib.error.HTTPError as answer:
            return answer.code, answer.read().decode(), answer.headers

    def send(self, path: str, **fields: str) -> tuple[int, str, Any]:
        """A form, with the token of its page."""
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', self.open(path)[1])
        assert token is not None
        return self.open(path, urllib.parse.urlencode({**fields, "csrfmiddlewaretoken": token[1]}).encode())

    def said(self) -> str:
        """What it printed."""
        return (self.folder.parent / "said").read_text()

    def address(self, role: str) -> str:
        """The database's address, for one of its roles or its superuser."""
        secret = dict(line.split("=") for line in (self.folder / "secrets.env").read_text().split())
        known = json.loads((self.folder / "running.json").read_text())["DATABASE_URL"]
        name = role if role == "postgres" else f"countersign_{role}"
        return f"postgresql://{name}:{secret[f'{role.upper()}_PASSWORD']}@{known.split('@')[1]}"

    def database(self, role: str) -> psycopg.Connection[Any]:
        """The database, as one of its roles."""
        return psycopg.connect(self.address(role))


@pytest.fixture(scope="module")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """Started once for this module, in a folder that PostgreSQL's own user can reach."""
    if reason := why_not():
        pytest.skip(reason)
    scratch = Path(subprocess.run(["mktemp", "-d"], capture_output=True, text=True, check=True).stdout.strip())
    scratch.chmod(0o711)
    port = free_port()
    with (scratch / "said").open("wb") as said:
        words = [sys.executable, "-m", "config.stack", "--port", str(port), "--dir", str(scratch / "stack")]
        process = subprocess.Popen(words, cwd=ROOT, stdout=said, stderr=subprocess.STDOUT)
    running = Running(f"https://127.0.0.1:{port}", scratch / "stack", process)
    try:
        waited("The welcome", lambda: arrived(running), seconds=UP_WITHIN, every=0.5)
        yield running
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(120)
        shutil.rmtree(scratch)


def arrived(running: Running) -> bool:
    """Whether it says where it is; an end before that is an error at once."""
    assert running.process.poll() is None, running.said()
    return "Countersign: https://" in running.said()


def test_a_stack_from_nothing_to_an_admin_at_work_and_its_end(stack: Running) -> None:
    status, body, headers = stack.open("/readyz")
    assert (status, json.loads(body)["ready"]) == (200, True)
    assert len(headers["X-Request-Id"]) == 32

    a_centre_is_opened(stack)
    its_admin_accepts_the_invitation(stack)
    the_door_refuses_in_a_sentence(stack)
    the_roles_are_who_they_should_be(stack)
    a_backup_can_be_restored(stack)
    everything_ends(stack)


def a_centre_is_opened(stack: Running) -> None:
    """By the operator, beside the running stack."""
    words = [sys.executable, "-m", "config.stack", "--dir", str(stack.folder), "manage", "open_centre", *FIRST]
    opened = subprocess.run(words, cwd=ROOT, capture_output=True, text=True)
    assert opened.returncode == 0, opened.stderr
    assert opened.stdout.startswith("Eastgate Coaching is open at /c/eastgate/")


def its_admin_accepts_the_invitation(stack: Running) -> None:
    """The mail came through outbox, Redis and worker; the link leads through nginx to gunicorn."""

    def link() -> str:
        mails = "".join(path.read_text() for path in (stack.folder / "mail").glob("*"))
        found = re.search(rf"{stack.url}(/accounts/invitation/\S+)", mails.replace("=\n", ""))
        return found[1] if found else ""

    path = waited("The invitation", link, seconds=90)
    status, page, _ = stack.send(path, name="Amal Idrissi", password="a long enough sentence")
    assert status == 200
    assert "Eastgate Coaching" in page
    assert {(cookie.name, cookie.secure) for cookie in stack.cookies} == {
        ("__Host-session", True),
        ("__Host-csrf", True),
    }
    assert path not in (stack.folder / "logs" / "nginx.log").read_text()


def the_door_refuses_in_a_sentence(stack: Running) -> None:
    """A body that is too large never reaches a worker; a header from outside is not believed."""
    status, body, _ = stack.open("/accounts/login/", bytes(27 * 1024 * 1024))
    assert status == 413
    assert body.startswith("This is larger than 25 MB, so nothing of it was stored.")
    stack.open("/healthz", **{"X-Forwarded-For": "203.0.113.9"})
    assert "203.0.113.9" not in (stack.folder / "logs" / "nginx.log").read_text()


def the_roles_are_who_they_should_be(stack: Running) -> None:
    """Backup reads every centre and writes nothing, ops reads no centre, the app reads none without being in it."""
    with stack.database("backup") as reading:
        assert reading.execute("SELECT count(*) FROM centres_ledgerentry").fetchone() == (2,)
        with pytest.raises(psycopg.Error):
            reading.execute("DELETE FROM centres_outboxpointer")
    with stack.database("ops") as looking:
        assert looking.execute("SELECT count(*) FROM pg_stat_activity").fetchone() != (0,)
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            looking.execute("SELECT count(*) FROM centres_ledgerentry")
    with stack.database("app") as app, pytest.raises(psycopg.Error):
        app.execute("SELECT count(*) FROM centres_ledgerentry")


def a_backup_can_be_restored(stack: Running) -> None:
    """As docs/operation.md says it; the ledger's heads are the same afterwards."""
    dump = stack.folder / "countersign.dump"
    subprocess.run(["pg_dump", "--format=custom", f"--file={dump}", stack.address("backup")], check=True)
    superuser = stack.address("postgres")
    with psycopg.connect(superuser, autocommit=True) as server:
        server.execute("CREATE DATABASE restored OWNER countersign_owner")
    into = superuser.replace("/countersign", "/restored")
    how = ["--role=countersign_owner", "--no-owner", "--no-privileges", "--exit-on-error"]
    subprocess.run(["pg_restore", *how, f"--dbname={into}", dump], check=True)
    heads = "SELECT centre_id, seq, digest FROM centres_ledgerhead ORDER BY centre_id"
    with psycopg.connect(superuser) as before, psycopg.connect(into) as after:
        assert len(before.execute(heads).fetchall()) == 1
        assert before.execute(heads).fetchall() == after.execute(heads).fetchall()


def everything_ends(stack: Running) -> None:
    """One signal, and nothing it started is left."""
    mine = ["pgrep", "-f", str(stack.folder)]
    assert len(subprocess.run(mine, capture_output=True, text=True).stdout.split()) > 3
    stack.process.send_signal(signal.SIGTERM)
    assert stack.process.wait(120) == 0
    assert subprocess.run(mine, capture_output=True, text=True).stdout == ""
    assert stack.said().endswith("Everything it started has ended.\n")
