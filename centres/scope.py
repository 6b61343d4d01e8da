"""Which centre's rows exist: `tenant(centre)` for the code, the wall behind it for the database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NoReturn

from django.db import connection, models, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django_scopes import ScopedManager as _scoped_manager
from django_scopes import get_scope, scope
from django_scopes.exceptions import ScopeError
from django_scopes.manager import DisabledQuerySet

from centres.querysets import OtherCentre, closed, owned

if TYPE_CHECKING:
    from centres.models import Centre

__all__ = ["OtherCentre", "ScopedManager", "current_centre", "person", "tenant", "transaction_for"]
CENTRE, PERSON = "app.centre_id", "app.user_id"


def ScopedManager(queryset: type[models.QuerySet[Any]] = models.QuerySet) -> Any:  # noqa: N802 - reads as a class
    """A manager that sees and writes the current centre's rows, and does nothing at all without a centre."""
    rows = owned(queryset)
    shut = closed(rows)
    scoped: Any = type(_scoped_manager(_manager_class=models.Manager.from_queryset(rows), centre="centre"))

    class Manager(scoped):  # type: ignore[misc]
        """django-scopes' manager, stricter: no word is forgotten, and no centre but the open one can be named."""

        def get_queryset(self) -> models.QuerySet[Any]:
            found: models.QuerySet[Any] = super().get_queryset()
            if isinstance(found, DisabledQuerySet):
                return shut(self.model, using=self._db)
            return found

        def with_scope(self, **scopes: Any) -> NoReturn:
            """Refused: a centre is opened with `tenant`, where the database hears of it too."""
            raise ScopeError("A centre is opened with tenant(centre), never for one question.")

        with_scopes_disabled = with_scope

    return Manager()


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
    current = get_scope().get("person")
    if current is not None and current != user_id:
        raise OtherCentre(f"Person {user_id} was asked for inside what was begun for person {current}.")
    with transaction_for(write=write), scope(person=user_id), _told(PERSON, str(user_id)):
        yield


@contextmanager
def tenant(centre: Centre, *, write: bool = True) -> Iterator[None]:
    """One transaction in which only this centre's rows exist. It refuses to nest with another centre."""
    current = get_scope().get("centre")
    if current is not None and current.pk != centre.pk:
        raise OtherCentre(f"Work for centre {centre.pk} was begun inside centre {current.pk}.")
    with transaction_for(write=write), scope(centre=centre), _told(CENTRE, str(centre.pk)):
        yield


def current_centre() -> Centre:
    """The centre of the running tenant block."""
    centre: Centre | None = get_scope().get("centre")
    if centre is None:
        raise OtherCentre("No centre is open here.")
    return centre


@contextmanager
def _told(name: str, value: str) -> Iterator[None]:
    """The database knows the value until the block ends, and what it knew before from then on.

    PostgreSQL keeps such a setting past a released savepoint, so it is set back by hand. When an exception leaves, or
    the transaction is lost, the rollback that follows sets it back; asking then would only hide the first error.
    """
    before = _tell(name, value)
    try:
        yield
    except BaseException:
        _forget(name, before)
        raise
    if connection.needs_rollback:
        _forget(name, before)
    else:
        _tell(name, before)


def _tell(name: str, value: str) -> str:
    """Set what the database is to know and return what it knew. On SQLite it asks us: see `answer_the_wall`."""
    if connection.vendor != "postgresql":
        known = _known(connection)
        before = known.get(name, "")
        known[name] = value
        return before
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(current_setting(%s, true), ''), set_config(%s, %s, true)", [name, name, value])
        row = cursor.fetchone()
    return str(row[0]) if row else ""


def _forget(name: str, before: str) -> None:
    """SQLite's rollback does not reach what we hold for it."""
    if connection.vendor != "postgresql":
        _known(connection)[name] = before


def _known(connection: Any) -> dict[str, str]:
    """What we hold for SQLite, on the connection it is true of; `connection` may be Django's stand-in for it."""
    if not hasattr(connection, "told_to_the_wall"):
        connection.told_to_the_wall = {}
    known: dict[str, str] = connection.told_to_the_wall
    return known


def answer_the_wall(connection: BaseDatabaseWrapper, **kwargs: Any) -> None:
    """A new connection to SQLite, which has no settings, gets the function its wall asks: which centre is open?"""
    if connection.vendor != "sqlite":
        return
    known = _known(connection)
    connection.connection.create_function("app_centre", 0, lambda: int(known.get(CENTRE) or 0) or None)
    # The wall's triggers may call it whatever the library was built with, and REPLACE is refused like DELETE.
    connection.connection.execute("PRAGMA trusted_schema = ON")
    connection.connection.execute("PRAGMA recursive_triggers = ON")
