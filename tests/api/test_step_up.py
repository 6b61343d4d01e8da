"""A program in a session is told where its person proves who they are; a page that redirects would not help it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from accounts.models import User
from marksheets.models import MarkSheet
from tests import story
from tests.api.caller import Caller
from tests.proof import proved

Signed = Callable[..., Caller]
AGAIN = (
    "A signature asks who you are again when you last proved it more than 4 hours ago. "
    "Do so at /accounts/reauthenticate/, then send this again. Nothing was changed."
)
NO_FACTOR = (
    "You cannot sign yet: a signature asks for proof that it is you, and you have no password, authenticator app or "
    "passkey. Add one under “Signing in and security” (/accounts/2fa/), then sign. Nothing was changed."
)


@pytest.fixture
def sheet(inside: Any) -> MarkSheet:
    """Marked by Ada, not signed: version 2."""
    with inside() as cast:
        return story.marked(cast, {"mark-S1": "31", "mark-S2": "22"})


def test_an_old_proof_is_refused_with_the_address_to_give_it_at(signed: Signed, inside: Any, sheet: MarkSheet) -> None:
    caller = signed("ada")
    proved(caller.client, minutes_ago=241)
    answer = caller.post(f"mark-sheets/{sheet.pk}/sign/", {"version": 2})
    assert (answer.status, answer.json) == (
        403,
        {"detail": AGAIN, "code": "step_up", "url": "/accounts/reauthenticate/"},
    )
    assert "account_reauthentication_state" not in caller.client.session
    with inside():
        assert MarkSheet.objects.get(pk=sheet.pk).state == "marking"
    proved(caller.client, minutes_ago=1)
    assert caller.post(f"mark-sheets/{sheet.pk}/sign/", {"version": 2}).json["state"] == "assessed"


def test_who_has_no_factor_is_told_where_to_add_one(signed: Signed, inside: Any, sheet: MarkSheet) -> None:
    caller = signed("ada")
    User.objects.filter(email="ada@northgate.example").update(password="!")
    caller.client.force_login(
        User.objects.get(email="ada@northgate.example"), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    proved(caller.client, minutes_ago=1)
    caller.client.get("/accounts/password/set/")
    answer = caller.post(f"mark-sheets/{sheet.pk}/sign/", {"version": 2})
    assert (answer.status, answer.json) == (403, {"detail": NO_FACTOR, "code": "step_up", "url": "/accounts/2fa/"})
    with inside():
        assert MarkSheet.objects.get(pk=sheet.pk).state == "marking"


def test_calling_in_asks_nothing(signed: Signed, sheet: MarkSheet) -> None:
    assert signed("ada").post(f"mark-sheets/{sheet.pk}/sign/", {"version": 2}).status == 200
    iqa = signed("iqbal")
    proved(iqa.client, minutes_ago=500)
    assert iqa.post(f"mark-sheets/{sheet.pk}/call_in/", {"version": 3}).status == 200
