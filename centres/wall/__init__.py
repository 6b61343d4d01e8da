"""The wall between centres, database side: generated from the models, put up after every migrate.

Nobody writes it by hand: `planned` is what the models ask for, `standing` what the database's catalogue holds, and
everything else follows from the two.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import connection

from centres.wall import postgresql, sqlite
from centres.wall.plan import BEFORE_A_CENTRE, Piece, keys, shared_tables, tenant_models
from centres.wall.postgresql import owns_tables

__all__ = [
    "BEFORE_A_CENTRE",
    "differences",
    "keys",
    "owns_tables",
    "put_up",
    "shared_tables",
    "standing",
    "take_down",
    "tenant_models",
]

MISSING = "The {what} is missing."
OTHERWISE = "The {what} is not as the models say."
LEFT_OVER = "The {what} stands and no model asks for it."
NAMES = {
    "row security": "row security of {table}",
    "policy": "policy {name} of {table}",
    "key": "key {name} of {table}",
    "trigger": "trigger {name} of {table}",
    "function": "function {name}",
    "right": "list of what {name} may do to {table}",
}


def put_up() -> None:
    """Install the wall around the tables as they stand."""
    wall = _engine()
    _run(wall.before_rights())
    _run(piece.create for piece in wall.planned())


def take_down() -> None:
    """Remove all of it that stands: also what was put up for a model that has since been renamed or removed."""
    _run(list(_engine().removals()))


def differences() -> list[str]:
    """A sentence for each piece of the wall that is missing, changed or left over; none when it stands as it should."""
    wall = _engine()
    planned = {piece.place: piece for piece in wall.planned()}
    found = {piece.place: piece for piece in wall.standing()}
    both = [place for place in planned if place in found]
    return [
        *(_say(MISSING, planned[place]) for place in planned if place not in found),
        *(_say(OTHERWISE, planned[place]) for place in both if not wall.same(planned[place], found[place])),
        *(_say(LEFT_OVER, found[place]) for place in found if place not in planned),
    ]


def standing() -> list[Piece]:
    """Every piece of it that stands now."""
    found: list[Piece] = _engine().standing()
    return found


def _say(sentence: str, piece: Piece) -> str:
    return sentence.format(what=NAMES[piece.kind].format(name=piece.name, table=piece.table))


def _engine() -> Any:
    return postgresql if connection.vendor == "postgresql" else sqlite


def _run(statements: Iterable[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
