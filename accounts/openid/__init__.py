"""Signing in with an organisation's own OpenID Connect provider, when the environment names one.

allauth does the walk there and back; here is what it leaves out: the nonce, the signature of the ID token, who may come
in that way, and when they last signed in there.
"""

from __future__ import annotations

from django.conf import settings


def name() -> str:
    """What the provider is called on our pages; "" when none is configured."""
    apps = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]
    return str(apps[0]["name"]) if apps else ""


def issuer() -> str:
    """Whose identities they are; identities of another issuer are other identities. "" when none is configured."""
    apps = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]
    return str(apps[0]["provider_id"]) if apps else ""
