"""The queue. With Redis a separate worker runs it; without, a thread in the web process does (see demo)."""

import os
from typing import Any

from celery import Celery
from celery.signals import worker_ready

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
app = Celery("countersign")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@worker_ready.connect
def look_for_what_was_left(**_: Any) -> None:
    """A worker that starts asks at once for what a dead one left, and does not wait for the clock to ask."""
    from centres.tasks import sweep

    sweep.delay()
