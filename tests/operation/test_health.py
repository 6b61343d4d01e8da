"""/healthz and /readyz: what each says, and which part is named when it does not work."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from django.utils import timezone

from centres.models import Centre, OutboxPointer
from config import health

WELL = {"database": "ready", "queue": "ready", "files": "ready", "outbox": "ready"}


def late(centre: Centre, seconds: float) -> None:
    """One message that has been due for so long."""
    OutboxPointer.objects.create(
        centre=centre, message_id=uuid4(), due_at=timezone.now() - timedelta(seconds=seconds + 0.5)
    )


def test_all_is_well(db: None, client: Client) -> None:
    OutboxPointer.objects.all().delete()
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert answer.json() == {"ready": True, "parts": WELL, "oldest_overdue_seconds": 0}


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_a_load_balancer_needs_no_name_and_gets_no_cookie(db: None, client: Client, path: str, settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["marks.example"]
    settings.SECURE_SSL_REDIRECT = True
    answer = client.get(path, headers={"host": "10.0.0.7:8000"})
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "no-store"
    assert not answer.cookies
    assert "Vary" not in answer.headers


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_they_only_look(client: Client, path: str) -> None:
    answer = client.post(path)
    assert answer.status_code == 405
    assert answer["Allow"] == "GET, HEAD"


def test_being_alive_asks_no_database(client: Client) -> None:
    """Without the `db` fixture any query is an error."""
    assert client.get("/healthz").json() == {"alive": True}


def not_ready(client: Client) -> dict[str, str]:
    """The parts that are not, after the status says so."""
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["ready"] is False
    return {part: word for part, word in answer.json()["parts"].items() if word != "ready"}


def test_a_database_that_is_gone(db: None, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(*_: Any, **__: Any) -> None:
        raise DatabaseError("could not connect to server at 10.0.0.3 as countersign_app")

    with monkeypatch.context() as now:
        now.setattr(connection, "cursor", gone)
        assert client.get("/readyz").json()["oldest_overdue_seconds"] is None
        assert not_ready(client) == {
            "database": "The database cannot be reached, or does not let the application in.",
            "outbox": "The outbox cannot be read.",
        }


def test_a_database_used_as_somebody_else(db: None, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "_current_role", lambda: "postgres")
    assert not_ready(client) == {"database": "The database is not used as the application's role."}


def test_a_database_of_the_version_before(db: None, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    applied = dict(MigrationRecorder(connection).applied_migrations())
    del applied["centres", "0001_initial"]
    monkeypatch.setattr(MigrationRecorder, "applied_migrations", lambda _: applied)
    assert not_ready(client) == {"database": "The database is not migrated to this version yet."}


def test_a_queue_that_does_not_answer(db: None, client: Client, settings: Any) -> None:
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    assert not_ready(client) == {"queue": "The queue cannot be reached."}


def test_files_that_cannot_be_kept(db: None, client: Client, settings: Any, tmp_path: Path) -> None:
    (tmp_path / "a file").touch()
    settings.MEDIA_ROOT = tmp_path / "a file" / "files"
    assert not_ready(client) == {"files": "The file store cannot be written to."}


def test_messages_nobody_delivers(client: Client, northgate: Centre) -> None:
    OutboxPointer.objects.all().delete()
    late(northgate, 600)
    assert client.get("/readyz").json()["oldest_overdue_seconds"] == 600
    late(northgate, 601)
    assert not_ready(client) == {"outbox": "Messages wait for too long: no worker is delivering them."}
    assert client.get("/readyz").json()["oldest_overdue_seconds"] == 601
