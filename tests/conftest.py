"""The cast, a world to act in, and the database under it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django_scopes import get_scope
from django_scopes.state import state

from centres import wall
from centres.models import Appointment, Centre
from centres.scope import tenant
from tests import databases
from tests.proof import signed_in_as


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[None]:
    """A filled database for this test process; as the application's role on PostgreSQL."""
    folder = tmp_path_factory.mktemp("database")
    with django_db_blocker.unblock(), databases.filled(databases.name_for(worker_id), folder):
        yield


@pytest.fixture(scope="session")
def worker_id(request: pytest.FixtureRequest) -> str:
    """The name of this test process, also when it is the only one."""
    config: Any = request.config
    return str(config.workerinput["workerid"]) if hasattr(config, "workerinput") else "master"


@pytest.fixture(autouse=True)
def files_of_this_test(settings: Any, tmp_path: Path) -> None:
    """Uploaded bytes and keys land in the test's own folder."""
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.COUNTERSIGN_KEYS = tmp_path / "keys"


@pytest.fixture(autouse=True)
def nothing_left_open() -> Iterator[None]:
    """No test begins or ends inside a centre that another one opened."""
    assert get_scope() == {}
    yield
    left, told = get_scope(), getattr(connection, "told_to_the_wall", {})
    known = {name: value for name, value in told.items() if value}
    state.set(None)
    told.clear()
    assert (left, known) == ({}, {})


@pytest.fixture
def without_the_wall(db: None) -> None:
    """SQLite without its triggers until the test is rolled back: what the other guards are worth alone."""
    assert not databases.is_postgresql()
    wall.take_down()


@pytest.fixture
def northgate(db: None) -> Centre:
    """The centre most stories happen in."""
    return Centre.objects.get(slug="northgate")


@pytest.fixture
def southbank(db: None) -> Centre:
    """The other centre."""
    return Centre.objects.get(slug="southbank")


@pytest.fixture
def here(northgate: Centre) -> Iterator[Centre]:
    """Inside Northgate, as an action is."""
    with tenant(northgate):
        yield northgate


@pytest.fixture
def cast(here: Centre) -> dict[str, Appointment]:
    """Northgate's people by first name: ada, sunil, iqbal, leo, eve, tom, cara, lena, mara."""
    people = Appointment.objects.filter(centre=here).select_related("user", "centre")
    return {person.name.split()[0].lower(): person for person in people}


@pytest.fixture
def staff(northgate: Centre) -> dict[str, Appointment]:
    """Northgate's people by first name, without staying inside the centre."""
    with tenant(northgate):
        people = list(Appointment.objects.filter(centre=northgate).select_related("user", "centre"))
    return {person.name.split()[0].lower(): person for person in people}


def _one(name: str) -> Any:
    @pytest.fixture(name=name)
    def person(cast: dict[str, Appointment]) -> Appointment:
        return cast[name]

    return person


ada, sunil, iqbal, leo, eve = (_one(name) for name in ("ada", "sunil", "iqbal", "leo", "eve"))
tom, cara, lena, mara = (_one(name) for name in ("tom", "cara", "lena", "mara"))


@pytest.fixture
def signed_in(client: Client, db: None) -> Callable[[str], Client]:
    """A browser signed in as somebody, by address: `signed_in("ada@northgate.example")`."""
    from accounts.models import User

    def sign_in(email: str) -> Client:
        return signed_in_as(User.objects.get(email=email), Client())

    return sign_in
