"""Reading an ID token: signed by the provider, for us, now."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import jwt
from allauth.socialaccount.providers.oauth2.client import OAuth2Error

# Signatures by a key pair alone. With a shared secret, or none, the provider's public key would be its own forger.
ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"]
CLOCKS_DIFFER = 60  # seconds by which another computer's clock may be off
LONGEST = 191  # characters of a subject that are kept


def read(token: str, keys: Mapping[str, Any], *, issuer: str, audience: str) -> dict[str, Any]:
    """What the token says; OAuth2Error when it is not what the provider signed for us."""
    try:
        claims: dict[str, Any] = jwt.decode(
            token,
            _key_of(token, keys),
            algorithms=ALGORITHMS,
            audience=audience,
            issuer=issuer,
            leeway=CLOCKS_DIFFER,
            options={"require": ["exp", "iat", "iss", "aud", "sub"]},
        )
    except (jwt.PyJWTError, ValueError, TypeError, KeyError, AttributeError) as wrong:
        raise OAuth2Error("The ID token is not to be trusted.") from wrong
    if not isinstance(claims["sub"], str) or not 0 < len(claims["sub"]) <= LONGEST:
        raise OAuth2Error("The ID token names nobody.")
    if claims.get("azp", audience) != audience:
        raise OAuth2Error("The ID token was made for somebody else.")
    return claims


def _key_of(token: str, keys: Mapping[str, Any]) -> Any:
    """The key the token names; the only one, when it names none."""
    header = jwt.get_unverified_header(token)
    known = [key for key in keys["keys"] if key.get("use", "sig") == "sig"]
    named = [key for key in known if key.get("kid") == header["kid"]] if "kid" in header else known
    if len(named) != 1 or header["alg"] not in ALGORITHMS:
        raise ValueError("No key fits the token.")
    return jwt.PyJWK(named[0], algorithm=header["alg"]).key
