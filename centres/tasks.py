"""The queue's side of the outbox."""

from __future__ import annotations

from uuid import UUID

from celery import shared_task

from centres import morning, once, outbox
from centres.models import Centre
from centres.scope import tenant


@shared_task
def deliver(centre_id: int, message_id: str) -> bool:
    """Deliver one outbox message of a centre."""
    return outbox.deliver_now(Centre.objects.get(pk=centre_id), UUID(message_id))


@shared_task
def sweep() -> int:
    """Deliver everything due: what a lost queue or a dead worker left behind."""
    return outbox.sweep()


@shared_task
def mornings() -> int:
    """Let the day begin in every centre whose morning has come; how many letters were written."""
    return sum(morning.rise(centre) for centre in Centre.objects.order_by("pk"))


@shared_task
def forget() -> int:
    """Clear answers that nobody asks for any more, a few of each centre at a time."""
    gone = 0
    for centre in Centre.objects.order_by("pk"):
        with tenant(centre):
            gone += once.forget()
    return gone
