"""`./run demo` over the data of an older version: the old database is set aside whole, and the demo goes on with it."""

from __future__ import annotations

import gzip
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from centres.models import Centre
from centres.scope import tenant
from config.demo.seed import seed
from config.management.commands.demo import copy_aside, prepare_database
from learners.models import Registration
from qualifications.models import Specification
from tests import databases

OLD = Path(__file__).parent / "first.sqlite.sql.gz"


@pytest.mark.skipif(databases.is_postgresql(), reason="the demo’s own database is SQLite")
def test_an_older_demo_is_set_aside_and_taken_over(
    django_db_setup: None, django_db_blocker: Any, tmp_path: Path, settings: Any, worker_id: str
) -> None:
    settings.VAR = tmp_path
    with (
        django_db_blocker.unblock(),
        databases.loaded(f"{databases.name_for(worker_id)}_demo", tmp_path, gzip.decompress(OLD.read_bytes()).decode()),
    ):
        with connection.cursor() as cursor:  # written a moment ago: it lies in the -wal file alone
            cursor.execute("UPDATE centres_centre SET name = 'Northgate, renamed' WHERE slug = 'northgate'")

        copy_aside()
        prepare_database()

        aside = min(tmp_path.glob("*-2*.sqlite3"))
        with closing(sqlite3.connect(aside)) as old:
            assert old.execute("SELECT name FROM centres_centre WHERE slug = 'northgate'").fetchone() == (
                "Northgate, renamed",
            )
            assert old.execute("SELECT count(*) FROM marksheets_marksheet").fetchone() == (6,)
        assert Centre.objects.get(slug="northgate").name == "Northgate, renamed"
        assert seed() is False  # the people and their work are there: nothing is laid over them

        first = Specification.objects.get(code="L7-DIP", version="2011-10")
        second = Specification.objects.newest().get(code="L7-DIP")
        assert (second.version, second.supersedes) == ("2011-10.2", first)
        assert [len(table.rows) for table in second.competence_tables()] == [3, 4]
        with tenant(Centre.objects.get(slug="northgate"), write=False):  # who was registered stays where they were
            assert {r.specification for r in Registration.objects.filter(specification__code="L7-DIP")} == {first}

        before = sorted(tmp_path.glob("*-2*.sqlite3"))
        prepare_database()  # up to date now: nothing more is set aside
        assert sorted(tmp_path.glob("*-2*.sqlite3")) == before
