"""The queue. With Redis a separate worker runs it; without, a thread in the web process does (see demo)."""

import os
from typing import Any

import django
from celery import Celery
from celery.signals import beat_init, worker_init

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
app = Celery("countersign")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@worker_init.connect
@beat_init.connect
def _door(**kwargs: Any) -> None:
    """A worker and its clock start as the web does: only behind the wall."""
    django.setup()
    from centres.wall import door

    door.stand_or_stop()
