"""The outbox: nothing is forgotten, nothing is done twice."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.utils import timezone
from kombu.exceptions import OperationalError

from centres import outbox, tasks
from centres.models import Centre, OutboxMessage, OutboxPointer


@pytest.fixture
def heard() -> Iterator[list[dict[str, Any]]]:
    """A topic whose handler keeps what it was given, and fails while `heard` holds the word "broken"."""
    said: list[dict[str, Any]] = []

    def handler(payload: dict[str, Any]) -> None:
        if "broken" in said:
            raise outbox.TryLater("The printer is out of paper.")
        said.append(payload)

    outbox.register("test.topic", handler)
    yield said
    outbox._handlers.pop("test.topic")


def test_a_message_is_delivered_once(here: Centre, heard: list[dict[str, Any]]) -> None:
    message = outbox.put("test.topic", sheet="1")
    assert outbox.deliver_now(here, message.pk) is True
    assert outbox.deliver_now(here, message.pk) is True
    assert heard == [{"centre_id": here.pk, "sheet": "1"}]
    assert not OutboxPointer.objects.filter(message_id=message.pk).exists()


def test_a_failure_keeps_its_sentence_and_waits(here: Centre, heard: list[Any]) -> None:
    message = outbox.put("test.topic")
    heard.append("broken")
    assert outbox.deliver_now(here, message.pk) is False
    message.refresh_from_db()
    assert (message.attempts, message.error, message.done_at) == (1, "The printer is out of paper.", None)
    assert message.due_at > message.created_at


def test_the_sweeper_finds_what_the_queue_lost(here: Centre, heard: list[Any]) -> None:
    OutboxMessage.objects.filter(done_at=None).delete()
    OutboxPointer.objects.all().delete()
    outbox.put("test.topic", n=1)
    outbox.put("test.topic", n=2)
    assert outbox.sweep() == 2
    assert sorted(payload["n"] for payload in heard) == [1, 2]
    assert outbox.sweep() == 0


def test_two_workers_with_one_message_do_not_both_start_it(here: Centre, heard: list[Any]) -> None:
    message = outbox.put("test.topic", sheet="1")
    second: list[bool] = []

    def slow(payload: dict[str, Any]) -> None:
        second.append(outbox.deliver_now(here, message.pk))
        heard.append(payload)

    outbox.register("test.topic", slow)
    assert outbox.deliver_now(here, message.pk) is True
    assert second == [False]
    assert heard == [{"centre_id": here.pk, "sheet": "1"}]


def test_the_sweeper_leaves_a_message_to_the_worker_that_has_it(here: Centre, heard: list[Any]) -> None:
    OutboxPointer.objects.all().delete()
    message = outbox.put("test.topic")
    swept: list[int] = []
    outbox.register("test.topic", lambda payload: swept.append(outbox.sweep()))
    assert outbox.deliver_now(here, message.pk) is True
    assert swept == [0]


def test_the_claim_of_a_worker_that_died_runs_out(
    here: Centre, heard: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    class Killed(BaseException):
        """As a process ends: nothing is written any more."""

    def dies(payload: dict[str, Any]) -> None:
        raise Killed

    OutboxPointer.objects.all().delete()
    message = outbox.put("test.topic", n=1)
    outbox.register("test.topic", dies)
    with pytest.raises(Killed):
        outbox.deliver_now(here, message.pk)
    outbox.register("test.topic", heard.append)
    assert (outbox.sweep(), heard) == (0, [])
    later = timezone.now() + outbox.CLAIM
    monkeypatch.setattr(outbox.timezone, "now", lambda: later)
    assert outbox.sweep() == 1
    assert [payload["n"] for payload in heard] == [1]


def test_after_a_failure_nobody_has_the_message_in_hand(here: Centre, heard: list[Any]) -> None:
    message = outbox.put("test.topic")
    heard.append("broken")
    outbox.deliver_now(here, message.pk)
    heard.clear()
    assert outbox.deliver_now(here, message.pk) is True


def test_a_queue_that_is_away_is_asked_once_and_the_sweeper_comes(
    here: Centre,
    heard: list[Any],
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: Callable[..., Any],
) -> None:
    asked: list[str] = []

    def away(centre_id: int, message_id: str) -> None:
        asked.append(message_id)
        raise OperationalError("Connection refused.")

    OutboxPointer.objects.all().delete()
    monkeypatch.setattr(outbox, "_quiet_until", 0.0)
    monkeypatch.setattr(tasks.deliver, "delay", away)
    with django_capture_on_commit_callbacks(execute=True):
        first = outbox.put("test.topic", n=1)
        outbox.put("test.topic", n=2)
    assert asked == [str(first.pk)]
    assert outbox.sweep() == 2


def test_a_request_does_not_wait_for_a_redis_that_hangs() -> None:
    ask = """
import time, django
django.setup()
from centres.tasks import deliver
began = time.monotonic()
try: deliver.delay(1, "x")
except deliver.OperationalError: print(time.monotonic() - began)
"""
    with socket.create_server(("127.0.0.1", 0)) as silent:  # takes every call and answers none
        own = {"REDIS_URL": f"redis://127.0.0.1:{silent.getsockname()[1]}/0"}
        environment = {**os.environ, **own, "DJANGO_SETTINGS_MODULE": "config.settings"}
        command = [sys.executable, "-c", ask]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60)
    assert float(done.stdout) < 10.0, done.stderr
