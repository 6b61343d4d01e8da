"""The production profile: what it refuses to start without, and what it is like once it starts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from config.production import OWNER_STAYS_OUT, owner_is_here, refusals
from tests.operation.production import COMPLETE, python

ASK = """
import json, django
django.setup()
from django.conf import settings
from django.test import Client, override_settings
plain = {**settings.STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
override_settings(STORAGES=plain).enable()  # what collectstatic would take ten seconds to prepare
page = Client().get("/accounts/login/", headers={"host": "marks.example"}, secure=True)
print(json.dumps({
    "status": page.status_code,
    "headers": {name.lower(): value for name, value in page.headers.items()},
    "csrf": {key: page.cookies["__Host-csrf"][key] for key in ("path", "domain", "secure", "samesite")},
    "cookies": sorted(page.cookies),
    "session": [settings.SESSION_COOKIE_NAME, settings.SESSION_COOKIE_SECURE, settings.SESSION_COOKIE_HTTPONLY,
                settings.SESSION_COOKIE_DOMAIN, settings.SESSION_COOKIE_PATH],
    "in_clear": Client().get("/accounts/login/", headers={"host": "marks.example"}).status_code,
    "claimed": Client().get("/accounts/login/", headers={"host": "marks.example", "x-forwarded-proto": "https"})
        .status_code,
    "other_host": Client(raise_request_exception=False).get("/accounts/login/", headers={"host": "evil.example"},
        secure=True).status_code,
    "health": Client().get("/healthz", headers={"host": "10.0.0.7"}).status_code,
    "proxies": [settings.SECURE_PROXY_SSL_HEADER, settings.ALLAUTH_TRUSTED_PROXY_COUNT, settings.USE_X_FORWARDED_HOST],
}))
"""


def test_a_complete_environment_is_refused_nothing(tmp_path: Path) -> None:
    assert refusals(COMPLETE, tmp_path) == []


@pytest.mark.parametrize(
    ("name", "value", "begins"),
    [
        ("SECRET_KEY", "", "SECRET_KEY is missing."),
        ("SECRET_KEY", "x7#kQ" * 9, "SECRET_KEY is too easy to guess."),
        ("SECRET_KEY", "a" * 60, "SECRET_KEY is too easy to guess."),
        ("SECRET_KEY", f"django-insecure-{'q8Zr2mVx7L' * 6}", "SECRET_KEY is a demo's."),
        ("SECRET_KEY", f"demo-{'q8Zr2mVx7L' * 6}", "SECRET_KEY is a demo's."),
        ("ALLOWED_HOSTS", "", "ALLOWED_HOSTS is missing."),
        ("ALLOWED_HOSTS", "marks.example,*", "ALLOWED_HOSTS lets any host name in."),
        ("DATABASE_URL", "", "DATABASE_URL is missing."),
        ("DATABASE_URL", "sqlite:///var/countersign.sqlite3", "DATABASE_URL begins with “sqlite”."),
        ("REDIS_URL", "", "REDIS_URL is missing."),
        ("EMAIL_URL", "", "EMAIL_URL is missing."),
        ("PUBLIC_ADDRESS", "", "PUBLIC_ADDRESS is missing."),
        ("PUBLIC_ADDRESS", "http://marks.example", "PUBLIC_ADDRESS must begin with https://"),
    ],
)
def test_one_sentence_says_what_is_wrong(tmp_path: Path, name: str, value: str, begins: str) -> None:
    (sentence,) = refusals({**COMPLETE, name: value}, tmp_path)
    assert sentence.startswith(begins)


def test_the_secret_of_the_demo_on_this_machine_is_known_whatever_it_looks_like(tmp_path: Path) -> None:
    (tmp_path / "demo-secret").write_text(COMPLETE["SECRET_KEY"])
    (sentence,) = refusals(COMPLETE, tmp_path)
    assert sentence.startswith("SECRET_KEY is a demo's.")


def test_everything_missing_is_said_at_once_and_nothing_starts(tmp_path: Path) -> None:
    nothing = dict.fromkeys(COMPLETE, "") | {"COUNTERSIGN_PROFILE": "production"}
    ended = python("manage.py", "check", var=tmp_path, **nothing)
    assert ended.returncode == 1
    assert ended.stdout == ""
    first, *sentences = ended.stderr.splitlines()
    assert first == "Countersign does not start in the profile “production”:"
    names = ["SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL", "REDIS_URL", "EMAIL_URL", "PUBLIC_ADDRESS"]
    assert [sentence.split()[0] for sentence in sentences] == names


def test_the_owner_may_migrate_and_not_serve() -> None:
    assert not owner_is_here(COMPLETE)
    assert owner_is_here({**COMPLETE, "OWNER_DATABASE_URL": "postgres://countersign_owner@127.0.0.1/countersign"})
    assert not owner_is_here({"COUNTERSIGN_PROFILE": "demo", "OWNER_DATABASE_URL": "postgres://x@127.0.0.1/y"})


@pytest.mark.parametrize(
    "command",
    [
        ("-c", "import config.wsgi"),
        ("-m", "celery", "-A", "config", "worker", "--pool", "solo"),
        ("-m", "celery", "-A", "config", "beat", "--schedule", "{var}/beat"),
    ],
)
def test_nothing_that_serves_starts_with_the_owner_at_hand(tmp_path: Path, command: tuple[str, ...]) -> None:
    owner = "postgres://countersign_owner@127.0.0.1/countersign"
    ended = python(*(word.format(var=tmp_path) for word in command), var=tmp_path, OWNER_DATABASE_URL=owner)
    assert ended.returncode != 0
    assert OWNER_STAYS_OUT in ended.stderr


def test_djangos_deployment_check_finds_nothing(tmp_path: Path) -> None:
    ended = python("manage.py", "check", "--deploy", "--fail-level", "WARNING", var=tmp_path)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert ended.stdout == "System check identified no issues (0 silenced).\n"


def test_a_page_in_production(tmp_path: Path) -> None:
    asked = python("-c", ASK, var=tmp_path, DJANGO_SETTINGS_MODULE="config.settings")
    assert asked.returncode == 0, asked.stderr
    page = json.loads(asked.stdout)
    assert page["status"] == 200
    assert sorted(page["headers"]["content-security-policy"].split("; ")) == [
        "base-uri 'none'",
        "connect-src 'self'",
        "default-src 'none'",
        "font-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "img-src 'self' data:",
        "manifest-src 'self'",
        "script-src 'self'",
        "style-src 'self'",
    ]
    assert page["headers"]["strict-transport-security"] == "max-age=31536000; includeSubDomains; preload"
    assert page["headers"]["x-frame-options"] == "DENY"
    assert page["headers"]["x-content-type-options"] == "nosniff"
    assert page["headers"]["referrer-policy"] == "same-origin"
    assert page["cookies"] == ["__Host-csrf"]
    assert page["csrf"] == {"path": "/", "domain": "", "secure": True, "samesite": "Lax"}
    assert page["session"] == ["__Host-session", True, True, None, "/"]
    assert page["in_clear"] == 301
    assert page["claimed"] == 301  # a header that anybody can send is not believed
    assert page["other_host"] == 400
    assert page["health"] == 200
    assert page["proxies"] == [None, 0, False]
