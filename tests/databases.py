"""One filled database per test process, on whichever engine the environment names.

PostgreSQL: created and migrated by the owner, used as the application's role. Tests roll back; what needs committed
rows (a browser, a worker) gets a copy of its own and never flushes this one.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from django.conf import settings
from django.core.management import call_command
from django.db import connection

from tests import world


def is_postgresql() -> bool:
    """Whether this run is on PostgreSQL."""
    return connection.vendor == "postgresql"


def name_for(worker: str) -> str:
    """A name of this run's own: two runs on one server must not drop each other's databases."""
    base = settings.DATABASES["default"]["NAME"] if is_postgresql() else "countersign"
    return f"test_{base}_{worker}"


@contextmanager
def filled(name: str, folder: Path) -> Iterator[None]:
    """A migrated, filled database under this name, dropped at the end."""
    before = connection.settings_dict["NAME"]
    if is_postgresql():
        _owner_sql(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)', f'CREATE DATABASE "{name}"')
    connection.close()
    connection.settings_dict["NAME"] = name if is_postgresql() else str(folder / f"{name}.sqlite3")
    call_command("migrate", verbosity=0)
    world.build()
    connection.close()
    yield
    connection.close()
    if is_postgresql():
        connection.settings_dict["NAME"] = before
        _let_go(name, before)
        _owner_sql(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@contextmanager
def copied(name: str, folder: Path) -> Iterator[str]:
    """The DATABASE_URL of a copy of this process's filled database, dropped at the end."""
    source = str(connection.settings_dict["NAME"])
    connection.close()
    if not is_postgresql():
        target = folder / f"{name}.sqlite3"
        shutil.copy2(source, target)
        yield f"sqlite:///{target}"
        return
    _owner_sql(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)', f'CREATE DATABASE "{name}" TEMPLATE "{source}"')
    yield url_of(name)
    connection.close()
    _owner_sql(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@contextmanager
def loaded(name: str, folder: Path, script: str) -> Iterator[None]:
    """A database as a script of SQL leaves it, used by this process instead of its own; dropped at the end."""
    before = connection.settings_dict["NAME"]
    connection.close()
    if is_postgresql():
        _owner_sql(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)', f'CREATE DATABASE "{name}"')
        _owner_sql(script, database=name)
        connection.settings_dict["NAME"] = name
    else:
        connection.settings_dict["NAME"] = str(folder / f"{name}.sqlite3")
        with closing(sqlite3.connect(connection.settings_dict["NAME"])) as target:
            target.executescript(script)
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = before
        if is_postgresql():
            _owner_sql(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _let_go(name: str, other: str) -> None:
    """End what the application still holds of a database: the traceback of a failed test keeps its connection open.

    The owner drops the database and may end nobody else's connection, so the application ends its own.
    """
    import psycopg

    held = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND usename = current_user"
    with psycopg.connect(url_of(other)) as application:
        application.execute(held, [name])


def url_of(name: str) -> str:
    """The application's DATABASE_URL for another database of the same server."""
    config = settings.DATABASES["default"]
    host = f"{config['HOST']}:{config['PORT'] or 5432}"
    return urlunsplit(("postgres", f"{config['USER']}:{config['PASSWORD']}@{host}", f"/{name}", "", ""))


def _owner_sql(*statements: str, database: str = "") -> None:
    """Run statements as the owner, outside any transaction, from the owner's own database unless one is named."""
    import psycopg

    parts = urlsplit(settings.DATABASE_OWNER_URL)
    path = f"/{database}" if database else parts.path
    with psycopg.connect(urlunsplit(parts._replace(scheme="postgresql", path=path)), autocommit=True) as own:
        for statement in statements:
            own.execute(statement)
