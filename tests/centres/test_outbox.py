"""The outbox: nothing is forgotten, nothing is done twice."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from centres import outbox
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
