"""The wall: what one centre can reach of another, in code and in the database."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, models, transaction
from django_scopes import scopes_disabled
from django_scopes.exceptions import ScopeError

from centres import wall
from centres.models import Appointment, Centre, CentreOwned, LedgerEntry
from centres.scope import tenant
from centres.wall.plan import NEVER_CHANGED
from learners.models import Learner, Registration
from marksheets import actions
from tests import databases, story


def test_without_a_centre_no_row_can_be_read(northgate: Centre) -> None:
    with pytest.raises(ScopeError):
        list(Learner.objects.all())


def test_a_centre_sees_its_own_learners_alone(northgate: Centre, southbank: Centre) -> None:
    with tenant(northgate):
        assert [learner.name for learner in Learner.objects.all()] == ["Lena Fischer", "Mara Lindqvist"]
    with tenant(southbank):
        assert [learner.name for learner in Learner.objects.all()] == ["Kofi Sarpong"]


def test_a_row_is_not_saved_for_another_centre(here: Centre, southbank: Centre) -> None:
    learner = Learner.objects.first()
    assert learner is not None
    learner.centre = southbank
    with pytest.raises(RuntimeError, match="saved inside centre"):
        learner.save()


def test_every_tenant_table_is_walled() -> None:
    tables = {model._meta.db_table for model in wall.tenant_models()}
    assert {"centres_appointment", "learners_learner", "assessments_evidence", "marksheets_nodemark"} <= tables
    assert len(tables) == 65


postgresql = pytest.mark.skipif(not databases.is_postgresql(), reason="PostgreSQL’s own wall")


@postgresql
class TestPostgresql:
    """What the database refuses although the code asked for it."""

    def test_we_are_neither_owner_nor_superuser(self, db: None) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT rolsuper, rolbypassrls, rolcreatedb FROM pg_roles WHERE rolname = current_user")
            assert cursor.fetchone() == (False, False, False)
            cursor.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public' AND tableowner = current_user")
            assert cursor.fetchone() == (0,)

    def test_every_tenant_table_forces_row_level_security(self, db: None) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT relname FROM pg_class WHERE relrowsecurity AND relforcerowsecurity")
            walled = {name for (name,) in cursor.fetchall()}
        ours = {model._meta.db_table for model in wall.tenant_models()}
        assert walled == ours | {each.table for each in wall.shared_tables()}

    def test_raw_sql_sees_nothing_of_the_other_centre(self, here: Centre, southbank: Centre) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM learners_learner WHERE centre_id = %s", [southbank.pk])
            assert cursor.fetchone() == (0,)

    def test_a_query_without_a_centre_fails_loudly(self, db: None) -> None:
        with pytest.raises(DatabaseError), transaction.atomic(), scopes_disabled():
            list(Learner.objects.all())


def sql(statement: str, *values: object) -> None:
    """What somebody types, without the ORM; what may wait for the end of the transaction is asked at once."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)
        if databases.is_postgresql():
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def refused(sentence: str) -> Any:
    """The database refuses; SQLite in our own sentence, so that one trigger cannot stand in for another."""
    return pytest.raises(DatabaseError, match="" if databases.is_postgresql() else sentence)


OUTSIDE = "is written only while its own centre is open"


