"""docker-compose.yml says what production is; here it is read the way ./run stack reads it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from config.stack import compose
from config.stack.compose import Service, Unreadable
from config.stack.here import moved
from config.stack.own import SECRETS
from tests.house import ROOT

FILE = ROOT / "docker-compose.yml"
EXAMPLE = ROOT / ".env.example"
GIVEN = {name: f"of-{name.lower()}" for name in (*SECRETS, "ALLOWED_HOSTS", "PUBLIC_ADDRESS", "EMAIL_URL")}


@pytest.fixture(scope="module")
def services() -> dict[str, Service]:
    """The services with nothing set but what must be."""
    return compose.services(FILE, GIVEN)


def test_these_are_the_services(services: dict[str, Service]) -> None:
    assert list(services) == ["postgres", "redis", "migrate", "static", "web", "worker", "beat", "nginx"]


def test_the_web_is_four_synchronous_workers(services: dict[str, Service]) -> None:
    assert {"gunicorn", "config.wsgi", "--worker-class=sync", "--workers=4"} <= set(services["web"].command)


def test_there_is_one_beat_and_the_worker_is_none(services: dict[str, Service]) -> None:
    clocks = [name for name, one in services.items() if {"beat", "-B", "--beat"} & set(one.command)]
    assert clocks == ["beat"]
    assert "container_name: countersign-beat" in FILE.read_text()


def test_the_owners_password_is_known_to_migrate_and_to_the_database_alone(services: dict[str, Service]) -> None:
    knowing = [name for name, one in services.items() if "of-owner_password" in str(one.environment)]
    assert knowing == ["postgres", "migrate"]


def test_only_nginx_is_reached_from_outside() -> None:
    assert re.findall(r"^ +ports: (.*)$", FILE.read_text(), re.MULTILINE) == [
        '["${HTTPS_PORT:-443}:8443", "${HTTP_PORT:-80}:8080"]'
    ]
    assert "inside: {internal: true}" in FILE.read_text()


def test_everything_that_serves_is_looked_at(services: dict[str, Service]) -> None:
    assert [name for name, one in services.items() if one.restarts and not one.health] == ["beat"]


def test_nothing_serves_before_the_database_is_migrated(services: dict[str, Service]) -> None:
    waiting = [name for name, one in services.items() if one.needs.get("migrate") == "service_completed_successfully"]
    assert waiting == ["web", "worker", "beat"]
    assert services["nginx"].needs == {"web": "service_healthy"}


def test_the_example_names_every_value_and_gives_away_none() -> None:
    written = dict(re.findall(r"^(\w+)=(.*)$", EXAMPLE.read_text(), re.MULTILINE))
    assert set(written) == compose.variables(FILE)
    assert set(written.values()) == {""}
    assert ".env" in (ROOT / ".gitignore").read_text().split()


@pytest.mark.parametrize("name", sorted(GIVEN))
def test_a_value_that_is_missing_is_named(name: str) -> None:
    with pytest.raises(Unreadable, match=f"Set {name} in .env."):
        compose.services(FILE, {**GIVEN, name: ""})


def test_a_part_of_the_format_it_does_not_know_is_refused() -> None:
    with pytest.raises(Unreadable, match="does not know what “privileged” of the service web means"):
        compose._service("web", {"command": ["true"], "privileged": True})


def test_every_file_it_names_is_there(services: dict[str, Service]) -> None:
    sources = {source for one in services.values() for source, _ in one.mounts if source.startswith("./config")}
    assert len(sources) == 3
    assert all((ROOT / source).exists() for source in sources)
    assert "config/stack/roles.sql" in (ROOT / ".ci" / "run").read_text()


def test_the_door_takes_requests_in_whole_and_believes_no_header() -> None:
    door = (ROOT / "config/stack/nginx/nginx.conf.template").read_text()
    assert "proxy_request_buffering on;" in door
    assert "client_max_body_size 26m;" in door
    assert "proxy_set_header X-Forwarded-For $remote_addr;" in door
    for header in ("X-Forwarded-Host", "X-Forwarded-Port", "X-Real-Ip", "Forwarded"):
        assert f'proxy_set_header {header} "";' in door


def test_the_image_installs_what_is_locked_and_does_not_run_as_root() -> None:
    image = (ROOT / "Dockerfile").read_text()
    assert "pip install --require-hashes -r requirements/runtime.txt" in image
    assert "\nUSER countersign\n" in image


def test_a_service_moves_to_this_machine_word_for_word(tmp_path: Path, services: dict[str, Service]) -> None:
    ports = {("web", 8000): 41000, ("redis", 6379): 41001, ("postgres", 5432): 41002, ("nginx", 8443): 41003}
    web = moved(services["web"], ports, tmp_path, [])
    assert web.command[2] == "--bind=127.0.0.1:41000"
    assert web.command[4] == "--workers=4"
    assert web.environment["REDIS_URL"] == "redis://:of-redis_password@127.0.0.1:41001/0"
    assert web.environment["DATABASE_URL"] == "postgres://countersign_app:of-app_password@127.0.0.1:41002/countersign"
    assert web.environment["COUNTERSIGN_VAR"] == f"{tmp_path}/data"
    assert web.health is not None
    assert "'http://127.0.0.1:41000/healthz'" in web.health.test[-1]
    nginx = moved(services["nginx"], ports, tmp_path, [])
    assert nginx.environment["NGINX_WEB"] == "127.0.0.1:41000"
    assert nginx.environment["NGINX_TLS_LISTEN"] == "127.0.0.1:41003"
    assert nginx.command[2] == f"{tmp_path}/nginx/nginx.conf"
    postgres = moved(services["postgres"], ports, tmp_path, [])
    assert postgres.command == ("postgres", "-c", "listen_addresses=127.0.0.1", "-c", "port=41002")
    assert postgres.environment["PGDATA"] == f"{tmp_path}/postgres/pg"
    assert postgres.environment["ROLES_SQL"] == str(ROOT / "config/stack/roles.sql")
