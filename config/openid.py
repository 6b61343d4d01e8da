"""What the environment says of an OpenID Connect provider, in allauth's words."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

LOOPBACK = {"127.0.0.1", "localhost"}


def providers(*, name: str, issuer: str, client_id: str, client_secret: str) -> dict[str, Any]:
    """SOCIALACCOUNT_PROVIDERS: one provider when all four are said, none when none is."""
    said = {
        "OIDC_NAME": name,
        "OIDC_ISSUER": issuer,
        "OIDC_CLIENT_ID": client_id,
        "OIDC_CLIENT_SECRET": client_secret,
    }
    missing = [variable for variable, value in said.items() if not value]
    if missing and len(missing) < len(said):
        raise ImproperlyConfigured(f"OpenID Connect needs {', '.join(missing)} as well, or none of {', '.join(said)}.")
    return {
        "openid_connect": {
            "provider_class": "accounts.openid.provider.Provider",
            "APPS": [] if missing else [_app(said)],
        }
    }


def _app(said: dict[str, str]) -> dict[str, Any]:
    issuer = urlsplit(said["OIDC_ISSUER"])
    if issuer.scheme != "https" and issuer.hostname not in LOOPBACK:
        raise ImproperlyConfigured(f"OIDC_ISSUER is {said['OIDC_ISSUER']!r}; it must be an https address.")
    return {
        "provider_id": said["OIDC_ISSUER"],
        "name": said["OIDC_NAME"],
        "client_id": said["OIDC_CLIENT_ID"],
        "secret": said["OIDC_CLIENT_SECRET"],
        "settings": {"server_url": said["OIDC_ISSUER"].rstrip("/")},
    }
