"""Where allauth asks what this house allows."""

from __future__ import annotations

from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.core.exceptions import ReauthenticationRequired
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts import openid, step_up

WORDS = {
    "reauthenticate": _("Use your password"),
    "mfa_reauthenticate": _("Use your authenticator app or a recovery code"),
    "mfa_reauthenticate:webauthn": _("Use a passkey or security key"),
}


class InvitationOnly(DefaultAccountAdapter):
    """Nobody signs up by themselves: a centre invites."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Closed, always; the invitation page sets the first password."""
        return False

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Whether a change to how one signs in asks for a proof first: not when one was just given.

        allauth itself counts only proofs given on its own page for it, so that whoever had signed in a moment ago was
        asked at once again; and it lets people pass whose one way is OpenID Connect.
        """
        request = context.request
        if not super().is_reauthentication_required(app=app, **kwargs):
            return False
        if step_up.is_recent(request, minutes=app_settings.REAUTHENTICATION_TIMEOUT / 60):
            return False
        if step_up.factors(request.user) == {step_up.OIDC}:
            raise ReauthenticationRequired
        return True

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """Each way in our words, and OpenID Connect beside allauth's own."""
        ways = [{**way, "description": WORDS[way["id"]]} for way in super().get_reauthentication_methods(user)]
        if user.is_authenticated and step_up.OIDC in step_up.factors(user):
            description = _("Use %(name)s") % {"name": openid.name()}
            ways.append({"id": step_up.OIDC, "description": description, "url": reverse("openid-again")})
        return ways
