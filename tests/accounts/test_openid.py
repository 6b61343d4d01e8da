"""Signing in with OpenID Connect: known people alone, and as proof before a signature by the provider's own time."""

from __future__ import annotations

import html
import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from cryptography.hazmat.primitives.asymmetric import ec
from django.core.cache import cache
from django.core.exceptions import ImproperlyConfigured
from django.test import Client

from accounts import step_up
from accounts.models import User
from centres.models import Appointment, Centre
from centres.scope import tenant
from config import openid
from config.demo.cast import PASSWORD
from marksheets.models import MarkSheet, Signature
from tests import story
from tests.accounts.fake_openid import CLIENT, FakeProvider, running
from tests.proof import proved, signed_in_as

SIGN_IN, BACK, AGAIN, PROVE = (f"/accounts/openid/{rest}" for rest in ("", "back/", "again/", "again/go/"))
ADA = "ada@northgate.example"
ENVIRONMENT = {"name": "Northgate SSO", "client_id": CLIENT["id"], "client_secret": CLIENT["secret"]}


@pytest.fixture
def provider(db: None, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeProvider]:
    """Northgate's own provider, which knows Ada; configured as the environment would."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    cache.clear()
    with running() as fake:
        settings.SOCIALACCOUNT_PROVIDERS = openid.providers(issuer=fake.url, **ENVIRONMENT)
        fake.claims = {"email": ADA}
        yield fake


def walk(client: Client, provider: FakeProvider, start: str = SIGN_IN, **changes: str) -> Any:
    """To the provider and back; `changes` are made to the address the browser comes back with."""
    there = client.get(start)
    assert there.status_code == 302, said(there)
    back = provider.authorise(dict(parse_qsl(urlsplit(there["Location"]).query)))
    assert back.startswith(f"http://testserver{BACK}?")
    fields = {name: values[0] for name, values in parse_qs(urlsplit(back).query).items()}
    return client.get(BACK, {**fields, **changes})


def said(answer: Any) -> str:
    """The page as people read it."""
    return html.unescape(answer.content.decode())


def who(client: Client) -> str | None:
    """The address of whoever is signed in."""
    key = client.session.get("_auth_user_id")
    return User.objects.get(pk=key).email if key else None


# -- signing in


def test_a_known_person_signs_in_and_comes_to_the_page_they_wanted(client: Client, provider: FakeProvider) -> None:
    assert "Sign in with Northgate SSO" in said(client.get("/accounts/login/?next=/c/northgate/mark/"))
    before = User.objects.count()
    answer = walk(client, provider, f"{SIGN_IN}?next=/c/northgate/mark/")
    assert (answer.status_code, answer["Location"]) == (302, "/c/northgate/mark/")
    assert (who(client), User.objects.count()) == (ADA, before)
    linked = SocialAccount.objects.get()
    assert (linked.provider, linked.uid, linked.extra_data) == (provider.url, "person-1", {})
    assert not SocialToken.objects.exists()
    assert step_up.factors(User.objects.get(email=ADA)) == {"password", "oidc"}
    assert set(provider.asked["scope"].split()) == {"openid", "profile", "email"}


def test_a_password_still_opens_the_account(client: Client, provider: FakeProvider) -> None:
    walk(client, provider)
    assert Client().post("/accounts/login/", {"login": ADA, "password": PASSWORD}).status_code == 302


def test_the_second_time_nothing_new_is_written(client: Client, provider: FakeProvider) -> None:
    walk(client, provider)
    assert walk(Client(), provider)["Location"] == "/"
    assert SocialAccount.objects.count() == 1


@pytest.mark.parametrize(
    ("claims", "sentence"),
    [
        ({"email_verified": False}, "Northgate SSO has not confirmed your e-mail address"),
        ({"email_verified": "false"}, "Northgate SSO has not confirmed your e-mail address"),
        ({"email_verified": None}, "Northgate SSO has not confirmed your e-mail address"),
        ({"email": None}, "Northgate SSO has not confirmed your e-mail address"),
        ({"email": "nobody@northgate.example"}, "Nobody signs in here with the address Northgate SSO gives for you."),
        ({"nonce": "another walk's"}, "Northgate SSO did not answer as it should"),
        ({"nonce": None}, "Northgate SSO did not answer as it should"),
        ({"iss": "http://127.0.0.1:1"}, "Northgate SSO did not answer as it should"),
        ({"aud": "another client"}, "Northgate SSO did not answer as it should"),
        ({"azp": "another client"}, "Northgate SSO did not answer as it should"),
        ({"exp": 1}, "Northgate SSO did not answer as it should"),
        ({"sub": None}, "Northgate SSO did not answer as it should"),
        ({"sub": "x" * 192}, "Northgate SSO did not answer as it should"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_who_cannot_be_told_is_refused_in_a_sentence(
    client: Client, provider: FakeProvider, claims: dict[str, Any], sentence: str
) -> None:
    before = User.objects.count()
    provider.claims |= claims
    answer = walk(client, provider)
    assert answer.status_code == 403
    assert sentence in said(answer)
    assert (who(client), User.objects.count(), SocialAccount.objects.count()) == (None, before, 0)


def test_a_state_of_another_browser_is_refused(client: Client, provider: FakeProvider) -> None:
    answer = walk(client, provider, state="one that was never given")
    assert (answer.status_code, who(client)) == (403, None)
    assert "Northgate SSO did not answer as it should" in said(answer)


def test_the_same_answer_opens_nothing_twice(client: Client, provider: FakeProvider) -> None:
    walk(client, provider)
    client.post("/accounts/logout/")
    answer = client.get(BACK, {"code": "a code for once", "state": provider.asked["state"]})
    assert (answer.status_code, who(client)) == (403, None)


@pytest.mark.parametrize("algorithm", ["ES256", "HS256", "none"])
def test_a_token_by_another_key_is_refused(client: Client, provider: FakeProvider, algorithm: str) -> None:
    provider.algorithm = algorithm
    provider.signing_key = {
        "ES256": ec.generate_private_key(ec.SECP256R1()),
        "HS256": "the public key, used as a secret",
        "none": None,
    }[algorithm]
    answer = walk(client, provider)
    assert (answer.status_code, who(client)) == (403, None)


def test_who_turns_back_is_told_so(client: Client, provider: FakeProvider) -> None:
    provider.refuses = "access_denied"
    assert "You came back from Northgate SSO without signing in there." in said(walk(client, provider))


def test_an_identity_of_one_person_never_opens_another(client: Client, provider: FakeProvider) -> None:
    walk(client, provider)
    provider.claims = {"email": "sunil@northgate.example"}  # the same subject under another address
    again = Client()
    assert "Nobody signs in here with the address" in said(walk(again, provider))
    assert who(again) is None


def test_a_person_who_was_closed_stays_out(client: Client, provider: FakeProvider) -> None:
    User.objects.filter(email=ADA).update(is_active=False)
    assert walk(client, provider).status_code == 403
    assert (who(client), SocialAccount.objects.count()) == (None, 0)


def test_the_address_may_be_told_apart_from_the_token(client: Client, provider: FakeProvider) -> None:
    provider.claims = {"email": None, "email_verified": None}
    provider.userinfo |= {"email": ADA.upper(), "email_verified": True}
    walk(client, provider)
    assert who(client) == ADA
    provider.userinfo["sub"] = "person-2"
    stranger = Client()
    assert (walk(stranger, provider).status_code, who(stranger)) == (403, None)


def test_a_provider_that_gives_itself_another_name_is_not_asked(client: Client, provider: FakeProvider) -> None:
    provider.issuer = "https://elsewhere.example"
    assert "Northgate SSO cannot be reached just now." in said(client.get(SIGN_IN))


def test_a_provider_that_is_away_is_said_to_be(client: Client, provider: FakeProvider, settings: Any) -> None:
    settings.SOCIALACCOUNT_PROVIDERS = openid.providers(issuer="http://127.0.0.1:9", **ENVIRONMENT)
    assert "Northgate SSO cannot be reached just now." in said(client.get(SIGN_IN))


# -- where none is configured


def test_without_a_provider_there_is_no_button_and_no_route(db: None, client: Client) -> None:
    assert "Sign in with" not in said(client.get("/accounts/login/")).replace("Sign in with a passkey", "")
    client.post("/accounts/login/", {"login": ADA, "password": PASSWORD})
    for path in (SIGN_IN, BACK, AGAIN, PROVE):
        assert client.get(path).status_code == 404


def test_what_lies_in_the_database_configures_nothing(client: Client, provider: FakeProvider) -> None:
    SocialApp.objects.create(
        provider="openid_connect", provider_id=provider.url, name="Sly", client_id="x", settings={}
    )
    walk(client, provider)
    assert who(client) == ADA


@pytest.mark.parametrize("path", ["", "signup/", "login/cancelled/", "login/error/"])
def test_allauths_pages_for_other_identities_are_closed(provider: FakeProvider, client: Client, path: str) -> None:
    walk(client, provider)
    assert client.get(f"/accounts/3rdparty/{path}").status_code == 404


def test_half_a_configuration_is_refused() -> None:
    with pytest.raises(ImproperlyConfigured, match="needs OIDC_CLIENT_SECRET as well"):
        openid.providers(name="SSO", issuer="https://sso.example", client_id="us", client_secret="")
    with pytest.raises(ImproperlyConfigured, match="must be an https address"):
        openid.providers(name="SSO", issuer="http://sso.example", client_id="us", client_secret="a secret")


# -- as proof before a signature


@pytest.fixture
def ada(provider: FakeProvider, client: Client, northgate: Centre) -> Client:
    """Ada, who has no other way than her provider, signed in with it a long time ago."""
    user = User.objects.get(email=ADA)
    user.set_unusable_password()
    user.save()
    walk(client, provider)
    proved(client, minutes_ago=300, method="oidc")
    return client


@pytest.fixture
def sheet(northgate: Centre, staff: dict[str, Appointment]) -> MarkSheet:
    """Marked by Ada, not signed: version 2."""
    with tenant(northgate):
        return story.marked(staff, {"mark-S1": "31", "mark-S2": "22"})


def press(client: Client, sheet: MarkSheet) -> Any:
    """Press "Sign and next"."""
    return client.post(f"/c/northgate/sheets/{sheet.pk}/move/sign/", {"version": "2", "then": "next"})


def signatures(sheet: MarkSheet, centre: Centre) -> int:
    """How many the sheet carries."""
    with tenant(centre):
        return Signature.objects.filter(sheet=sheet).count()


def test_the_provider_is_asked_again_and_then_it_is_signed(
    ada: Client, provider: FakeProvider, sheet: MarkSheet, northgate: Centre
) -> None:
    asked = press(ada, sheet)
    assert asked["Location"].startswith(f"{AGAIN}?next=")
    page = said(ada.get(asked["Location"]))
    assert "You are about to sign as <strong>Ada Byrne, Assessor</strong>." in page
    assert "Confirm with Northgate SSO" in page
    assert signatures(sheet, northgate) == 0
    provider.claims["auth_time"] = int(time.time())
    done = walk(ada, provider, asked["Location"].replace(AGAIN, PROVE))
    assert (provider.asked["prompt"], provider.asked["max_age"]) == ("login", "0")
    assert (done.status_code, done["Location"]) == (302, "/c/northgate/mark/")
    assert signatures(sheet, northgate) == 1
    assert ada.session["account_authentication_methods"][-1]["method"] == "oidc"


@pytest.mark.parametrize(
    ("seconds", "sentence"),
    [
        (None, "Northgate SSO does not say when you last signed in there"),
        (3600, "and that is still to come: one of the two clocks is wrong."),
        (-241 * 60, "more than 4 hours ago, and did not ask you again."),
        ("soon", "Northgate SSO does not say when you last signed in there"),
    ],
    ids=["absent", "in the future", "too old", "no number"],
)
def test_a_time_that_proves_nothing_signs_nothing(
    ada: Client, provider: FakeProvider, sheet: MarkSheet, northgate: Centre, seconds: Any, sentence: str
) -> None:
    asked = press(ada, sheet)
    provider.claims["auth_time"] = int(time.time()) + seconds if isinstance(seconds, int) else seconds
    refused = walk(ada, provider, asked["Location"].replace(AGAIN, PROVE))
    assert refused.status_code == 403
    assert sentence in said(refused) and "Back to confirming that it is you" in said(refused)
    assert signatures(sheet, northgate) == 0
    provider.claims["auth_time"] = int(time.time())
    assert walk(ada, provider, asked["Location"].replace(AGAIN, PROVE))["Location"] == "/c/northgate/mark/"
    assert signatures(sheet, northgate) == 1


def test_the_provider_answering_for_somebody_else_signs_nothing_and_forgets_the_form(
    ada: Client, provider: FakeProvider, sheet: MarkSheet, northgate: Centre
) -> None:
    asked = press(ada, sheet)
    provider.claims = {"email": "sunil@northgate.example", "sub": "person-2", "auth_time": int(time.time())}
    refused = walk(ada, provider, asked["Location"].replace(AGAIN, PROVE))
    assert "Northgate SSO answered for somebody else than you" in said(refused)
    assert (who(ada), signatures(sheet, northgate)) == (ADA, 0)
    assert "account_reauthentication_state" not in ada.session


def test_signing_in_with_a_time_needs_no_second_walk(
    ada: Client, provider: FakeProvider, sheet: MarkSheet, northgate: Centre
) -> None:
    fresh = Client()
    provider.claims["auth_time"] = int(time.time()) - 60
    walk(fresh, provider)
    assert press(fresh, sheet)["Location"] == "/c/northgate/mark/"


def test_signing_in_without_a_time_does(ada: Client, provider: FakeProvider, sheet: MarkSheet) -> None:
    fresh = Client()
    walk(fresh, provider)
    assert press(fresh, sheet)["Location"].startswith(AGAIN)


def test_a_second_factor_is_added_after_the_provider_vouched(ada: Client, provider: FakeProvider) -> None:
    asked = ada.get("/accounts/2fa/totp/activate/")["Location"]
    assert asked.startswith(AGAIN)
    provider.claims["auth_time"] = int(time.time()) - 16 * 60
    assert "more than 15 minutes ago" in said(walk(ada, provider, asked.replace(AGAIN, PROVE)))
    provider.claims["auth_time"] = int(time.time())
    assert walk(ada, provider, asked.replace(AGAIN, PROVE))["Location"] == "/accounts/2fa/totp/activate/"
    assert ada.get("/accounts/2fa/totp/activate/").status_code == 200


def test_with_the_provider_gone_there_is_no_factor_left(ada: Client, sheet: MarkSheet, settings: Any) -> None:
    settings.SOCIALACCOUNT_PROVIDERS = openid.providers(name="", issuer="", client_id="", client_secret="")
    assert "You cannot sign yet" in said(press(ada, sheet))


def test_who_has_a_password_too_is_offered_both(
    provider: FakeProvider, staff: dict[str, Appointment], client: Client
) -> None:
    walk(Client(), provider)
    signed_in_as(staff["ada"].user, client, minutes_ago=None)
    page = said(client.get("/accounts/reauthenticate/?next=/accounts/2fa/totp/activate/"))
    assert "Use Northgate SSO" in page
    assert "Use your password" in said(client.get(f"{AGAIN}?next=/accounts/2fa/totp/activate/"))
