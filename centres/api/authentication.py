"""Who asks: the browser's session with its CSRF token, or a personal token bound to one appointment.

The settings name these classes and Django REST framework loads them while it loads its views, so no view is imported
here.
"""

from __future__ import annotations

import copy
from typing import Any

from rest_framework import authentication, exceptions
from rest_framework.request import Request

from centres import tokens
from centres.models import ApiToken

CSRF = "This request carries no valid CSRF token: send the value of the csrftoken cookie as the header X-CSRFToken."
DEAD = "This token is unknown or revoked, or its appointment has ended."


class SessionAuthentication(authentication.SessionAuthentication):
    """The browser's session. A request that writes needs the CSRF token, as every form does."""

    def authenticate_header(self, request: Request) -> str:
        """So that a stranger gets 401, not 403."""
        return "Session"

    def enforce_csrf(self, request: Request) -> None:
        """Refuse a write without its CSRF token, in a sentence.

        The token is asked of the header alone. Only for POST would it be looked for in the body too, which is not to
        be read before it is known whether the person belongs here; so the check is shown another method.
        """
        probe = copy.copy(request._request)
        probe.method = "PATCH" if probe.method == "POST" else probe.method
        try:
            super().enforce_csrf(probe)
        except exceptions.PermissionDenied as denied:
            raise exceptions.PermissionDenied(CSRF, code="csrf") from denied


class TokenAuthentication(authentication.BaseAuthentication):
    """`Authorization: Bearer ...`: a personal token. It is the appointment it was issued for, and nothing else."""

    def authenticate(self, request: Request) -> tuple[Any, ApiToken] | None:
        """The person and the token, or None when no token was sent; 401 for one that opens nothing."""
        kind, _, secret = request.headers.get("Authorization", "").partition(" ")
        if kind.lower() != "bearer":
            return None
        token = tokens.holder(secret.strip())
        if token is None:
            raise exceptions.AuthenticationFailed(DEAD, code="token")
        return token.appointment.user, token

    def authenticate_header(self, request: Request) -> str:
        """What a client is told to send."""
        return "Bearer"
