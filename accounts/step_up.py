"""Proving again that it is you before something that binds: how long ago was the last time, and by what?

allauth keeps a record of every proof in the session. What counts, and for how long, is ours to say: the window is the
centre's, so the caller brings it, and this storey knows no centre.
"""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from allauth.core.exceptions import ReauthenticationRequired
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.http import HttpRequest
from django.urls import reverse

from accounts import openid
from accounts.models import User

OIDC = "oidc"
SECOND = frozenset({"totp", "webauthn", "recovery_codes"})
MOST_KEPT = 512 * 1024  # bytes of a form that wait in the session; with more the person is asked to send it again
BEGUN_BY = "countersign.step_up_begun_by"  # no header of a request can arrive under this name
WHY = "step_up_why"
SOMEBODY_ELSE = "This was begun by somebody else in this browser, so it was not done. Nothing was changed."


class NotProven(Exception):
    """The act must wait until the person has proved who they are; `url` is where they can."""

    def __init__(self, sentence: str, url: str) -> None:
        super().__init__(sentence)
        self.sentence, self.url = sentence, url


class NoFactor(NotProven):
    """There is nothing this person could prove it with."""


def last_authenticated(request: HttpRequest) -> datetime | None:
    """When this session last saw a real proof of who it is, or None.

    A password, a passkey, a code, or OpenID Connect with its own time of signing in; never a link from an e-mail. When
    the newest proof lies in the future the clock was set back, and no age can be told.
    """
    user = request.user if request.user.is_authenticated else None
    moments = [float(record["at"]) for record in get_authentication_records(request, user) if _counts(record)]
    now = time.time()
    if not moments or moments[-1] > now:
        return None
    return datetime.fromtimestamp(max(moment for moment in moments if moment <= now), UTC)


def _counts(record: dict[str, Any]) -> bool:
    return record.get("method") in {"password", OIDC} or (
        record.get("method") == "mfa" and record.get("type") in SECOND
    )


def is_recent(request: HttpRequest, *, minutes: float) -> bool:
    """Whether the last proof is no older than this."""
    last = last_authenticated(request)
    return last is not None and datetime.now(UTC) - last <= timedelta(minutes=minutes)


def factors(user: User) -> frozenset[str]:
    """What this person can prove themselves with: `password`, `totp`, `webauthn`, `recovery_codes`, `oidc`."""
    found = set(Authenticator.objects.filter(user=user).values_list("type", flat=True)) & SECOND
    if user.has_usable_password():
        found.add("password")
    if openid.issuer() and SocialAccount.objects.filter(user=user, provider=openid.issuer()).exists():
        found.add(OIDC)
    return frozenset(found)


def record_oidc(request: HttpRequest, user: User, *, at: float) -> None:
    """Note that the person signed in at their OpenID Connect provider, at its own time for it."""
    record_authentication(request, user, method=OIDC, at=min(at, time.time()))


def require(request: HttpRequest, *, minutes: int, signing_as: str = "", replay: bool = True) -> None:
    """Return when this person proved themselves within so many minutes; otherwise stop the request.

    A browser's form is kept by allauth's middleware, which asks for the proof and then sends the form again by itself.
    A program (`replay=False`), and a form too large to be kept, is told where to go and to come back.
    """
    if request.META.get(BEGUN_BY, str(request.user.pk)) != str(request.user.pk):
        raise NotProven(SOMEBODY_ELSE, "/")
    if not factors(request.user):  # type: ignore[arg-type] - every door has asked for a signed-in person
        raise NoFactor(_no_factor(), reverse("mfa_index"))
    if is_recent(request, minutes=minutes):
        return
    if not (replay and _can_wait(request)):
        raise NotProven(_ask_first(minutes), reverse("account_reauthenticate"))
    request.META[BEGUN_BY] = str(request.user.pk)
    request.session[WHY] = {"next": request.get_full_path(), "signing_as": signing_as, "minutes": minutes}
    raise ReauthenticationRequired


def asked_minutes(request: HttpRequest, way_on: str) -> int:
    """The window of the signature that waits at this address; 0 when none does."""
    why = request.session.get(WHY) or {}
    return int(why["minutes"]) if why and why["next"] == way_on else 0


def _can_wait(request: HttpRequest) -> bool:
    """Whether allauth can keep the whole of it: fields come back, files and a query string do not."""
    return not request.FILES and not request.GET and len(request.POST.urlencode()) <= MOST_KEPT


def _no_factor() -> str:
    return (
        "You cannot sign yet: a signature asks for proof that it is you, and you have no password, authenticator app "
        f"or passkey. Add one under “Signing in and security” ({reverse('mfa_index')}), then sign. Nothing was changed."
    )


def _ask_first(minutes: int) -> str:
    return (
        f"A signature asks who you are again when you last proved it more than {span(minutes)} ago. "
        f"Do so at {reverse('account_reauthenticate')}, then send this again. Nothing was changed."
    )


def span(minutes: int) -> str:
    """A window in words: 240 is "4 hours", 90 is "1 hour 30 minutes"."""
    hours, rest = divmod(minutes, 60)
    parts = [(hours, "hour"), (rest, "minute")]
    return " ".join(f"{count} {word}{'' if count == 1 else 's'}" for count, word in parts if count)
