"""The queue's side of the outbox."""

from __future__ import annotations

from uuid import UUID

from celery import shared_task

from centres import outbox
from centres.models import Centre


@shared_task
def deliver(centre_id: int, message_id: str) -> bool:
    """Deliver one outbox message of a centre."""
    return outbox.deliver_now(Centre.objects.get(pk=centre_id), UUID(message_id))


@shared_task
def sweep() -> int:
    """Deliver everything due: what a lost queue or a dead worker left behind."""
    return outbox.sweep()
