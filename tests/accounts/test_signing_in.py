"""Signing in: by address and password, never by signing up, with second factors for whoever wants them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.core import mail
from django.core.cache import cache
from django.test import Client

from accounts.invitations import invitation_path
from accounts.models import User
from centres.actions import appoint
from centres.models import Appointment, Centre
from centres.roles import Role
from centres.scope import tenant
from config.demo.cast import PASSWORD
from tests.proof import proved

LOGIN = "/accounts/login/"
ADA = {"login": "ada@northgate.example", "password": PASSWORD}


@pytest.fixture(autouse=True)
def fresh_limits() -> Iterator[None]:
    """Every story starts with no failed tries behind it."""
    cache.clear()
    yield
    cache.clear()


def test_a_person_lands_in_their_centre(db: None, client: Client) -> None:
    answer = client.post(LOGIN, ADA, follow=True)
    assert answer.redirect_chain[-1][0] == "/c/northgate/"
    assert "wait" in answer.content.decode()


def test_capitals_in_the_address_do_not_matter(db: None, client: Client) -> None:
    assert client.post(LOGIN, {**ADA, "login": "Ada@Northgate.Example"}).status_code == 302


@pytest.mark.parametrize("login", ["ada@northgate.example", "nobody@northgate.example"])
def test_a_wrong_password_says_the_same_for_known_and_unknown(db: None, client: Client, login: str) -> None:
    answer = client.post(LOGIN, {"login": login, "password": "wrong"})
    assert answer.status_code == 200
    assert "The email address and/or password you specified are not correct." in answer.content.decode()


def test_nobody_signs_up_by_themselves(db: None, client: Client) -> None:
    before = User.objects.count()
    answer = client.post("/accounts/signup/", {"email": "new@northgate.example", "password1": "a long enough one"})
    assert answer.status_code == 200
    assert User.objects.count() == before


def test_signing_out_ends_it(db: None, client: Client) -> None:
    client.post(LOGIN, ADA)
    client.post("/accounts/logout/")
    assert client.get("/c/northgate/").status_code == 302


def test_a_forgotten_password_sends_one_mail_and_tells_nobody(db: None, client: Client) -> None:
    known = client.post("/accounts/password/reset/", {"email": "ada@northgate.example"}, follow=True)
    assert [message.to for message in mail.outbox] == [["ada@northgate.example"]]
    unknown = client.post("/accounts/password/reset/", {"email": "nobody@northgate.example"}, follow=True)
    assert known.redirect_chain == unknown.redirect_chain


def test_an_authenticator_app_is_asked_at_the_next_sign_in(db: None, client: Client) -> None:
    ada = User.objects.get(email=ADA["login"])
    secret = totp.generate_totp_secret()
    totp.TOTP.activate(ada, secret)
    answer = client.post(LOGIN, ADA)
    assert answer["Location"].startswith("/accounts/2fa/authenticate/")
    assert client.get("/c/northgate/").status_code == 302  # not in yet
    counter = next(iter(totp.yield_hotp_counters_from_time()))
    client.post("/accounts/2fa/authenticate/", {"code": totp.format_hotp_value(totp.hotp_value(secret, counter))})
    assert client.get("/c/northgate/").status_code == 200
    assert Authenticator.objects.filter(user=ada).count() == 1


SECOND_FACTORS = ["/accounts/2fa/totp/activate/", "/accounts/2fa/webauthn/add/"]


@pytest.mark.parametrize("path", SECOND_FACTORS)
def test_a_second_factor_is_added_right_after_signing_in(db: None, client: Client, path: str) -> None:
    client.post(LOGIN, ADA)
    assert client.get("/accounts/2fa/").status_code == 200
    assert client.get(path).status_code == 200


@pytest.mark.parametrize("path", SECOND_FACTORS)
def test_later_the_password_is_asked_before_a_second_factor_is_added(db: None, client: Client, path: str) -> None:
    client.post(LOGIN, ADA)
    proved(client, minutes_ago=16)
    again = client.get(path)["Location"]
    assert again.startswith("/accounts/reauthenticate/")
    assert "A change to how you sign in asks for this" in client.get(again).content.decode()
    assert client.post(again, {"password": "wrong"}).status_code == 200
    assert client.post(again, {"password": PASSWORD})["Location"] == path
    assert client.get(path).status_code == 200


def test_an_invited_person_who_chose_a_password_has_proved_who_they_are(db: None, client: Client) -> None:
    user = User.objects.create_user("new@northgate.example", name="Nora New")
    sent = {"name": "Nora New", "password": "a long enough sentence"}
    assert client.post(invitation_path(user), sent)["Location"] == "/"
    assert [record["method"] for record in client.session["account_authentication_methods"]] == ["password"]
    assert client.get("/accounts/2fa/totp/activate/").status_code == 200
    proved(client, minutes_ago=16)
    again = client.get("/accounts/2fa/totp/activate/")["Location"]
    assert client.post(again, {"password": "a long enough sentence"})["Location"] == "/accounts/2fa/totp/activate/"


def test_a_person_with_two_roles_switches(db: None, client: Client) -> None:
    with tenant(Centre.objects.get(slug="northgate")):
        iqa = appoint("ada@northgate.example", "Ada Byrne", Role.IQA, by=None, invite=False)
        assert Appointment.objects.filter(user=iqa.user_id).count() == 2
    client.post(LOGIN, ADA)
    assert 'data-role="assessor"' in client.get("/c/northgate/").content.decode()
    client.post(f"/c/northgate/switch/{iqa.pk}/")
    assert 'data-role="iqa"' in client.get("/c/northgate/").content.decode()
