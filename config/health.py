"""Whether this process lives, and whether it can work: for load balancers and for whoever watches.

Both answer before any other middleware: without a session, a host name or a centre, and without saying anything that a
stranger may not know.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Min
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.utils import timezone
from redis import Redis, RedisError

from centres.models import OutboxPointer

LATE = 600  # seconds: the sweeper comes every twenty, so a message this late means that nobody sweeps
PATIENCE = 2.0  # seconds for Redis to answer
READY = "ready"


class NotReady(Exception):
    """A part that cannot work now; the sentence says how one sees it."""


class Health:
    """Middleware, the first of all: /healthz and /readyz, everything else goes on."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Only to look, never cached."""
        answer = {"/healthz": alive, "/readyz": ready}.get(request.path_info)
        if answer is None:
            return self.get_response(request)
        response = answer() if request.method in {"GET", "HEAD"} else HttpResponseNotAllowed(["GET", "HEAD"])
        response["Cache-Control"] = "no-store"
        response["X-Content-Type-Options"] = "nosniff"
        return response


def alive() -> JsonResponse:
    """This process answers; nothing else is asked."""
    return JsonResponse({"alive": True})


def ready() -> JsonResponse:
    """Every part it needs, each with a word; 503 when one is missing."""
    parts = {name: _word(look) for name, look in PARTS.items()}
    well = set(parts.values()) == {READY}
    return JsonResponse(
        {"ready": well, "parts": parts, "oldest_overdue_seconds": _overdue_or_none()}, status=200 if well else 503
    )


def _word(look: Callable[[], None]) -> str:
    try:
        look()
    except NotReady as reason:
        return str(reason)
    return READY


def database() -> None:
    """Reached as the application's role, with every migration of this code applied."""
    try:
        applied = set(MigrationRecorder(connection).applied_migrations())
        role = _current_role()
    except DatabaseError as problem:
        raise NotReady("The database cannot be reached, or does not let the application in.") from problem
    if role != settings.DATABASE_APP_ROLE:
        raise NotReady("The database is not used as the application's role.")
    if not _migrations() <= applied:
        raise NotReady("The database is not migrated to this version yet.")


def queue() -> None:
    """Redis answers; without Redis the queue is a thread of this process."""
    if not settings.REDIS_URL:
        return
    try:
        with Redis.from_url(settings.REDIS_URL, socket_timeout=PATIENCE, socket_connect_timeout=PATIENCE) as store:
            store.ping()
    except (RedisError, OSError) as problem:
        raise NotReady("The queue cannot be reached.") from problem


def files() -> None:
    """The file store takes a file and lets it go again."""
    try:
        root = Path(settings.MEDIA_ROOT)
        root.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=root) as probe:
            probe.write(b"countersign")
    except OSError as problem:
        raise NotReady("The file store cannot be written to.") from problem


def outbox() -> None:
    """Nothing that should have been sent has waited for longer than a sweeper can take."""
    try:
        late = overdue()
    except DatabaseError as problem:
        raise NotReady("The outbox cannot be read.") from problem
    if late > LATE:
        raise NotReady("Messages wait for too long: no worker is delivering them.")


def overdue() -> int:
    """For how many seconds the oldest message has been due; 0 when none is."""
    due = OutboxPointer.objects.aggregate(first=Min("due_at"))["first"]
    return max(0, int((timezone.now() - due).total_seconds())) if due else 0


def _overdue_or_none() -> int | None:
    try:
        return overdue()
    except DatabaseError:
        return None


def _current_role() -> str:
    if connection.vendor != "postgresql":
        return str(settings.DATABASE_APP_ROLE)
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        return str(cursor.fetchone()[0])


@cache
def _migrations() -> frozenset[tuple[str, str]]:
    """Every migration this code brings; read from disk once."""
    return frozenset(MigrationLoader(None).disk_migrations)


PARTS: dict[str, Callable[[], None]] = {"database": database, "queue": queue, "files": files, "outbox": outbox}
