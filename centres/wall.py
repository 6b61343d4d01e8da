"""The wall between centres, database side: generated from the models, put up after every migrate.

PostgreSQL: forced row-level security on every tenant table, composite keys between them, grants for the application's
role, a ledger that can only grow. The policy is loud: without a centre a query fails, it does not find nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.apps import apps
from django.conf import settings
from django.db import connection, models

from centres.models import Appointment, CentreOwned, LedgerBody, LedgerEntry

HERE = "coalesce(centre_id = current_setting('app.centre_id')::bigint, false)"
# Appointments answer before a centre is chosen: own rows, or the current centre's.
MINE = (
    "coalesce(centre_id = nullif(current_setting('app.centre_id', true), '')::bigint, false)"
    " or coalesce(user_id = nullif(current_setting('app.user_id', true), '')::bigint, false)"
)
CENTRE_ONLY = "coalesce(centre_id = nullif(current_setting('app.centre_id', true), '')::bigint, false)"
GROW_ONLY = frozenset({"centres_ledgerentry", "centres_ledgerbody", "marksheets_signature"})
NEVER_DELETED = frozenset({"accounts_user", "centres_centre", "centres_appointment", "marksheets_marksheet"})


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


def keys() -> list[Key]:
    """Every foreign key from one tenant table to another."""
    found = []
    tables = {model._meta.db_table for model in tenant_models()}
    for model in tenant_models():
        for field in model._meta.local_fields:
            target = field.related_model._meta.db_table if isinstance(field, models.ForeignKey) else ""
            if target in tables:
                found.append(Key(model._meta.db_table, str(field.column), target))
    return found


def put_up() -> None:
    """Install the wall; nothing to do on SQLite."""
    _run(_statements())


def take_down() -> None:
    """Remove what stands in the way of altering tables: the composite keys and the policies."""
    _run(_removals())


def _run(statements: Iterator[str]) -> None:
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _standing_tables() -> set[str]:
    return set(connection.introspection.table_names())


def _removals() -> Iterator[str]:
    standing = _standing_tables()
    for key in keys():
        if key.table in standing:
            yield f'ALTER TABLE "{key.table}" DROP CONSTRAINT IF EXISTS "{key.name}"'
    for model in tenant_models():
        table = model._meta.db_table
        if table in standing:
            yield f'DROP POLICY IF EXISTS wall ON "{table}"'
            yield f'DROP POLICY IF EXISTS wall_write ON "{table}"'
            yield f'ALTER TABLE "{table}" NO FORCE ROW LEVEL SECURITY'
            yield f'ALTER TABLE "{table}" DISABLE ROW LEVEL SECURITY'
            yield f'ALTER TABLE "{table}" DROP CONSTRAINT IF EXISTS "wall_{table}_id"'


def _statements() -> Iterator[str]:
    for table in (model._meta.db_table for model in tenant_models()):
        yield f'ALTER TABLE "{table}" ADD CONSTRAINT "wall_{table}_id" UNIQUE (id, centre_id)'
    for key in keys():
        yield (
            f'ALTER TABLE "{key.table}" ADD CONSTRAINT "{key.name}" FOREIGN KEY ("{key.column}", centre_id)'
            f' REFERENCES "{key.target}" (id, centre_id) DEFERRABLE INITIALLY DEFERRED'
        )
    for model in tenant_models():
        yield from _policy(model)
    yield from _ledger_only_grows()
    yield from _grants()


def _policy(model: type[models.Model]) -> Iterator[str]:
    table = model._meta.db_table
    yield f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY'
    yield f'ALTER TABLE "{table}" FORCE ROW LEVEL SECURITY'
    if model is Appointment:
        yield f'CREATE POLICY wall ON "{table}" FOR SELECT USING ({MINE})'
        yield f'CREATE POLICY wall_write ON "{table}" USING ({CENTRE_ONLY}) WITH CHECK ({CENTRE_ONLY})'
    else:
        yield f'CREATE POLICY wall ON "{table}" USING ({HERE}) WITH CHECK ({HERE})'


def _ledger_only_grows() -> Iterator[str]:
    yield """
        CREATE OR REPLACE FUNCTION wall_refuse() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'The ledger only grows.'; END $$
    """
    for table in (LedgerEntry._meta.db_table, LedgerBody._meta.db_table):
        changes = "UPDATE OR DELETE" if table == LedgerEntry._meta.db_table else "UPDATE"
        yield f'DROP TRIGGER IF EXISTS wall_grows ON "{table}"'
        yield f'CREATE TRIGGER wall_grows BEFORE {changes} ON "{table}" FOR EACH ROW EXECUTE FUNCTION wall_refuse()'
        yield f'DROP TRIGGER IF EXISTS wall_truncate ON "{table}"'
        yield f'CREATE TRIGGER wall_truncate BEFORE TRUNCATE ON "{table}" EXECUTE FUNCTION wall_refuse()'


def _grants() -> Iterator[str]:
    """The application's role reads and writes rows; it owns nothing, truncates nothing, edits no published document."""
    role = app_role()
    if not role:
        return
    yield f'GRANT USAGE ON SCHEMA public TO "{role}"'
    yield f'GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO "{role}"'
    for table in sorted(_standing_tables()):
        rights = "SELECT, INSERT, UPDATE, DELETE"
        if table in GROW_ONLY or table.startswith("qualifications_"):
            rights = "SELECT, INSERT"
        elif table in NEVER_DELETED:
            rights = "SELECT, INSERT, UPDATE"
        elif table == "django_migrations":
            rights = "SELECT"
        yield f'REVOKE ALL ON "{table}" FROM "{role}"'
        yield f'GRANT {rights} ON "{table}" TO "{role}"'


def app_role() -> str:
    """The role the web and the worker connect as, where it is not the one that migrates."""
    role = str(settings.DATABASE_APP_ROLE)
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        row = cursor.fetchone()
    return "" if row is None or row[0] == role else role
