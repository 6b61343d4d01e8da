"""Which centre's rows exist: `tenant(centre)` for the code, row-level security behind it for the database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from django.db import connection, models, transaction
from django_scopes import ScopedManager as _scoped_manager
from django_scopes import get_scope, scope

if TYPE_CHECKING:
    from centres.models import Centre


class OtherCentre(RuntimeError):
    """One centre's work was begun inside another's: always a mistake of ours, never of a person."""


def ScopedManager(queryset: type[models.QuerySet[Any]] = models.QuerySet) -> Any:  # noqa: N802 - reads as a class
    """A manager that sees the current centre's rows, and none without a centre."""
    return _scoped_manager(_manager_class=models.Manager.from_queryset(queryset), centre="centre")


@contextmanager
def transaction_for(*, write: bool) -> Iterator[None]:
    """One transaction. On SQLite a writer takes the lock at once, so it never fails half-way for want of it."""
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        connection.transaction_mode = "IMMEDIATE" if write else None  # type: ignore[attr-defined]
    with transaction.atomic():
        yield


@contextmanager
def person(user_id: int, *, write: bool = True) -> Iterator[None]:
    """A transaction in which the database answers for this person's own appointments."""
    with transaction_for(write=write):
        before = _setting("app.user_id", str(user_id))
        yield
        _setting("app.user_id", before)


@contextmanager
def tenant(centre: Centre, *, write: bool = True) -> Iterator[None]:
    """One transaction in which only this centre's rows exist. It refuses to nest with another centre."""
    current = get_scope().get("centre")
    if current is not None and current.pk != centre.pk:
        raise OtherCentre(f"Work for centre {centre.pk} was begun inside centre {current.pk}.")
    with transaction_for(write=write), scope(centre=centre):
        before = _setting("app.centre_id", str(centre.pk))
        yield
        _setting("app.centre_id", before)


def current_centre() -> Centre:
    """The centre of the running tenant block."""
    centre: Centre | None = get_scope().get("centre")
    if centre is None:
        raise OtherCentre("No centre is open here.")
    return centre


def _setting(name: str, value: str) -> str:
    """Set a PostgreSQL transaction setting and return what it was; SQLite has none."""
    if connection.vendor != "postgresql":
        return ""
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(current_setting(%s, true), ''), set_config(%s, %s, true)", [name, name, value])
        row = cursor.fetchone()
    return str(row[0]) if row else ""
