"""Being the owner of the database for a moment: migrations alone need it, the application never does."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import environ
from django.conf import settings
from django.db import connection

KEYS = ("USER", "PASSWORD", "HOST", "PORT")


@contextmanager
def as_owner() -> Iterator[None]:
    """Connect as the owner named by OWNER_DATABASE_URL; without one nothing changes."""
    if not settings.DATABASE_OWNER_URL:
        yield
        return
    owner = environ.Env.db_url_config(settings.DATABASE_OWNER_URL)
    before = {key: connection.settings_dict[key] for key in KEYS}
    connection.close()
    connection.settings_dict.update({key: owner[key] for key in KEYS})
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict.update(before)
