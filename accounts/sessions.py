"""How long somebody stays signed in: three hours without a request, twelve hours in all."""

from __future__ import annotations

import time
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import SESSION_KEY, logout
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest, HttpResponse

BEGAN, SEEN = "signed_in_at", "seen_at"
NOTED_EVERY = 60  # seconds: a request more often than that writes nothing


class TwoLimits:
    """Middleware: ends a session that is over, and notes when it was last used."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Look before the page, note after it: the page may be the one that signs in."""
        if is_over(request.session, time.time()):
            logout(request)
        response = self.get_response(request)
        note(request.session, time.time())
        return response


def is_over(session: SessionBase, now: float) -> bool:
    """Whether either limit has passed for a person who is signed in."""
    if BEGAN not in session:
        return False
    return now - session[BEGAN] > settings.SESSION_LONGEST or now - session[SEEN] > settings.SESSION_IDLE


def note(session: SessionBase, now: float) -> None:
    """Write down that the session was used, at most once a minute."""
    if SESSION_KEY not in session:
        return
    if BEGAN not in session:
        session[BEGAN] = session[SEEN] = int(now)
    elif now - session[SEEN] >= NOTED_EVERY:
        session[SEEN] = int(now)
