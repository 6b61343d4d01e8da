"""What must still be done outside the transaction: rows written with it, delivered at least once.

A handler takes the payload and may run twice; it raises `TryLater` with a sentence when the world is not ready.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from centres.models import Centre, OutboxMessage, OutboxPointer
from centres.scope import current_centre, tenant

Handler = Callable[[dict[str, Any]], None]
_handlers: dict[str, Handler] = {}
LONGEST_WAIT = timedelta(hours=1)


class TryLater(Exception):
    """The handler could not finish for a reason outside it; the sentence says which."""


def register(topic: str, handler: Handler) -> None:
    """Tie a topic to what is done about it (called from `config` alone)."""
    _handlers[topic] = handler


def put(topic: str, **payload: Any) -> OutboxMessage:
    """Write a message in the running transaction; the queue hears of it after the commit."""
    message = OutboxMessage(topic=topic, payload=payload)
    message.save(force_insert=True)
    OutboxPointer.objects.create(centre=current_centre(), message_id=message.pk, due_at=message.due_at)
    transaction.on_commit(partial(_poke, message.centre_id, message.pk), robust=True)
    return message


def _poke(centre_id: int, message_id: UUID) -> None:
    from centres.tasks import deliver  # the queue is a face: it is met only here

    deliver.delay(centre_id, str(message_id))


def deliver_now(centre: Centre, message_id: UUID) -> bool:
    """Hand one message to its handler; True when it is done. A failure is kept with its sentence and retried."""
    with tenant(centre):
        message = OutboxMessage.objects.filter(pk=message_id, done_at=None).first()
    if message is None:
        OutboxPointer.objects.filter(message_id=message_id).delete()
        return True
    problem = _run(centre, message)
    with tenant(centre):
        return _finish(message, problem)


def _run(centre: Centre, message: OutboxMessage) -> str:
    """The handler opens its own tenant block, so nothing slow runs inside our transaction."""
    try:
        _handlers[message.topic]({"centre_id": centre.pk, **message.payload})
    except Exception as problem:  # noqa: BLE001 - whatever went wrong is written down and tried again
        return str(problem) or type(problem).__name__
    return ""


def _finish(message: OutboxMessage, problem: str) -> bool:
    now = timezone.now()
    if not problem:
        OutboxMessage.objects.filter(pk=message.pk).update(done_at=now, attempts=message.attempts + 1, error="")
        OutboxPointer.objects.filter(message_id=message.pk).delete()
        return True
    due = now + min(timedelta(seconds=5 * 2**message.attempts), LONGEST_WAIT)
    OutboxMessage.objects.filter(pk=message.pk).update(attempts=message.attempts + 1, error=problem, due_at=due)
    OutboxPointer.objects.filter(message_id=message.pk).update(due_at=due)
    return False


def sweep(limit: int = 200) -> int:
    """Deliver what is due, whoever lost it; how many were done."""
    due = OutboxPointer.objects.filter(due_at__lte=timezone.now()).order_by("due_at").select_related("centre")[:limit]
    return sum(deliver_now(pointer.centre, pointer.message_id) for pointer in due)
