"""How long ago somebody at a test's browser proved who they are, without going through the page for it."""

from __future__ import annotations

import time
from typing import Any

from allauth.account.internal.flows import login
from django.test import Client

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def signed_in_as(user: Any, client: Client, *, minutes_ago: float | None = 0) -> Client:
    """Sign somebody in by password, so long ago; None leaves no proof at all."""
    client.force_login(user, backend=BACKEND)
    if minutes_ago is not None:
        proved(client, minutes_ago=minutes_ago)
    return client


def proved(client: Client, *, minutes_ago: float, method: str = "password", **more: Any) -> None:
    """Make this the session's one proof; minus so many minutes is in the future."""
    session = client.session
    record = {"method": method, "at": time.time() - minutes_ago * 60, **more}
    session[login.AUTHENTICATION_METHODS_SESSION_KEY] = [record]
    session[login._AUTHENTICATION_METHODS_USER_SESSION_KEY] = session["_auth_user_id"]
    session.save()
