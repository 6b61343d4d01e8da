"""The wall as it stands: held against the models, taken down whole, and the door that opens only behind it."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection, transaction

from centres import checks, wall
from centres.owner import as_owner
from centres.wall import door
from tests import databases

ROOT = Path(__file__).resolve().parents[2]
ENTRY = "centres_ledgerentry"
# A change to the wall, and the sentence that tells of it.
ON_SQLITE = [
    (
        "DROP TRIGGER wall_learners_learner_insert",
        "The trigger wall_learners_learner_insert of learners_learner is missing.",
    ),
    (
        "CREATE TRIGGER wall_of_old BEFORE DELETE ON learners_site BEGIN SELECT 1; END",
        "The trigger wall_of_old of learners_site stands and no model asks for it.",
    ),
    (
        "DROP TRIGGER wall_qualifications_assessment_update",
        "The trigger wall_qualifications_assessment_update of qualifications_assessment is missing.",
    ),
]
ON_POSTGRESQL = [
    ("DROP POLICY wall ON learners_learner", "The policy wall of learners_learner is missing."),
    (
        "ALTER POLICY wall ON learners_learner USING (true)",
        "The policy wall of learners_learner is not as the models say.",
    ),
    (
        "CREATE POLICY everybody ON learners_learner USING (true)",
        "The policy everybody of learners_learner stands and no model asks for it.",
    ),
    (
        "ALTER TABLE learners_learner NO FORCE ROW LEVEL SECURITY",
        "The row security of learners_learner is not as the models say.",
    ),
    (
        "ALTER TABLE learners_registration DROP CONSTRAINT wall_learners_registration_learner_id",
        "The key wall_learners_registration_learner_id of learners_registration is missing.",
    ),
    (f"DROP TRIGGER wall_grows ON {ENTRY}", f"The trigger wall_grows of {ENTRY} is missing."),
    (f"ALTER TABLE {ENTRY} DISABLE TRIGGER wall_grows", f"The trigger wall_grows of {ENTRY} is not as the models say."),
    (
        "CREATE OR REPLACE FUNCTION wall_refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
        "The function wall_refuse is not as the models say.",
    ),
    (
        f"GRANT DELETE ON {ENTRY} TO countersign_app",
        f"The list of what countersign_app may do to {ENTRY} is not as the models say.",
    ),
    (
        "GRANT UPDATE (kind) ON centres_ledgerentry TO countersign_app",
        f"The list of what countersign_app may do to {ENTRY} is not as the models say.",
    ),
    (
        "ALTER POLICY wall_read ON qualifications_assessment USING (true)",
        "The policy wall_read of qualifications_assessment is not as the models say.",
    ),
    (
        "DROP POLICY wall_write ON qualifications_assessment",
        "The policy wall_write of qualifications_assessment is missing.",
    ),
    (
        "ALTER TABLE qualifications_assessment DROP CONSTRAINT wall_qualifications_assessment_owner",
        "The key wall_qualifications_assessment_owner of qualifications_assessment is missing.",
    ),
    (
        "DROP TRIGGER wall_sees_assessments_submission_assessment_id ON assessments_submission",
        "The trigger wall_sees_assessments_submission_assessment_id of assessments_submission is missing.",
    ),
    (
        "GRANT TRUNCATE ON learners_learner TO PUBLIC",
        "The list of what countersign_app may do to learners_learner is not as the models say.",
    ),
    (
        "REVOKE SELECT ON learners_learner FROM countersign_app",
        "The list of what countersign_app may do to learners_learner is not as the models say.",
    ),
]


@contextmanager
def changed(sql: str) -> Iterator[None]:
    """The wall with one change, until the block ends."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(sql)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def as_its_owner(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Connected as whoever may change the wall; on SQLite that is everybody."""
    with django_db_blocker.unblock(), as_owner():
        yield


def test_it_stands_as_the_models_say(db: None) -> None:
    assert door.problems() == []


@pytest.mark.parametrize(("sql", "sentence"), ON_POSTGRESQL if databases.is_postgresql() else ON_SQLITE)
def test_every_change_is_told(as_its_owner: None, sql: str, sentence: str) -> None:
    with changed(sql):
        assert sentence in wall.differences()
    assert wall.differences() == []


