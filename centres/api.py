"""How the API knows who asks, and how it says no."""

from __future__ import annotations

import hashlib
from typing import Any

from django.utils import timezone
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework import authentication, exceptions
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import exception_handler

from centres.models import ApiToken, PublicLink
from centres.refusals import Refused
from centres.scope import tenant


def hashed(secret: str) -> str:
    """What is stored of a token: never the token."""
    return hashlib.sha256(secret.encode()).hexdigest()


class SessionAuthentication(authentication.SessionAuthentication):
    """The browser's session, with its CSRF token."""

    def authenticate_header(self, request: Request) -> str:
        """So that a stranger gets 401, not 403."""
        return "Session"


class TokenAuthentication(authentication.BaseAuthentication):
    """`Authorization: Bearer ...`, a personal token bound to one appointment."""

    def authenticate(self, request: Request) -> tuple[Any, ApiToken] | None:
        """The person and the token, or None when no token was sent."""
        kind, _, secret = request.headers.get("Authorization", "").partition(" ")
        if kind.lower() != "bearer":
            return None
        link = PublicLink.objects.select_related("centre").filter(token_hash=hashed(secret.strip())).first()
        token = None
        if link is not None:
            with tenant(link.centre, write=False):
                rows = ApiToken.objects.select_related("appointment__user")
                token = rows.filter(token_hash=link.token_hash, revoked_at=None).first()
        if token is None or not token.appointment.user.is_active or not token.appointment.is_in_force(timezone.localdate()):
            raise exceptions.AuthenticationFailed("This token is unknown, revoked or its appointment has ended.")
        return token.appointment.user, token

    def authenticate_header(self, request: Request) -> str:
        """What a client is told to send."""
        return "Bearer"


class TokenScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """Tells the schema about the token."""

    target_class = "centres.api.TokenAuthentication"
    name = "token"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        """As OpenAPI names it."""
        return {"type": "http", "scheme": "bearer"}


class SessionScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """Tells the schema about the session."""

    target_class = "centres.api.SessionAuthentication"
    name = "session"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        """As OpenAPI names it."""
        return {"type": "apiKey", "in": "cookie", "name": "sessionid"}


def sentence_handler(problem: Exception, context: dict[str, Any]) -> Response | None:
    """A refusal is the same sentence here as on the page."""
    if isinstance(problem, Refused):
        return Response({"detail": problem.sentence, "code": problem.code}, status=problem.status)
    return exception_handler(problem, context)
