"""Serving the demo from one process: gunicorn with threads and, without Redis, the queue in a thread beside it."""

from __future__ import annotations

import threading
import time
from itertools import count
from typing import Any

from django.conf import settings
from gunicorn.app.base import BaseApplication

from config.celery import app as queue

SWEEP_EVERY = 10.0
FORGET_EVERY = 360  # sweeps


class DemoServer(BaseApplication):  # type: ignore[misc]
    """One worker process: SQLite and an in-memory queue live in it."""

    def __init__(self, port: int) -> None:
        self.port = port
        super().__init__()

    def load_config(self) -> None:
        """Loopback only; quiet but for errors."""
        options = {
            "bind": f"127.0.0.1:{self.port}",
            "workers": 1,
            "worker_class": "gthread",
            "threads": 8,
            "timeout": 120,
            "graceful_timeout": 3,
            "accesslog": None,
            "loglevel": "warning",
            "post_worker_init": lambda _worker: start_queue(),
        }
        for name, value in options.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        """The site itself."""
        from config.wsgi import application

        return application


def start_queue() -> None:
    """Without Redis: a worker thread and a sweeper thread in this process; with Redis they run on their own."""
    if settings.REDIS_URL:
        return
    threading.Thread(target=_work, daemon=True, name="queue").start()
    threading.Thread(target=_sweep, daemon=True, name="sweeper").start()


def _work() -> None:
    worker = queue.WorkController(
        pool="solo", concurrency=1, loglevel="ERROR", without_gossip=True, without_mingle=True
    )
    worker.start()


def _sweep() -> None:
    from django.db import close_old_connections

    from centres.tasks import forget, sweep

    for turn in count():
        sweep.delay()
        if turn % FORGET_EVERY == 0:
            forget.delay()
        close_old_connections()
        time.sleep(SWEEP_EVERY)