class TestBothDatabases:
    """The same refusals, by policies and keys on PostgreSQL and by triggers on SQLite."""

    def test_no_row_is_carried_over_to_another_centre(self, here: Centre, southbank: Centre) -> None:
        for model in wall.tenant_models():
            if model._default_manager.exists():
                with refused(OUTSIDE if model._meta.db_table not in NEVER_CHANGED else "only ever added"):
                    sql(f"UPDATE {model._meta.db_table} SET centre_id = %s WHERE centre_id = %s", southbank.pk, here.pk)

    def test_no_row_is_written_for_another_centre(self, here: Centre, southbank: Centre) -> None:
        with refused(OUTSIDE):
            sql("INSERT INTO learners_site (id, centre_id, name) VALUES (%s, %s, %s)", uuid4().hex, southbank.pk, "x")

    def test_none_is_written_without_a_centre(self, northgate: Centre) -> None:
        insert = "INSERT INTO learners_site (id, centre_id, name) VALUES (%s, %s, %s)"
        for statement, *values in (
            (insert, uuid4().hex, northgate.pk, "x"),
            ("UPDATE learners_learner SET name = 'x'",),
            ("DELETE FROM assessments_submission",),
        ):
            with refused(OUTSIDE):
                sql(statement, *values)

    def test_a_row_points_at_rows_of_its_own_centre_alone(self, northgate: Centre, southbank: Centre) -> None:
        with tenant(southbank):
            foreign = Learner.objects.get()
        pk = Learner._meta.pk.get_db_prep_value(foreign.pk, connection)
        with tenant(northgate):
            with refused("learners_registration.learner_id points at no row of the same centre"):
                sql("UPDATE learners_registration SET learner_id = %s WHERE centre_id = %s", pk, northgate.pk)
            with refused("learners_registration.learner_id points at no row of the same centre"):
                registration = Registration(specification_id=uuid4(), learner=foreign, complete_by="2027-01-12")
                with transaction.atomic():
                    registration.save(force_insert=True)
                    if databases.is_postgresql():
                        connection.check_constraints()

    def test_a_row_that_is_pointed_at_stays(self, here: Centre) -> None:
        with refused("A row of learners_registration still needs this row of learners_cohort"):
            sql("DELETE FROM learners_cohort WHERE centre_id = %s", here.pk)

    @pytest.mark.parametrize(
        "change",
        [
            "UPDATE centres_ledgerentry SET kind = 'x'",
            "DELETE FROM centres_ledgerentry",
            "UPDATE centres_ledgerbody SET body = '{}'",
            "UPDATE marksheets_signature SET name = 'x'",
            "DELETE FROM marksheets_signature",
        ],
    )
    def test_what_only_grows_only_grows(self, cast: dict[str, Appointment], change: str) -> None:
        sheet = story.marked(cast, {"mark-S1": "31", "mark-S2": "22"})
        actions.sign(sheet, version=sheet.version, by=cast["ada"])
        with refused("are only ever added"):
            sql(change)

    def test_an_appointment_and_a_sheet_are_never_deleted(self, cast: dict[str, Appointment]) -> None:
        story.opened(cast)
        for table in ("centres_appointment", "marksheets_marksheet"):
            with refused("are never deleted"):
                sql(f"DELETE FROM {table}")


@pytest.mark.skipif(databases.is_postgresql(), reason="SQLite’s own statement")
def test_replacing_a_row_is_deleting_it(here: Centre) -> None:
    entry = LedgerEntry.objects.order_by("seq")[0]
    with pytest.raises(DatabaseError, match="only ever added"):
        sql("REPLACE INTO centres_ledgerentry SELECT * FROM centres_ledgerentry WHERE seq = %s", entry.seq)


# What each of the tables holds that answer without a centre: who, when, where to look, and no work.
HELD = {
    "Centre": "id is_demo name nation number reply_to slug zone",
    "Appointment": "centre ends_on id name role starts_on user",
    "PublicLink": "centre id token_hash",
    "OutboxPointer": "centre due_at id message_id",
}


def leads_to_a_centre(model: type[models.Model], seen: frozenset[object] = frozenset()) -> bool:
    """Whether some chain of foreign keys ends at a centre."""
    targets = {field.related_model for field in model._meta.get_fields() if field.concrete and field.is_relation}
    return model is Centre or any(leads_to_a_centre(to, seen | {model}) for to in targets - seen - {model})


def test_whatever_leads_to_a_centre_is_owned_by_it_or_one_of_four() -> None:
    for model in apps.get_models(include_auto_created=True):
        if leads_to_a_centre(model):
            assert issubclass(model, CentreOwned) or model in wall.BEFORE_A_CENTRE, model


def test_the_four_hold_no_work() -> None:
    held = {m.__name__: " ".join(sorted(f.name for f in m._meta.local_fields)) for m in wall.BEFORE_A_CENTRE}
    assert held == HELD
