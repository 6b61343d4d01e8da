"""Who comes in by OpenID Connect: people a centre has invited, by the address their provider has confirmed."""

from __future__ import annotations

import logging
import time
from datetime import UTC, datetime
from typing import Any, NoReturn

from allauth.account import app_settings
from allauth.account.internal.flows.reauthentication import STATE_SESSION_KEY, resume_request
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp, SocialLogin
from allauth.socialaccount.providers.base import AuthError
from django.http import HttpRequest
from django.shortcuts import redirect, render
from django.utils import timezone

from accounts import openid, step_up
from accounts.models import User
from accounts.openid.tokens import CLOCKS_DIFFER

log = logging.getLogger(__name__)
STEP_UP = "step_up"  # what a walk to the provider is for, beside allauth's own "login"
UNEXPECTED = "{name} did not answer as it should, so nobody was signed in and nothing was changed. Please try again."
UNREACHABLE = "{name} cannot be reached just now. Nothing was changed; please try again, or use another way."
CANCELLED = "You came back from {name} without signing in there. Nothing was changed."
UNCONFIRMED = (
    "{name} has not confirmed your e-mail address, so we cannot tell who you are. Confirm it there, then try again."
)
UNKNOWN = (
    "Nobody signs in here with the address {name} gives for you. Sign in there as the person your centre has invited, "
    "or ask your centre to invite that address."
)
SOMEBODY_ELSE = "{name} answered for somebody else than you, so nothing was done with it. Nothing was changed."
NO_TIME = (
    "{name} does not say when you last signed in there, so it cannot vouch for a signature. Use another way to confirm "
    "that it is you. Nothing was changed."
)
IN_THE_FUTURE = (
    "{name} says you signed in there at {at}, and that is still to come: one of the two clocks is wrong. Use another "
    "way to confirm that it is you. Nothing was changed."
)
TOO_OLD = (
    "{name} says you last signed in there at {at}, more than {window} ago, and did not ask you again. Sign out there "
    "and try again, or use another way to confirm that it is you. Nothing was changed."
)


class KnownPeopleOnly(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """An identity opens the account of its confirmed address, and never makes one."""

    def list_apps(self, request: HttpRequest, provider: Any = None, client_id: Any = None) -> list[SocialApp]:
        """The environment's alone, whatever lies in the database."""
        return [app for app in super().list_apps(request, provider, client_id) if app.pk is None]

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Closed, always: a centre invites."""
        return False

    def on_authentication_error(self, request: HttpRequest, provider: Any, error: Any = None, **kwargs: Any) -> None:
        """Every way of not coming back as expected is one page with a sentence; the log says which it was."""
        log.warning("OpenID Connect: %s", kwargs.get("exception") or error)
        state = (kwargs.get("extra_context") or {}).get("state")
        refuse(request, CANCELLED if error == AuthError.CANCELLED else UNEXPECTED, state)

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Let in the person whose address it is, or take the answer as proof for a signature; refuse the rest."""
        state, claims = sociallogin.state, sociallogin.claims
        if not state.get("nonce") or claims.get("nonce") != state["nonce"]:
            refuse(request, UNEXPECTED, state)
        user = _whose(request, claims, state)
        if sociallogin.is_existing and sociallogin.user != user:
            refuse(request, UNKNOWN, state)
        if state.get("process") == STEP_UP:
            _step_up(request, user, claims, state)
        if not sociallogin.is_existing:
            sociallogin.connect(request, user)
        signed_in_at = _moment(claims)
        if signed_in_at is not None and signed_in_at <= time.time() + CLOCKS_DIFFER:
            step_up.record_oidc(request, user, at=signed_in_at)


def _whose(request: HttpRequest, claims: dict[str, Any], state: dict[str, Any]) -> User:
    """The person with the address that the provider has confirmed."""
    address = claims.get("email")
    if not isinstance(address, str) or claims.get("email_verified") not in (True, "true"):
        refuse(request, UNCONFIRMED, state)
    user = User.objects.filter(email=address.strip().lower(), is_active=True).first()
    return user or refuse(request, UNKNOWN, state)


def _step_up(request: HttpRequest, user: User, claims: dict[str, Any], state: dict[str, Any]) -> NoReturn:
    """Take the provider's time of signing in as proof, and go on with what waited for it."""
    if request.user.pk != user.pk:
        request.session.pop(STATE_SESSION_KEY, None)
        refuse(request, SOMEBODY_ELSE, state)
    signed_in_at = _moment(claims)
    minutes = step_up.asked_minutes(request, state.get("next", "")) or app_settings.REAUTHENTICATION_TIMEOUT // 60
    if signed_in_at is None:
        refuse(request, NO_TIME, state)
    if signed_in_at > time.time() + CLOCKS_DIFFER:
        refuse(request, IN_THE_FUTURE, state, at=_clock(signed_in_at))
    if time.time() - signed_in_at > minutes * 60:
        refuse(request, TOO_OLD, state, at=_clock(signed_in_at), window=step_up.span(minutes))
    step_up.record_oidc(request, user, at=signed_in_at)
    request.GET = request.GET.copy()  # allauth looks for the way on in the address, and this one is the provider's
    request.GET["next"] = state.get("next", "/")
    raise ImmediateHttpResponse(resume_request(request) or redirect("/"))


def _moment(claims: dict[str, Any]) -> float | None:
    """When the person signed in at the provider, in seconds; None when it does not say."""
    told = claims.get("auth_time")
    return float(told) if type(told) in (int, float) and 0 < told < 1e11 else None


def _clock(moment: float) -> str:
    return f"{timezone.localtime(datetime.fromtimestamp(moment, UTC)):%H:%M on %-d %B %Y}"


def refuse(request: HttpRequest, sentence: str, state: dict[str, Any] | None = None, **words: str) -> NoReturn:
    """Say so on a page that leads back; what waited for a proof still waits."""
    again = (state or {}).get("process") == STEP_UP and request.user.is_authenticated
    context = {
        "sentence": sentence.format(name=openid.name(), **words),
        "again": again,
        "next": (state or {}).get("next", "") if again else "",
    }
    raise ImmediateHttpResponse(render(request, "account/openid_refused.html", context, status=403))
