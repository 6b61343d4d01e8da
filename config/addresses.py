"""Addresses of services as the environment gives them: read, or refused in a sentence that names the variable."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

DATABASES = {"postgres", "postgresql", "sqlite"}
REDIS = {"redis", "rediss", "unix"}


def database(name: str, value: str) -> dict[str, Any]:
    """A database's settings from its address."""
    scheme = value.partition(":")[0]
    if scheme not in DATABASES or "://" not in value:
        raise ImproperlyConfigured(
            f"{name} is {value!r}, which names no database: write postgres://user:password@host/name or "
            "sqlite:////path/to/file, or unset it for the demo’s own."
        )
    try:
        found: dict[str, Any] = environ.Env.db_url_config(value)
    except ValueError as problem:
        raise ImproperlyConfigured(f"{name} cannot be read ({problem}); check its host and port.") from problem
    if not found.get("NAME"):
        raise ImproperlyConfigured(f"{name} names no database after the host; end it with /name.")
    return found


def redis(name: str, value: str) -> str:
    """The address of Redis; "" where there is none."""
    if value and urlsplit(value).scheme not in REDIS:
        raise ImproperlyConfigured(
            f"{name} is {value!r}, which is no address of Redis: write redis://host:6379/0, or unset it."
        )
    return value
