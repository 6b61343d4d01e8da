"""To the provider and back: to sign in, or to prove once more who one is."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter as account_adapter
from allauth.account.utils import get_next_redirect_url, passthrough_next_redirect_url
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.providers.base import AuthProcess
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET
from requests import RequestException

from accounts import openid
from accounts.openid import people
from accounts.openid.provider import Exchange, Provider


def _provider(request: HttpRequest) -> Provider:
    """The environment's provider; without one these addresses do not exist."""
    if not openid.name():
        raise Http404
    provider: Provider = get_adapter(request).get_provider(request, openid.issuer())
    return provider


@require_GET
@never_cache
def sign_in(request: HttpRequest) -> HttpResponse:
    """To the provider's sign-in page. A link, since our pages send forms to nobody else."""
    provider = _provider(request)
    if request.user.is_authenticated:
        return redirect(get_next_redirect_url(request) or "/")
    return _sent(request, provider, AuthProcess.LOGIN)


@login_required
@require_GET
@never_cache
def again(request: HttpRequest) -> HttpResponse:
    """Say why the provider is asked once more, with a way to it."""
    _provider(request)
    ways = account_adapter().get_reauthentication_methods(request.user)
    others = [
        {**way, "url": passthrough_next_redirect_url(request, way["url"], "next")}
        for way in ways
        if way["url"] != request.path
    ]
    go = passthrough_next_redirect_url(request, reverse("openid-prove"), "next")
    context = {"go": go, "name": openid.name(), "reauthentication_alternatives": others}
    return render(request, "account/openid_reauthenticate.html", context)


@login_required
@require_GET
@never_cache
def prove(request: HttpRequest) -> HttpResponse:
    """To the provider, which is to ask for the password and say when it did."""
    return _sent(request, _provider(request), people.STEP_UP, prompt="login", max_age="0")


def callback(request: HttpRequest) -> HttpResponse:
    """Back from the provider."""
    _provider(request)
    answer: HttpResponse = OAuth2CallbackView.adapter_view(Exchange(request, openid.issuer()))(request)
    return answer


def _sent(request: HttpRequest, provider: Provider, process: str, **parameters: Any) -> HttpResponse:
    way_on = get_next_redirect_url(request)
    try:
        return provider.redirect(request, process, way_on, auth_params=parameters)
    except (OAuth2Error, RequestException) as problem:
        people.log.warning("OpenID Connect: %s", problem)
        return _unreachable(request, {"process": process, "next": way_on or ""})


def _unreachable(request: HttpRequest, state: dict[str, Any]) -> HttpResponse:
    try:
        people.refuse(request, people.UNREACHABLE, state)
    except ImmediateHttpResponse as refusal:
        return refusal.response
