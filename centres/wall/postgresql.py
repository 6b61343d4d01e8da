"""The wall on PostgreSQL: forced row-level security, composite keys, tables that only grow, narrow grants.

The policy is loud: without a centre a query fails, it does not find nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.conf import settings
from django.db import connection

from centres.models import Appointment
from centres.wall.plan import (
    NEVER_CHANGED,
    Key,
    Piece,
    Shared,
    Sight,
    keys,
    known_tables,
    rights_on,
    shared_tables,
    sights,
    tenant_tables,
)

HERE = "coalesce(centre_id = current_setting('app.centre_id')::bigint, false)"
# Appointments answer before a centre is chosen: own rows, or the current centre's.
MINE = (
    "coalesce(centre_id = nullif(current_setting('app.centre_id', true), '')::bigint, false)"
    " or coalesce(user_id = nullif(current_setting('app.user_id', true), '')::bigint, false)"
)
CENTRE_ONLY = "coalesce(centre_id = nullif(current_setting('app.centre_id', true), '')::bigint, false)"
# Of the second kind of table: everybody's rows, and the open centre's. Written is what belongs to the open centre, or
# to nobody while none is open: so the catalogue is published.
OPEN = "nullif(current_setting('app.centre_id', true), '')::bigint"
IN_SIGHT = "{owner} IS NULL OR coalesce({owner} = " + OPEN + ", false)"
TO_WRITE = "NOT ({owner} IS DISTINCT FROM " + OPEN + ")"
UNSEEN = (
    "BEGIN IF {unseen} THEN RAISE EXCEPTION '{table}.{column} points at no row of the same centre.'; END IF;"
    " RETURN NEW; END"
)
GROWS = "BEGIN RAISE EXCEPTION 'Rows of % are only ever added.', TG_TABLE_NAME; END"
EVERY_RIGHT = ("DELETE", "INSERT", "REFERENCES", "SELECT", "TRIGGER", "TRUNCATE", "UPDATE")
OURS = "relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p')"

# One row for each piece that stands, in the order of Piece.
STANDING = {
    "row security": f"""
        SELECT relname, '', CASE WHEN relrowsecurity AND relforcerowsecurity THEN 'forced' ELSE 'half' END
        FROM pg_class WHERE {OURS} AND (relrowsecurity OR relforcerowsecurity)""",
    "policy": """
        SELECT tablename, policyname, concat_ws(' ', permissive, roles, cmd, 'using', qual, 'check', with_check)
        FROM pg_policies WHERE schemaname = current_schema()""",
    "key": rf"""
        SELECT relname, conname, pg_get_constraintdef(c.oid) FROM pg_constraint c JOIN pg_class t ON t.oid = conrelid
        WHERE {OURS} AND conname LIKE 'wall\_%'""",
    "trigger": rf"""
        SELECT relname, tgname, concat(CASE tgenabled WHEN 'D' THEN 'off ' END, pg_get_triggerdef(g.oid))
        FROM pg_trigger g JOIN pg_class t ON t.oid = tgrelid
        WHERE {OURS} AND NOT tgisinternal AND tgname LIKE 'wall\_%'""",
    "function": """
        SELECT '', proname, prosrc FROM pg_proc
        WHERE pronamespace = current_schema()::regnamespace AND proname LIKE 'wall%'""",
}
RIGHTS = f"""
    SELECT relname, string_agg(wanted, ' ' ORDER BY wanted) FROM pg_class, unnest(%s::text[]) AS wanted
    WHERE {OURS} AND (
        has_table_privilege(%s, pg_class.oid, wanted)
        OR wanted IN ('SELECT', 'INSERT', 'UPDATE', 'REFERENCES')
        AND has_any_column_privilege(%s, pg_class.oid, CASE WHEN wanted IN ('SELECT', 'INSERT', 'UPDATE', 'REFERENCES')
            THEN wanted ELSE 'SELECT' END))
    GROUP BY relname"""


def planned() -> list[Piece]:
    """Every piece the models ask for, in the order in which it can be put up."""
    tables = tenant_tables()
    return [
        *(_unique(table) for table in tables),
        *(_composite(key) for key in keys()),
        *(_forced(table) for table in tables),
        *(policy for table in tables for policy in _policies(table)),
        Piece("function", "", "wall_refuse", GROWS, _function()),
        *(trigger for table in NEVER_CHANGED for trigger in _grow_only(table)),
        *(piece for shared in shared_tables() for piece in _shared(shared)),
        *(piece for sight in sights() for piece in _sight(sight)),
        *_rights(),
    ]


def standing() -> list[Piece]:
    """Every piece that stands, as the catalogue tells it."""
    found = []
    with connection.cursor() as cursor:
        for kind, sql in STANDING.items():
            cursor.execute(sql)
            found += [Piece(kind, table, name, text) for table, name, text in cursor.fetchall()]
        if role := app_role():
            cursor.execute(RIGHTS, [list(EVERY_RIGHT), role, role])
            found += [Piece("right", table, role, text) for table, text in cursor.fetchall()]
    return found


def same(one: Piece, other: Piece) -> bool:
    """Whether two texts say the same: PostgreSQL prints back with more brackets and casts than were written."""
    return _plain(one.text) == _plain(other.text)


def _plain(text: str) -> str:
    return re.sub(r'[\s()"]|::text|\bpublic\.', "", text.lower())


def removals() -> Iterator[str]:
    """What takes down every piece that stands, whether or not a model of today asked for it."""
    kinds = {kind: [piece for piece in standing() if piece.kind == kind] for kind in STANDING}
    for key in sorted(kinds["key"], key=lambda key: key.text.startswith("UNIQUE")):  # what refers goes first
        yield f'ALTER TABLE "{key.table}" DROP CONSTRAINT "{key.name}"'
    for policy in kinds["policy"]:
        if policy.name.startswith("wall"):  # another hand's policy weakens the wall, yet is not ours to remove
            yield f'DROP POLICY "{policy.name}" ON "{policy.table}"'
    for trigger in kinds["trigger"]:
        yield f'DROP TRIGGER "{trigger.name}" ON "{trigger.table}"'
    for piece in kinds["row security"]:
        yield f'ALTER TABLE "{piece.table}" NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY'
    for function in kinds["function"]:
        yield f'DROP FUNCTION "{function.name}"'


def _unique(table: str) -> Piece:
    name, text = f"wall_{table}_id"[:63], "UNIQUE (id, centre_id)"
    return Piece("key", table, name, text, f'ALTER TABLE "{table}" ADD CONSTRAINT "{name}" {text}')


def _composite(key: Key) -> Piece:
    text = (
        f'FOREIGN KEY ("{key.column}", centre_id) REFERENCES "{key.target}" (id, centre_id)'
        " DEFERRABLE INITIALLY DEFERRED"
    )
    return Piece("key", key.table, key.name, text, f'ALTER TABLE "{key.table}" ADD CONSTRAINT "{key.name}" {text}')


def _forced(table: str) -> Piece:
    create = f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY'
    return Piece("row security", table, "", "forced", create)


def _policies(table: str) -> Iterator[Piece]:
    if table == Appointment._meta.db_table:
        yield _policy(table, "wall", "SELECT", MINE, "")
        yield _policy(table, "wall_write", "ALL", CENTRE_ONLY, CENTRE_ONLY)
    else:
        yield _policy(table, "wall", "ALL", HERE, HERE)


def _policy(table: str, name: str, command: str, using: str, check: str) -> Piece:
    text = f"PERMISSIVE {{public}} {command} using {using} check {check}"
    whom = f" USING ({using})" if using else ""
    with_check = f" WITH CHECK ({check})" if check else ""
    return Piece("policy", table, name, text, f'CREATE POLICY {name} ON "{table}" FOR {command}{whom}{with_check}')


def _shared(shared: Shared) -> Iterator[Piece]:
    """Rows of everybody or of one centre: who sees them, who writes them. No policy lets anybody change one."""
    table, owner = shared.table, f'"{shared.owner}"'
    key, centre = f"wall_{table}_{shared.owner}"[:63], f"FOREIGN KEY ({owner}) REFERENCES centres_centre(id)"
    yield Piece("key", table, key, centre, f'ALTER TABLE "{table}" ADD CONSTRAINT "{key}" {centre}')
    yield _forced(table)
    yield _policy(table, "wall_read", "SELECT", IN_SIGHT.format(owner=owner), "")
    yield _policy(table, "wall_write", "INSERT", "", TO_WRITE.format(owner=owner))


def _sight(sight: Sight) -> Iterator[Piece]:
    """A foreign key's own check sees the rows of every centre, so a trigger asks once more."""
    body = UNSEEN.format(unseen=sight.unseen, table=sight.table, column=sight.column)
    create = f"CREATE OR REPLACE FUNCTION {sight.name}() RETURNS trigger LANGUAGE plpgsql AS $${body}$$"
    yield Piece("function", "", sight.name, body, create)
    moment = f"BEFORE INSERT OR UPDATE OF {sight.column} ON {sight.table} FOR EACH ROW"
    text = f"CREATE TRIGGER {sight.name} {moment} EXECUTE FUNCTION {sight.name}()"
    yield Piece("trigger", sight.table, sight.name, text, text)


