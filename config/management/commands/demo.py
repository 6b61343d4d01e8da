"""`./run demo`: migrate, publish, seed, say how to sign in, serve."""

from __future__ import annotations

import hashlib
import io
import shutil
import sqlite3
from argparse import ArgumentParser
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from centres import wall
from centres.models import Centre
from config.demo.cast import CAST, PASSWORD
from config.demo.seed import seed


class Command(BaseCommand):
    """The demo, on this computer only."""

    help = "Make the demo centres and serve them on 127.0.0.1."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """--port N, --reset, and --no-serve for those who serve it themselves."""
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--reset", action="store_true", help="throw the demo's data away first")
        parser.add_argument("--no-serve", action="store_true", help="make the data and stop")

    def handle(self, *args: Any, **options: Any) -> None:
        """In order; the second start finds nearly all of it done."""
        if settings.PROFILE != "demo":
            raise CommandError(f"The demo's people and password do not belong in the profile “{settings.PROFILE}”.")
        if options["reset"]:
            reset()
        prepare_database()
        collect_static()
        if seed():
            self.stdout.write("Two fictional centres and some forty submissions are seeded.")
        self.stdout.write(welcome(options["port"]))
        self.stdout.flush()
        connection.close()
        if not options["no_serve"]:
            from config.demo.serve import DemoServer

            settings.PUBLIC_ADDRESS = f"http://127.0.0.1:{options['port']}"
            DemoServer(options["port"]).run()


def reset() -> None:
    """Remove the demo's database, files and mail; only ever a SQLite one under var/."""
    if connection.vendor != "sqlite":
        raise CommandError("--reset is for the demo on SQLite; drop and create a PostgreSQL database yourself.")
    connection.close()
    name = Path(str(settings.DATABASES["default"]["NAME"]))
    for path in (name, Path(f"{name}-wal"), Path(f"{name}-shm")):
        path.unlink(missing_ok=True)
    for folder in (settings.MEDIA_ROOT, settings.VAR / "mail"):
        shutil.rmtree(folder, ignore_errors=True)


def prepare_database() -> None:
    """Migrate (an older database is copied aside first), publish the catalogue, put up the wall."""
    settings.VAR.mkdir(parents=True, exist_ok=True)
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        copy_aside()
        call_command("migrate", verbosity=0)
    elif wall.differences():
        call_command("migrate", verbosity=0)
    call_command("publish_specs", stdout=io.StringIO())


def copy_aside() -> None:
    """A whole copy beside an older database: by SQLite itself, for what was written last may lie in its -wal file."""
    if connection.vendor != "sqlite" or Centre._meta.db_table not in connection.introspection.table_names():
        return
    name = Path(str(connection.settings_dict["NAME"]))
    with closing(sqlite3.connect(name.with_name(f"{name.stem}-{datetime.now():%Y%m%d-%H%M%S}.sqlite3"))) as copy:
        connection.connection.backup(copy)


def collect_static() -> None:
    """Collect static files when ours changed since the last start."""
    files = sorted(path for folder in settings.STATICFILES_DIRS for path in Path(folder).rglob("*") if path.is_file())
    seen = hashlib.sha256(repr([(str(f), f.stat().st_mtime_ns, f.stat().st_size) for f in files]).encode()).hexdigest()
    stamp = settings.VAR / "static.stamp"
    if not stamp.exists() or stamp.read_text() != seen:
        call_command("collectstatic", interactive=False, verbosity=0, clear=True)
        stamp.write_text(seen)


def welcome(port: int) -> str:
    """The address and one sign-in per role."""
    rows = [f"  {'Lena Fischer':<14} {'Learner':<13} lena.fischer@northgate.example"]
    for slug, parts in CAST.items():
        rows += [f"  {part.name:<14} {part.role.label!s:<13} {part.first}@{slug}.example" for part in parts]
    lines = "\n".join(rows)
    return (
        f"\nCountersign: http://127.0.0.1:{port}/\n\n"
        f"Everybody here is fictional. Password of all: {PASSWORD}\n{lines}\n\n"
        f"Mail that would be sent: http://127.0.0.1:{port}/dev/mail/    Stop with Ctrl-C.\n"
    )