def test_it_comes_down_whole_even_where_no_model_knows_it_any_more(as_its_owner: None) -> None:
    if databases.is_postgresql():
        renamed = "ALTER TABLE assessments_reading RENAME TO assessments_of_old"
    else:
        renamed = "CREATE TRIGGER wall_of_old BEFORE DELETE ON learners_site BEGIN SELECT 1; END"
    with changed(renamed):
        wall.take_down()
        standing = wall.standing()
        assert [piece for piece in standing if piece.kind != "right"] == []


def test_a_question_about_the_plan_leaves_it_standing(as_its_owner: None, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("migrate", plan=True)
    assert wall.differences() == []


def test_the_command_says_that_all_is_well(db: None, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("check_wall")
    assert capsys.readouterr().out.startswith("The wall between centres stands as the models say")


def test_the_command_names_what_is_not(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(door, "problems", lambda: ["The policy wall of x is missing."])
    with pytest.raises(CommandError, match="./run manage migrate"):
        call_command("check_wall")
    assert capsys.readouterr().out == "The policy wall of x is missing.\n"


def test_the_door_stays_shut_with_a_paragraph(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(door, "problems", lambda: [f"The policy wall of t{n} is missing." for n in range(7)])
    monkeypatch.setattr(connection, "close", lambda: None)
    with pytest.raises(SystemExit) as stopped:
        door.stand_or_stop()
    said = capfd.readouterr().err
    assert stopped.value.code == 3
    assert said.startswith("Countersign does not start. The policy wall of t0 is missing. ")
    assert "And 2 more." in said and "./run manage migrate" in said
    assert said.count("\n") == 1


def test_a_database_that_does_not_answer_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    answers: list[Callable[[], list[str]]] = [_silent, list]
    monkeypatch.setattr(door, "problems", lambda: answers.pop(0)())
    monkeypatch.setattr(connection, "close", lambda: None)
    door.stand_or_stop(patience=5)
    assert answers == []


def test_and_not_for_ever(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(door, "problems", _silent)
    monkeypatch.setattr(connection, "close", lambda: None)
    with pytest.raises(SystemExit) as stopped:
        door.stand_or_stop(patience=0)
    assert stopped.value.code == 1
    assert "the database does not answer" in capfd.readouterr().err


def _silent() -> list[str]:
    raise OperationalError("nobody listens")


def test_a_deployment_is_checked(monkeypatch: pytest.MonkeyPatch, db: None) -> None:
    assert checks.the_wall_stands(None, databases=None) == []
    assert checks.the_wall_stands(None, databases=["default"]) == []
    monkeypatch.setattr(door, "problems", lambda: ["The policy wall of x is missing."])
    (found,) = checks.the_wall_stands(None, databases=["default"])
    assert (found.msg, found.id) == ("The policy wall of x is missing.", "centres.E001")


@pytest.mark.skipif(not databases.is_postgresql(), reason="SQLite has no roles")
def test_the_owner_is_not_let_in(as_its_owner: None) -> None:
    assert "The database role “countersign_owner” owns tables, and could take the wall down." in door.problems()


@pytest.mark.parametrize(
    "process",
    [
        ("-c", "import config.wsgi"),
        ("-m", "celery", "-A", "config", "worker", "--pool", "solo", "--loglevel", "ERROR"),
        ("-m", "celery", "-A", "config", "beat", "--loglevel", "ERROR"),
    ],
    ids=["web", "worker", "beat"],
)
def test_no_process_starts_without_the_wall(process: tuple[str, ...], unwalled: str, tmp_path: Path) -> None:
    own = {"DATABASE_URL": unwalled, "REDIS_URL": "", "COUNTERSIGN_VAR": str(tmp_path)}
    more = ("-s", str(tmp_path / "beat")) if "beat" in process else ()
    ended = subprocess.run(
        [sys.executable, *process, *more],
        cwd=ROOT,
        env={**os.environ, **own},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert ended.returncode == 3, ended.stderr
    assert "Countersign does not start. The " in ended.stderr


@pytest.fixture
def unwalled(django_db_setup: None, tmp_path: Path) -> str:
    """A database whose wall lacks a stone; on PostgreSQL one that we would enter as its owner."""
    if databases.is_postgresql():
        owner = urlsplit(settings.DATABASE_OWNER_URL)
        return urlunsplit(owner._replace(path=f"/{connection.settings_dict['NAME']}"))
    copy = tmp_path / "copy.sqlite3"
    shutil.copy2(str(connection.settings_dict["NAME"]), copy)
    with closing(sqlite3.connect(copy)) as opened:
        opened.execute("DROP TRIGGER wall_learners_learner_insert")
        opened.commit()
    return f"sqlite:///{copy}"
