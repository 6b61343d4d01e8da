"""Where allauth asks what this house allows."""

from __future__ import annotations

from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts import step_up

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
        asked at once again.
        """
        timeout = app_settings.REAUTHENTICATION_TIMEOUT / 60
        return bool(super().is_reauthentication_required(app=app, **kwargs)) and not step_up.is_recent(
            context.request, minutes=timeout
        )

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """Each way in our words."""
        return [{**way, "description": WORDS[way["id"]]} for way in super().get_reauthentication_methods(user)]
