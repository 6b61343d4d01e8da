"""The provider as allauth walks to it and back: with a nonce and a code challenge, keeping nothing of what it tells."""

from __future__ import annotations

from typing import Any

from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialApp, SocialLogin, SocialToken
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from allauth.utils import build_absolute_uri
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.crypto import get_random_string

from accounts.openid import tokens

NEEDED = ("authorization_endpoint", "token_endpoint", "jwks_uri")


class Exchange(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]
    """Trades the code for an ID token and reads it."""

    @property
    def openid_config(self) -> dict[str, Any]:
        """What the provider says of itself; it must be who the environment named."""
        try:
            config = super().openid_config
            complete = all(isinstance(config[name], str) for name in NEEDED)
        except (ValueError, KeyError, TypeError, AttributeError) as wrong:
            raise OAuth2Error("The provider's own description cannot be read.") from wrong
        if not complete or str(config.get("issuer")).rstrip("/") != self.provider_id.rstrip("/"):
            raise OAuth2Error("The provider describes itself as somebody else.")
        return dict(config)

    def get_callback_url(self, request: HttpRequest, app: SocialApp) -> str:
        """Where the provider sends people back to."""
        return str(build_absolute_uri(request, reverse("openid-callback")))

    def parse_token(self, data: dict[str, Any]) -> SocialToken:
        """The access token for this one exchange; it is stored nowhere."""
        return SocialToken(token=str(data["access_token"]))

    def complete_login(self, request: HttpRequest, app: SocialApp, token: SocialToken, **kwargs: Any) -> SocialLogin:
        """The identity the ID token names, with what it says as `claims`."""
        config = self.openid_config
        claims = tokens.read(
            str(kwargs["response"].get("id_token")),
            self._fetched(config["jwks_uri"]),
            issuer=config["issuer"],
            audience=app.client_id,
        )
        if "email" not in claims and "userinfo_endpoint" in config:
            claims = {**self._userinfo(token.token, claims["sub"]), **claims}
        login: SocialLogin = self.get_provider().sociallogin_from_response(request, {"sub": claims["sub"]})
        login.claims = claims
        return login

    def _fetched(self, url: str, **headers: str) -> Any:
        with get_adapter().get_requests_session() as session:
            answer = session.get(url, headers=headers)
            answer.raise_for_status()
            return answer.json()

    def _userinfo(self, access_token: str, subject: str) -> dict[str, Any]:
        """Address and whether it is confirmed, where a provider keeps them out of the ID token."""
        told = self._fetched(self.openid_config["userinfo_endpoint"], Authorization=f"Bearer {access_token}")
        if not isinstance(told, dict) or told.get("sub") != subject:
            raise OAuth2Error("The provider tells of somebody else.")
        return {name: told[name] for name in ("email", "email_verified") if name in told}


class Provider(OpenIDConnectProvider):  # type: ignore[misc]
    """The one provider of the environment."""

    package = "accounts.openid"
    oauth2_adapter_class = Exchange
    pkce_enabled_default = True

    def redirect(self, request: HttpRequest, process: str, next_url: str | None = None, **kwargs: Any) -> HttpResponse:
        """To the provider, with a nonce that only this walk's ID token may carry."""
        nonce = get_random_string(32)
        parameters = {**kwargs.pop("auth_params", {}), "nonce": nonce}
        answer: HttpResponse = super().redirect(
            request, process, next_url, auth_params=parameters, nonce=nonce, **kwargs
        )
        return answer

    def extract_extra_data(self, data: Any) -> dict[str, Any]:
        """Nothing: what the provider tells is used once and not kept."""
        return {}
