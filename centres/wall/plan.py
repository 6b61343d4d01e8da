"""What the wall has to stand around, read from the models: the same on both databases.

Two kinds of tables: a centre's own (`CentreOwned`), and those whose rows are everybody's unless an owner is named. The
second kind says so itself, with `wall_owner`, the name of the column: a catalogue may not import a centre.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from django.apps import apps
from django.db import connection, models

from centres.models import Appointment, Centre, CentreOwned, LedgerBody, LedgerEntry, OutboxPointer, PublicLink

# These answer before a centre is open, and hold no work (ARCHITECTURE, "The wall"). Of them appointments are walled.
BEFORE_A_CENTRE: tuple[type[models.Model], ...] = (Centre, Appointment, PublicLink, OutboxPointer)

# What may not happen to a row once it is written, whoever asks.
NEVER_CHANGED = {
    LedgerEntry._meta.db_table: ("DELETE", "UPDATE"),
    LedgerBody._meta.db_table: ("UPDATE",),  # a body can be erased, apart from the chain
    "marksheets_signature": ("DELETE", "UPDATE"),
}
# What the application may do to a table besides reading and inserting, where it is not everything.
MAY_ONLY_INSERT = frozenset({*NEVER_CHANGED})
NEVER_DELETED = frozenset({"accounts_user", "centres_centre", "centres_appointment", "marksheets_marksheet"})


@dataclass(frozen=True, slots=True)
class Piece:
    """One thing the wall is made of: what it is called in a sentence, where it stands, what it says."""

    kind: str
    table: str
    name: str
    text: str
    create: str = field(default="", compare=False)

    @property
    def place(self) -> tuple[str, str, str]:
        """Two pieces of one place are the same piece, perhaps with other words."""
        return self.kind, self.table, self.name


@dataclass(frozen=True, slots=True)
class Key:
    """A foreign key between two tenant tables."""

    table: str
    column: str
    target: str

    @property
    def name(self) -> str:
        """The constraint's name, within PostgreSQL's 63 letters."""
        return f"wall_{self.table}_{self.column}"[:63]


def tenant_models() -> list[type[models.Model]]:
    """Every model whose rows belong to a centre, appointments included."""
    owned = [model for model in apps.get_models() if issubclass(model, CentreOwned)]
    return [Appointment, *owned]


def tenant_tables() -> list[str]:
    """The tables of `tenant_models`."""
    return [model._meta.db_table for model in tenant_models()]


def keys() -> list[Key]:
    """Every foreign key from one tenant table to another."""
    found = []
    tables = set(tenant_tables())
    for model in tenant_models():
        for column in model._meta.local_fields:
            target = column.related_model._meta.db_table if isinstance(column, models.ForeignKey) else ""
            if target in tables:
                found.append(Key(model._meta.db_table, str(column.column), target))
    return found


@dataclass(frozen=True, slots=True)
class Shared:
    """A table whose rows are everybody's, or one centre's: those that the column `owner` names."""

    table: str
    owner: str


def shared_tables() -> list[Shared]:
    """Every table of the second kind."""
    found = [(model, getattr(model, "wall_owner", "")) for model in apps.get_models()]
    return [Shared(model._meta.db_table, model._meta.get_field(name).column) for model, name in found if name]


@dataclass(frozen=True, slots=True)
class Sight:
    """A foreign key from a tenant table to one of the second kind: it may point at what its own centre can see."""

    table: str
    column: str
    target: Shared

    @property
    def name(self) -> str:
        """The trigger's and the function's name, within PostgreSQL's 63 letters."""
        return f"wall_sees_{self.table}_{self.column}"[:63]

    @property
    def unseen(self) -> str:
        """The condition, in SQL, under which a new row points at nothing its centre can see."""
        mine = f'("{self.target.owner}" IS NULL OR "{self.target.owner}" = NEW.centre_id)'
        seen = f'SELECT 1 FROM "{self.target.table}" WHERE id = NEW."{self.column}" AND {mine}'
        return f'NEW."{self.column}" IS NOT NULL AND NOT EXISTS ({seen})'


def sights() -> list[Sight]:
    """Every foreign key from a tenant table to one of the second kind."""
    shared = {each.table: each for each in shared_tables()}
    return [
        Sight(model._meta.db_table, str(column.column), shared[column.related_model._meta.db_table])
        for model in tenant_models()
        for column in model._meta.local_fields
        if isinstance(column, models.ForeignKey) and column.related_model._meta.db_table in shared
    ]


def known_tables() -> list[str]:
    """Every table that stands and belongs to a model of today, and the list of migrations."""
    return sorted([*connection.introspection.django_table_names(only_existing=True), "django_migrations"])


def rights_on(table: str) -> tuple[str, ...]:
    """What the application's role may do to a table's rows."""
    if table == "django_migrations":
        return ("SELECT",)
    if table in MAY_ONLY_INSERT or table.startswith("qualifications_"):
        return ("INSERT", "SELECT")
    if table in NEVER_DELETED:
        return ("INSERT", "SELECT", "UPDATE")
    return ("DELETE", "INSERT", "SELECT", "UPDATE")
