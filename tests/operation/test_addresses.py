"""An address in the environment that cannot be meant is refused by name, with the way out."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from config import addresses
from tests.operation import production


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        ("", "names no database"),
        ("rubbish", "names no database"),
        ("mysql://u:p@h/n", "names no database"),
        ("postgres://u:p@h:port/n", "cannot be read"),
        ("postgres://u:p@h", "names no database after the host"),
    ],
)
def test_no_database(value: str, sentence: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=sentence) as refused:
        addresses.database("DATABASE_URL", value)
    assert str(refused.value).startswith("DATABASE_URL ")


def test_databases() -> None:
    assert addresses.database("X", "postgres://u:p@h:5433/n")["PORT"] == 5433
    assert addresses.database("X", "sqlite:////tmp/x.sqlite3")["NAME"] == "/tmp/x.sqlite3"


def test_redis() -> None:
    assert addresses.redis("REDIS_URL", "") == ""
    assert addresses.redis("REDIS_URL", "redis://h:6379/1") == "redis://h:6379/1"
    with pytest.raises(ImproperlyConfigured, match="REDIS_URL is 'h:6379', which is no address of Redis"):
        addresses.redis("REDIS_URL", "h:6379")


def test_the_settings_ask(tmp_path: Path) -> None:
    done = production.python("-c", "import config.settings", var=tmp_path, DATABASE_URL="", COUNTERSIGN_PROFILE="demo")
    assert done.returncode != 0
    assert "DATABASE_URL is ''" in done.stderr
