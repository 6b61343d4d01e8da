"""The wall on SQLite: triggers that refuse a write for another centre than the one open.

They ask `app_centre()`, a function that `centres.scope` gives each connection; a connection without it (another
program, a forgotten script) is refused too. Reading is guarded by the managers alone: a trigger sees no SELECT.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.db import connection

from centres.wall.plan import (
    NEVER_CHANGED,
    NEVER_DELETED,
    Key,
    Piece,
    Shared,
    Sight,
    keys,
    shared_tables,
    sights,
    tenant_tables,
)

OTHER = "A row of {table} is written only while its own centre is open."
POINTS = "{table}.{column} points at no row of the same centre."
NEEDED = "A row of {table} still needs this row of {target}."
GROWS = "Rows of {table} are only ever added."
KEPT = "Rows of {table} are never deleted."


def planned() -> list[Piece]:
    """Three triggers for each tenant table, and for each whose rows are shared or owned."""
    ours = [piece for table in tenant_tables() for piece in _triggers(table)]
    return [*ours, *(piece for shared in shared_tables() for piece in _shared(shared))]


def standing() -> list[Piece]:
    """Every trigger of ours that stands, word for word."""
    with connection.cursor() as cursor:
        cursor.execute(
            r"SELECT tbl_name, name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'wall\_%' ESCAPE '\'"
        )
        return [Piece("trigger", table, name, text) for table, name, text in cursor.fetchall()]


def same(one: Piece, other: Piece) -> bool:
    """SQLite keeps the words as they were written."""
    return one.text == other.text


def removals() -> Iterator[str]:
    """What takes down every trigger of ours that stands, whether or not a model of today asked for it."""
    for piece in standing():
        yield f'DROP TRIGGER "{piece.name}"'


def before_rights() -> Iterator[str]:
    """SQLite has no roles."""
    yield from ()


def _triggers(table: str) -> Iterator[Piece]:
    ours = [key for key in keys() if key.table == table]
    theirs = [key for key in keys() if key.target == table]
    seen = [sight for sight in sights() if sight.table == table]
    changes = NEVER_CHANGED.get(table, ())
    pointing = [*(_dangling(key) for key in ours), *(_unseen(sight) for sight in seen)]
    yield _trigger(table, "INSERT", [_outside(table, "NEW"), *pointing])
    yield _trigger(
        table,
        "UPDATE",
        [
            *([_refuse(GROWS.format(table=table), "1")] if "UPDATE" in changes else []),
            _outside(table, "OLD", "NEW"),
            *(_dangling(key, changed=True) for key in ours),
            *(_unseen(sight, changed=True) for sight in seen),
        ],
    )
    never = GROWS if "DELETE" in changes else KEPT if table in NEVER_DELETED else ""
    yield _trigger(
        table,
        "DELETE",
        [
            *([_refuse(never.format(table=table), "1")] if never else []),
            _outside(table, "OLD"),
            *(_needed(key) for key in theirs),
        ],
    )


def _shared(shared: Shared) -> Iterator[Piece]:
    """A row is written with the open centre as its owner, or with none while none is open; published, it stays."""
    other = f'NEW."{shared.owner}" IS NOT app_centre()'
    yield _trigger(shared.table, "INSERT", [_refuse(OTHER.format(table=shared.table), other)])
    for event in ("UPDATE", "DELETE"):
        yield _trigger(shared.table, event, [_refuse(GROWS.format(table=shared.table), "1")])


def _trigger(table: str, event: str, refusals: list[str]) -> Piece:
    name = f"wall_{table}_{event.lower()}"
    body = " ".join(f"{refusal};" for refusal in refusals)
    text = f'CREATE TRIGGER "{name}" BEFORE {event} ON "{table}" BEGIN {body} END'
    return Piece("trigger", table, name, text, text)


def _refuse(sentence: str, when: str) -> str:
    return f"SELECT RAISE(ABORT, '{sentence}') WHERE {when}"


def _outside(table: str, *rows: str) -> str:
    return _refuse(OTHER.format(table=table), " OR ".join(f"{row}.centre_id IS NOT app_centre()" for row in rows))


def _dangling(key: Key, *, changed: bool = False) -> str:
    """As PostgreSQL's composite key, but at once: there it may wait for the end of the transaction."""
    when = f'NEW."{key.column}" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "{key.target}"'
    when += f' WHERE id = NEW."{key.column}" AND centre_id = NEW.centre_id)'
    if changed:
        when = f'NEW."{key.column}" IS NOT OLD."{key.column}" AND {when}'
    return _refuse(POINTS.format(table=key.table, column=key.column), when)


def _unseen(sight: Sight, *, changed: bool = False) -> str:
    when = f'NEW."{sight.column}" IS NOT OLD."{sight.column}" AND {sight.unseen}' if changed else sight.unseen
    return _refuse(POINTS.format(table=sight.table, column=sight.column), when)


def _needed(key: Key) -> str:
    found = f'EXISTS (SELECT 1 FROM "{key.table}" WHERE "{key.column}" = OLD.id)'
    return _refuse(NEEDED.format(table=key.table, target=key.target), found)
