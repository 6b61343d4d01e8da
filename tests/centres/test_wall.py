"""The wall: what one centre can reach of another, in code and in the database."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django_scopes import scopes_disabled
from django_scopes.exceptions import ScopeError

from centres import wall
from centres.models import Appointment, Centre, LedgerEntry
from centres.scope import OtherCentre, tenant
from learners.models import Learner, Registration
from tests import databases


def test_without_a_centre_no_row_can_be_read(northgate: Centre) -> None:
    with pytest.raises(ScopeError):
        list(Learner.objects.all())


def test_a_centre_sees_its_own_learners_alone(northgate: Centre, southbank: Centre) -> None:
    with tenant(northgate):
        assert [learner.name for learner in Learner.objects.all()] == ["Lena Fischer", "Mara Lindqvist"]
    with tenant(southbank):
        assert [learner.name for learner in Learner.objects.all()] == ["Kofi Sarpong"]


def test_one_centre_is_never_opened_inside_another(northgate: Centre, southbank: Centre) -> None:
    with tenant(northgate), pytest.raises(OtherCentre), tenant(southbank):
        pass


def test_a_row_is_not_saved_for_another_centre(here: Centre, southbank: Centre) -> None:
    learner = Learner.objects.first()
    assert learner is not None
    learner.centre = southbank
    with pytest.raises(RuntimeError, match="saved inside centre"):
        learner.save()


def test_every_tenant_table_is_walled() -> None:
    tables = {model._meta.db_table for model in wall.tenant_models()}
    assert {"centres_appointment", "learners_learner", "assessments_evidence", "marksheets_nodemark"} <= tables
    assert len(tables) == 27


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
        assert walled == {model._meta.db_table for model in wall.tenant_models()}

    def test_raw_sql_sees_nothing_of_the_other_centre(self, here: Centre, southbank: Centre) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM learners_learner WHERE centre_id = %s", [southbank.pk])
            assert cursor.fetchone() == (0,)

    def test_a_query_without_a_centre_fails_loudly(self, db: None) -> None:
        with pytest.raises(DatabaseError), transaction.atomic(), scopes_disabled():
            list(Learner.objects.all())

    def test_a_bulk_update_cannot_carry_a_row_over(self, here: Centre, southbank: Centre) -> None:
        with pytest.raises(DatabaseError), transaction.atomic(), scopes_disabled():
            Learner.objects.update(centre=southbank)

    def test_a_row_cannot_point_at_another_centres(self, northgate: Centre, southbank: Centre) -> None:
        with tenant(southbank):
            foreign = Learner.objects.get()
        with pytest.raises(IntegrityError), transaction.atomic(), tenant(northgate):
            Registration.objects.update(learner=foreign)
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")

    def test_a_person_sees_their_own_appointments_without_a_centre(self, db: None) -> None:
        assert Appointment.objects.count() == 0

    @pytest.mark.parametrize("change", ["UPDATE centres_ledgerentry SET kind = 'x'", "DELETE FROM centres_ledgerentry"])
    def test_the_ledger_only_grows(self, here: Centre, change: str) -> None:
        assert LedgerEntry.objects.exists()
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(change)
