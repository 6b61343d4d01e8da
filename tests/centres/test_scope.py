"""`tenant` and `person`: what is open, what may be opened inside it, and what is left when a block ends."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction
from django_scopes import get_scope

from centres.models import Appointment, Centre
from centres.scope import OtherCentre, person, tenant
from learners.models import Cohort
from tests import databases


def known(name: str = "app.centre_id") -> str:
    """What the database believes."""
    if not databases.is_postgresql():
        return str(getattr(connection, "told_to_the_wall", {}).get(name, ""))
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(current_setting(%s, true), '')", [name])
        return str(cursor.fetchone()[0])


def test_the_same_centre_opens_again_and_the_outer_block_goes_on(northgate: Centre) -> None:
    with tenant(northgate):
        with tenant(northgate):
            assert known() == str(northgate.pk)
        assert known() == str(northgate.pk)
        assert Cohort.objects.count() == 1
    assert (known(), get_scope()) == ("", {})


def test_another_centre_is_refused_and_the_first_stays_open(northgate: Centre, southbank: Centre) -> None:
    with tenant(northgate):
        with pytest.raises(OtherCentre), tenant(southbank):
            pass
        assert known() == str(northgate.pk)
        assert Cohort.objects.count() == 1


def test_another_person_is_refused(staff: dict[str, Appointment]) -> None:
    ada, lena = staff["ada"].user_id, staff["lena"].user_id
    with person(ada):
        with pytest.raises(OtherCentre), person(lena):
            pass
        assert [one.name for one in Appointment.objects.all()] == ["Ada Byrne"]
    assert (known("app.user_id"), get_scope()) == ("", {})


def test_an_exception_closes_the_block(northgate: Centre, southbank: Centre) -> None:
    with pytest.raises(ZeroDivisionError), tenant(northgate):
        raise ZeroDivisionError
    assert (known(), get_scope()) == ("", {})
    with tenant(southbank):
        assert known() == str(southbank.pk)


def test_a_released_savepoint_keeps_nothing_open(northgate: Centre, southbank: Centre) -> None:
    with transaction.atomic(), tenant(northgate):
        pass
    assert known() == ""
    with tenant(southbank):
        assert Cohort.objects.get().centre_id == southbank.pk


def test_a_rolled_back_block_keeps_nothing_open(northgate: Centre) -> None:
    with tenant(northgate):
        transaction.set_rollback(True)
    assert (known(), get_scope()) == ("", {})


def test_a_broken_transaction_tells_the_first_error(northgate: Centre, staff: dict[str, Appointment]) -> None:
    for block in (tenant(northgate), person(staff["ada"].user_id)):
        with pytest.raises(DatabaseError, match="no_such_table"), block, connection.cursor() as cursor:
            cursor.execute("SELECT * FROM no_such_table")
    assert (known(), known("app.user_id"), get_scope()) == ("", "", {})


def test_appointments_answer_for_the_centre_or_the_person_and_for_nobody_else(
    staff: dict[str, Appointment], northgate: Centre, southbank: Centre
) -> None:
    ada = staff["ada"]
    assert list(Appointment.objects.all()) == []
    with person(ada.user_id):
        assert list(Appointment.objects.all()) == [ada]
    with tenant(southbank):
        assert not Appointment.objects.filter(pk=ada.pk).exists()
        assert Appointment.objects.exists()
    with tenant(northgate):
        assert Appointment.objects.filter(pk=ada.pk).exists()
