"""A centre that began with an older landing upgrades: nothing is lost, the wall stands, everybody works on."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.test import Client

from centres import ledger, outbox, wall
from centres.models import Centre, OutboxPointer
from centres.owner import as_owner
from centres.scope import tenant
from config.demo.cast import PASSWORD
from learners.models import QualificationApproval
from marksheets.models import MarkSheet
from tests import databases

HERE = Path(__file__).parent
# Django's own lists, which follow the code and hold nothing of anybody.
FOLLOWS_THE_CODE = {"django_migrations", "django_content_type", "auth_permission"}
FIRST = date(2026, 1, 12)
APPROVED = {
    "northgate": [("DEMO-L3-AWARD-COACHING", FIRST, "approved"), ("L7-DIP", FIRST, "approved")],
    "southbank": [("L7-DIP", FIRST, "approved")],
}
SHEETS = {"first": 6, "second": 10, "third": 10}  # of Northgate's: one for each stage that has one, as make.py says
Counts = dict[tuple[str, str], int]


@pytest.fixture(scope="module", params=["first", "second", "third"])
def landing(request: pytest.FixtureRequest) -> str:
    """Which landing the centre began with."""
    return str(request.param)


@pytest.fixture(scope="module", autouse=True)
def counted_before(
    django_db_setup: None,
    django_db_blocker: Any,
    tmp_path_factory: pytest.TempPathFactory,
    worker_id: str,
    landing: str,
) -> Iterator[Counts]:
    """The older landing's database, migrated as an operator migrates it; how many rows there were before."""
    script = gzip.decompress((HERE / f"{landing}.{connection.vendor}.sql.gz").read_bytes()).decode()
    name = f"{databases.name_for(worker_id)}_{landing}"
    with django_db_blocker.unblock(), databases.loaded(name, tmp_path_factory.mktemp(landing), script):
        with as_owner():
            before = counted()
        call_command("migrate", verbosity=0)
        yield before


def counted() -> Counts:
    """Rows by table, asked inside each centre; where the database has no wall, both see all."""
    found: Counts = {}
    for centre in Centre.objects.all():
        with tenant(centre, write=False), connection.cursor() as cursor:
            for table in set(connection.introspection.table_names()) - FOLLOWS_THE_CODE:
                cursor.execute(f'SELECT count(*) FROM "{table}"')  # noqa: S608 - a name from the schema
                found[centre.slug, table] = cursor.fetchone()[0]
    return found


def sheet_of(stage: str, centre: Centre) -> MarkSheet:
    """The sheet of the learner who is called after a stage."""
    with tenant(centre, write=False):
        found: MarkSheet = MarkSheet.objects.get(submission__registration__learner__email=f"{stage}@northgate.example")
        return found


def test_no_row_is_lost(db: None, counted_before: Counts, landing: str) -> None:
    after = counted()
    assert {place: after.get(place) for place in counted_before} == counted_before
    assert counted_before["northgate", "marksheets_marksheet"] == SHEETS[landing]


@pytest.mark.parametrize("slug", ["northgate", "southbank"])
def test_the_ledger_of_every_centre_still_holds(db: None, slug: str) -> None:
    with tenant(Centre.objects.get(slug=slug), write=False):
        assert ledger.first_break() == ""


def test_a_released_result_is_still_there_for_its_learner(
    northgate: Centre, signed_in: Callable[[str], Client]
) -> None:
    sheet = sheet_of("released", northgate)
    page = signed_in("released@northgate.example").get(f"/c/northgate/results/{sheet.submission_id}/")
    assert page.status_code == 200
    words = page.content.decode()
    assert "53" in words
    assert "Clear and specific." in words


@pytest.mark.parametrize(
    ("stage", "state", "who", "path"),
    [
        ("marking", "marking", "ada", "mark/{}/"),
        ("assessed", "assessed", "ada", "sheets/{}/"),
        ("assessed", "assessed", "iqbal", "sheets/{}/"),
        ("sampled", "sampled", "iqbal", "check/{}/"),
        ("disputed", "disputed", "leo", "sheets/{}/"),
        ("checked", "checked", "iqbal", "sheets/{}/"),
        ("released", "released", "cara", "sheets/{}/"),
    ],
)
def test_a_sheet_in_every_state_still_opens(
    northgate: Centre, signed_in: Callable[[str], Client], stage: str, state: str, who: str, path: str
) -> None:
    sheet = sheet_of(stage, northgate)
    assert sheet.state == state
    page = signed_in(f"{who}@northgate.example").get(f"/c/northgate/{path.format(sheet.pk)}")
    assert page.status_code == 200
    assert f"{stage.title()} Learner" in page.content.decode()


@pytest.mark.parametrize(
    ("stage", "state", "who", "path", "said"),
    [
        ("returned", "marking", "ada", "mark/{}/", "Say which evidence is missing."),
        ("resolved", "released", "leo", "sheets/{}/", "The plan that section 2 asks for is there, with dates."),
        ("attested", "released", "eve", "sheets/{}/", "Eve Marlow"),
        ("void", "void", "leo", "sheets/{}/", "The file belongs to another learner."),
    ],
)
def test_what_only_the_second_landing_could_do_still_opens_with_its_reason(
    northgate: Centre, signed_in: Callable[[str], Client], landing: str, stage: str, state: str, who: str, path: str,
    said: str,
) -> None:  # fmt: skip
    if landing == "first":
        pytest.skip("the first landing had no such moves")
    sheet = sheet_of(stage, northgate)
    assert sheet.state == state
    page = signed_in(f"{who}@northgate.example").get(f"/c/northgate/{path.format(sheet.pk)}")
    assert page.status_code == 200
    assert said in page.content.decode()


@pytest.mark.parametrize("slug", ["northgate", "southbank"])
def test_what_a_centre_taught_it_goes_on_teaching(db: None, landing: str, slug: str) -> None:
    """An approval for each award in use, from the day of its first registration."""
    if landing == "third":
        pytest.skip("the third landing had approvals of its own, and no row is lost")
    with tenant(Centre.objects.get(slug=slug), write=False):
        found = QualificationApproval.objects.values_list("award_code", "starts_on", "status")
        assert list(found) == APPROVED[slug]


def test_people_sign_in_as_before(db: None, client: Client) -> None:
    answer = client.post("/accounts/login/", {"login": "cara@northgate.example", "password": PASSWORD}, follow=True)
    assert answer.redirect_chain[-1] == ("/c/northgate/", 302)


def test_what_was_still_to_be_sent_is_sent(db: None) -> None:
    assert OutboxPointer.objects.count() == 1
    assert outbox.sweep() == 1
    assert ["A sentence still to be sent." in message.body for message in mail.outbox] == [True]


def test_the_wall_stands(northgate: Centre, southbank: Centre) -> None:
    if not databases.is_postgresql():
        pytest.skip("PostgreSQL’s own wall")
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relrowsecurity AND relforcerowsecurity")
        ours = {model._meta.db_table for model in wall.tenant_models()}
        shared = {each.table for each in wall.shared_tables()}
        assert {name for (name,) in cursor.fetchall()} == ours | shared
        with tenant(northgate), pytest.raises(DatabaseError), transaction.atomic():
            cursor.execute("UPDATE learners_learner SET centre_id = %s", [southbank.pk])
