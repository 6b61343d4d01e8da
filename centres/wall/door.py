"""The door of every process that serves people: it does not open while the wall does not stand, or not for us."""

from __future__ import annotations

import sys
import time

from django.db import OperationalError, connection

from centres import keys, wall

MOST = 5  # sentences in the paragraph; the command shows all
AGAIN = 1  # gunicorn starts a worker that ended so once more
NEVER = 3  # and gives up on one that ended so: to start again would not help
WAYS_OUT = (
    "Let DATABASE_URL name a role that owns nothing (config/stack/roles.sql makes one), and the owner put up the wall: "
    "./run manage migrate, with OWNER_DATABASE_URL set. ./run manage check_wall says whether all is well.",
    "Run ./run manage migrate: it puts up the wall. ./run manage check_wall says whether all is well.",
)


def problems() -> list[str]:
    """Everything that keeps the door shut, in sentences: who we are to the database, the wall, keys of a demo."""
    return [*_who_we_are(), *wall.differences(), *keys.refusals()]


def _who_we_are() -> list[str]:
    """On PostgreSQL: nobody whom the wall does not bind, not even by a change of role."""
    if connection.vendor != "postgresql":
        return []
    with connection.cursor() as cursor:
        cursor.execute("""
            SELECT rolname, rolsuper, rolbypassrls FROM pg_roles WHERE rolname IN (current_user, session_user)
        """)
        roles = cursor.fetchall()
    found = []
    for name, is_superuser, bypasses in roles:
        if is_superuser:
            found.append(f"The database role “{name}” is a superuser, whom no wall binds.")
        elif bypasses:
            found.append(f"The database role “{name}” may bypass row security.")
        elif wall.owns_tables(name):
            found.append(f"The database role “{name}” owns tables, and could take the wall down.")
    return found


def stand_or_stop(*, patience: float = 20.0) -> None:
    """Return when the wall stands; else say why in one paragraph and end this process.

    A database that does not answer yet is waited for. The connection is closed: what starts now may fork.
    """
    ends = time.monotonic() + patience
    while True:
        try:
            found = problems()
            break
        except OperationalError as problem:
            if time.monotonic() > ends:
                _stop(f"Countersign does not start yet: the database does not answer. {problem}", AGAIN)
            time.sleep(0.5)
        finally:
            connection.close()
    if found:
        _stop(paragraph(found), NEVER)


def paragraph(found: list[str]) -> str:
    """What is wrong, and the way out of it."""
    more = [f"And {len(found) - MOST} more."] if len(found) > MOST else []
    return " ".join(["Countersign does not start.", *found[:MOST], *more, way_out()])


def way_out() -> str:
    """What a person at the keyboard does about it."""
    return WAYS_OUT[0] if connection.vendor == "postgresql" else WAYS_OUT[1]


def _stop(sentence: str, code: int) -> None:
    said_to = sys.__stderr__ or sys.stderr  # the clock has put a logger in the place of the second
    said_to.write(f"{sentence}\n")
    said_to.flush()
    raise SystemExit(code)
