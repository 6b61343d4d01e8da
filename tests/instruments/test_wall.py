"""A centre's own sheet is as if it were missing everywhere else: for the code and for the database."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction
from django_scopes import scopes_disabled

from assessments.models import Submission
from centres.models import Centre
from centres.scope import tenant
from instruments.models import Instrument
from qualifications.actions import publish_own
from qualifications.models import Assessment
from tests import databases

Arranged = Callable[[], Instrument]
TABLE = "qualifications_assessment"


def sql(statement: str, *values: object) -> None:
    """What somebody types, without the ORM."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)


def refused(sentence: str) -> Any:
    """The database refuses; SQLite in our own sentence."""
    return pytest.raises(DatabaseError, match=r"." if databases.is_postgresql() else sentence)


def test_its_own_centre_finds_it_and_no_other(arranged: Arranged, northgate: Centre, southbank: Centre) -> None:
    published, own = Assessment.objects.count(), arranged().assessment_id
    with tenant(northgate):
        assert Assessment.objects.get(code="NG-01").pk == own
        assert Assessment.objects.count() == published + 1
    with tenant(southbank):
        assert not Assessment.objects.filter(pk=own).exists()
        assert Assessment.objects.count() == published
    assert not Assessment.objects.filter(pk=own).exists()


@pytest.mark.skipif(not databases.is_postgresql(), reason="PostgreSQL’s own wall")
def test_raw_sql_does_not_find_it_either(arranged: Arranged, southbank: Centre) -> None:
    published = Assessment.objects.count()
    arranged()
    with tenant(southbank), scopes_disabled(), connection.cursor() as cursor:
        assert Assessment.objects.count() == published
        cursor.execute(f"SELECT count(*) FROM {TABLE} WHERE owner IS NOT NULL")
        assert cursor.fetchone() == (0,)


def test_none_is_published_for_another_centre(arranged: Arranged, northgate: Centre, southbank: Centre) -> None:
    own = arranged()
    with tenant(northgate):
        definition = Assessment.objects.get(code="NG-01").definition
    for where in (tenant(southbank), transaction.atomic()):
        with refused("is written only while its own centre is open"), where, transaction.atomic():
            publish_own(definition, own.centre_id)


def test_the_catalogue_is_not_published_inside_a_centre(here: Centre) -> None:
    fields = "id, code, version, title, digest, document, published_at, sheet_title, wording, structure_hash"
    with refused("is written only while its own centre is open"):
        sql(
            f"INSERT INTO {TABLE} ({fields}, owner) SELECT %s, 'X', version, title, digest, document, published_at,"
            f" sheet_title, wording, structure_hash, NULL FROM {TABLE} WHERE code = 'D7.01'",
            uuid4().hex,
        )


def test_a_published_sheet_is_never_changed_and_never_deleted(approved: Instrument) -> None:
    for statement in (f"UPDATE {TABLE} SET title = 'x' WHERE owner IS NOT NULL", f"DELETE FROM {TABLE}"):
        with refused("are only ever added"):
            sql(statement)


def test_work_of_another_centre_does_not_point_at_it(arranged: Arranged, southbank: Centre) -> None:
    own = arranged().assessment_id
    with tenant(southbank):
        kofis = Submission.objects.get(assessment__code="D7.01")
        with refused("assessments_submission.assessment_id points at no row of the same centre"), transaction.atomic():
            Submission.objects.filter(pk=kofis.pk).update(assessment=own)
        kofis.refresh_from_db()
        assert kofis.assessment.code == "D7.01"
        with refused("points at no row of the same centre"), transaction.atomic():
            Submission(registration=kofis.registration, assessment_id=own).save()


def test_the_database_alone_refuses_it_too(approved: Instrument) -> None:
    """The same code twice is one owner's business: two centres may call a sheet alike, one may not."""
    assert approved.assessment is not None
    with pytest.raises(DatabaseError), transaction.atomic():
        Assessment.objects.create(
            **{f.attname: getattr(approved.assessment, f.attname) for f in Assessment._meta.fields if f.name != "id"}
        )


def test_two_centres_may_call_a_sheet_alike(arranged: Arranged, northgate: Centre, southbank: Centre) -> None:
    arranged()
    with tenant(northgate):
        definition = Assessment.objects.get(code="NG-01").definition
    with tenant(southbank):
        theirs = publish_own(definition, southbank.pk)
        assert [sheet.pk for sheet in Assessment.objects.filter(code="NG-01")] == [theirs.pk]
