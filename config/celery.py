"""The queue. With Redis a separate worker runs it; without, a thread in the web process does (see demo)."""

import os
from typing import Any

import django
from celery import Celery
from celery.signals import beat_init, worker_init, worker_ready

from config.production import OWNER_STAYS_OUT, owner_is_here

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
app = Celery("countersign")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@worker_init.connect
@beat_init.connect
def refuse_the_owner(**_: Any) -> None:
    """A worker and a beat serve, as a web process does. Celery swallows every exception here but this one."""
    if owner_is_here(os.environ):
        raise SystemExit(OWNER_STAYS_OUT)


@worker_init.connect
@beat_init.connect
def stand_behind_the_wall(**_: Any) -> None:
    """A worker and its clock start as the web does: only behind the wall."""
    django.setup()
    from centres.wall import door

    door.stand_or_stop()


@worker_ready.connect
def look_for_what_was_left(**_: Any) -> None:
    """A worker that starts asks at once for what a dead one left, and does not wait for the clock to ask."""
    from centres.tasks import sweep

    sweep.delay()
