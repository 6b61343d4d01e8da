"""The queue's side of uploads."""

from __future__ import annotations

from celery import shared_task

from assessments.uploading.actions import forget_old
from centres.models import Centre
from centres.scope import tenant


@shared_task
def forget_uploads() -> int:
    """Drop uploads that were begun and left, centre by centre; how many."""
    gone = 0
    for centre in Centre.objects.order_by("pk"):
        with tenant(centre):
            gone += forget_old()
    return gone
