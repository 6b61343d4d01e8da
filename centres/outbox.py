"""What must still be done outside the transaction: rows written with it, delivered at least once.

A handler takes the payload. Two workers with one message do not both start it: it is claimed, and the claim of a
worker that dies runs out. It may run twice all the same, and must not mind; it raises `TryLater` with a sentence when
the world is not ready.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from centres import naive
from centres.models import Centre, OutboxMessage, OutboxPointer
from centres.scope import current_centre, tenant

Handler = Callable[[dict[str, Any]], None]
_handlers: dict[str, Handler] = {}
LONGEST_WAIT = timedelta(hours=1)
CLAIM = timedelta(seconds=30)  # longer than a form takes; whoever still works after it is only joined, not disturbed
QUIET = 10.0  # seconds for which a queue that could not be reached is not asked again
_quiet_until = 0.0
logger = logging.getLogger(__name__)


class TryLater(Exception):
    """The handler could not finish for a reason outside it; the sentence says which."""


def register(topic: str, handler: Handler) -> None:
    """Tie a topic to what is done about it (called from `config` alone)."""
    _handlers[topic] = handler


def put(topic: str, *, due_at: datetime | None = None, **payload: Any) -> OutboxMessage:
    """Write a message in the running transaction; the queue hears of it after the commit.

    One that is due later only the sweeper delivers.
    """
    message = OutboxMessage(topic=topic, payload=payload, due_at=due_at or timezone.now())
    message.save(force_insert=True)
    if not naive.without("outbox"):  # a message that nothing points to is known to the queue alone
        OutboxPointer.objects.create(centre=current_centre(), message_id=message.pk, due_at=message.due_at)
    if due_at is None:
        transaction.on_commit(partial(_poke, message.centre_id, message.pk), robust=True)
    return message


def _poke(centre_id: int, message_id: UUID) -> None:
    """Tell the queue. When it cannot be reached the answer to the person does not wait for it: the sweeper comes."""
    global _quiet_until
    from centres.tasks import deliver  # the queue is a face: it is met only here

    if time.monotonic() < _quiet_until:
        return
    try:
        deliver.delay(centre_id, str(message_id))
    except deliver.OperationalError as away:
        _quiet_until = time.monotonic() + QUIET
        logger.warning("The queue cannot be reached (%s); the sweeper will deliver what it was not told of.", away)


def deliver_now(centre: Centre, message_id: UUID) -> bool:
    """Hand one message to its handler; True when it is done. A failure is kept with its sentence and retried."""
    with tenant(centre):
        message = OutboxMessage.objects.filter(pk=message_id, done_at=None).first()
        if message is None:
            OutboxPointer.objects.filter(message_id=message_id).delete()
            return True
        if not _claim(message):
            return False
    problem = _run(centre, message)
    with tenant(centre):
        return _finish(message, problem)


def _claim(message: OutboxMessage) -> bool:
    """Take the message in hand, unless another worker has it. The claim of a dead worker runs out by itself."""
    now = timezone.now()
    until = now + CLAIM
    free = Q(claimed_until=None) | Q(claimed_until__lte=now)
    if not OutboxMessage.objects.filter(free, pk=message.pk, done_at=None).update(claimed_until=until):
        return False
    OutboxPointer.objects.filter(message_id=message.pk).update(due_at=until)
    return True


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
    OutboxMessage.objects.filter(pk=message.pk).update(
        attempts=message.attempts + 1, error=problem, due_at=due, claimed_until=None
    )
    OutboxPointer.objects.filter(message_id=message.pk).update(due_at=due)
    return False


def sweep(limit: int = 200) -> int:
    """Deliver what is due, whoever lost it; how many were done."""
    due = OutboxPointer.objects.filter(due_at__lte=timezone.now()).order_by("due_at").select_related("centre")[:limit]
    return sum(deliver_now(pointer.centre, pointer.message_id) for pointer in due)