def _function() -> str:
    return f"CREATE OR REPLACE FUNCTION wall_refuse() RETURNS trigger LANGUAGE plpgsql AS $${GROWS}$$"


def _grow_only(table: str) -> Iterator[Piece]:
    changes = " OR ".join(NEVER_CHANGED[table])
    for name, what in (("wall_grows", f"{changes} ON {table} FOR EACH ROW"), ("wall_truncate", f"TRUNCATE ON {table}")):
        each = "" if "EACH ROW" in what else " FOR EACH STATEMENT"
        text = f"CREATE TRIGGER {name} BEFORE {what}{each} EXECUTE FUNCTION wall_refuse()"
        yield Piece("trigger", table, name, text, text)


def _rights() -> Iterator[Piece]:
    """The application's role reads and writes rows; it owns nothing, truncates nothing, edits no published document."""
    role = app_role()
    for table in known_tables() if role else ():
        rights = rights_on(table)
        yield Piece("right", table, role, " ".join(rights), f'GRANT {", ".join(rights)} ON "{table}" TO "{role}"')


def before_rights() -> Iterator[str]:
    """What the role held before is taken from it, also on tables that no model knows any more."""
    if role := app_role():
        yield f'GRANT USAGE ON SCHEMA public TO "{role}"'
        yield f'GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO "{role}"'
        yield f'REVOKE ALL ON ALL TABLES IN SCHEMA public FROM "{role}"'


def app_role() -> str:
    """The role the web and the worker connect as, where it is not an owner's."""
    role = str(settings.DATABASE_APP_ROLE)
    return "" if owns_tables(role) else role


def owns_tables(role: str) -> bool:
    """Whether a role is, or can become, the owner of one of our tables; a superuser always can."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT coalesce(bool_or(pg_has_role(%s, relowner, 'MEMBER')), false) FROM pg_class WHERE {OURS}", [role]
        )
        return bool(cursor.fetchone()[0])
