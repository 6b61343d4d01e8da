"""Who signs proves who they are: a signature asks again when the last proof is older than the centre's window."""

from __future__ import annotations

import html
import time
from collections.abc import Iterator
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from django.core.cache import cache
from django.test import Client

from centres import policy
from centres.models import Appointment, Centre
from centres.scope import tenant
from config.demo.cast import PASSWORD
from marksheets.models import MarkSheet, Signature
from tests import story
from tests.proof import proved, signed_in_as

Staff = dict[str, Appointment]
AGAIN = "/accounts/reauthenticate/"
WORDS = {"strengths-S1": "Typed as she signed.", "areas-S1": "Name the evidence."}


@pytest.fixture(autouse=True)
def fresh_limits() -> Iterator[None]:
    """Every story starts with no failed tries behind it."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def sheet(northgate: Centre, staff: Staff) -> MarkSheet:
    """Marked by Ada, not signed: version 2."""
    with tenant(northgate):
        return story.marked(staff, {"mark-S1": "31", "mark-S2": "22"})


def browser(who: Appointment, *, minutes_ago: float | None) -> Client:
    """Somebody at a browser that keeps the CSRF rules, who proved themselves so long ago."""
    client = signed_in_as(who.user, Client(enforce_csrf_checks=True), minutes_ago=minutes_ago)
    client.get("/accounts/password/change/", follow=True)
    return client


def send(client: Client, path: str, **fields: str) -> Any:
    """Send a form with its token."""
    return client.post(path, {"csrfmiddlewaretoken": client.cookies["csrftoken"].value, **fields})


def press(client: Client, sheet: MarkSheet, **fields: str) -> Any:
    """Press "Sign and next", with what the desk sends along."""
    sent = {"version": str(sheet.version), "then": "next", **WORDS, **fields}
    return send(client, f"/c/northgate/sheets/{sheet.pk}/move/sign/", **sent)


def state(sheet: MarkSheet, centre: Centre) -> tuple[str, int, int]:
    """State, version and how many signatures there are."""
    with tenant(centre):
        now = MarkSheet.objects.get(pk=sheet.pk)
        return now.state, now.version, Signature.objects.filter(sheet=sheet).count()


def said(answer: Any) -> str:
    """The page as people read it."""
    return html.unescape(answer.content.decode())


def test_within_the_window_nothing_is_asked(northgate: Centre, staff: Staff, sheet: MarkSheet) -> None:
    answer = press(browser(staff["ada"], minutes_ago=239), sheet)
    assert (answer.status_code, answer["Location"]) == (302, "/c/northgate/mark/")
    assert state(sheet, northgate) == ("assessed", 4, 1)


def test_an_old_session_is_asked_and_then_it_is_signed_without_pressing_again(
    northgate: Centre, staff: Staff, sheet: MarkSheet
) -> None:
    client = browser(staff["ada"], minutes_ago=241)
    asked = press(client, sheet)
    assert (asked.status_code, state(sheet, northgate)) == (302, ("marking", 2, 0))
    page = client.get(asked["Location"])
    assert "You are about to sign as <strong>Ada Byrne, Assessor</strong>." in said(page)
    assert "Your centre asks again after 4 hours." in said(page)

    wrong = send(client, asked["Location"], password="not this one")
    assert (wrong.status_code, state(sheet, northgate)) == (200, ("marking", 2, 0))
    done = send(client, asked["Location"], password=PASSWORD)
    assert (done.status_code, done["Location"]) == (302, "/c/northgate/mark/")
    assert "Signed. It goes to quality assurance" in said(client.get(done["Location"]))
    assert state(sheet, northgate) == ("assessed", 4, 1)
    with tenant(northgate):
        marks = Signature.objects.get(sheet=sheet).payload["marks"]
    assert marks["S1"]["strengths"] == "Typed as she signed."


def test_the_window_is_the_centres(northgate: Centre, staff: Staff, sheet: MarkSheet) -> None:
    with tenant(northgate):
        policy.adopt({"step_up_minutes": 10}, by=None)
    client = browser(staff["ada"], minutes_ago=11)
    asked = press(client, sheet)
    assert "asks again after 10 minutes." in said(client.get(asked["Location"]))
    assert state(sheet, northgate) == ("marking", 2, 0)


@pytest.mark.parametrize("minutes_ago", [None, -1], ids=["signed in by no proof", "a clock set back"])
def test_no_proof_of_a_known_age_is_none(
    northgate: Centre, staff: Staff, sheet: MarkSheet, minutes_ago: float | None
) -> None:
    asked = press(browser(staff["ada"], minutes_ago=minutes_ago), sheet)
    assert asked["Location"].startswith(f"{AGAIN}?next=")
    assert state(sheet, northgate) == ("marking", 2, 0)


def test_a_sheet_that_went_on_meanwhile_is_merged(northgate: Centre, staff: Staff, sheet: MarkSheet) -> None:
    client = browser(staff["ada"], minutes_ago=300)
    asked = press(client, sheet)
    with tenant(northgate):
        story.marking.save(
            MarkSheet.objects.get(pk=sheet.pk), {"areas-S1": "From the other tab."}, version=2, by=staff["ada"]
        )
    merge = send(client, asked["Location"], password=PASSWORD)
    assert merge.status_code == 409
    assert "From the other tab." in said(merge) and "Name the evidence." in said(merge)
    assert state(sheet, northgate) == ("marking", 3, 0)


def test_answering_twice_signs_once(northgate: Centre, staff: Staff, sheet: MarkSheet) -> None:
    client = browser(staff["ada"], minutes_ago=300)
    asked = press(client, sheet)
    send(client, asked["Location"], password=PASSWORD)
    late = send(client, asked["Location"], password=PASSWORD)
    assert late["Location"] == f"/c/northgate/sheets/{sheet.pk}/move/sign/"
    assert client.get(late["Location"])["Location"] == f"/c/northgate/sheets/{sheet.pk}/"
    assert state(sheet, northgate) == ("assessed", 4, 1)


@pytest.mark.parametrize("kind", ["totp", "recovery_codes"])
def test_a_code_will_do(northgate: Centre, staff: Staff, sheet: MarkSheet, kind: str) -> None:
    user = staff["ada"].user
    secret = totp.generate_totp_secret()
    totp.TOTP.activate(user, secret)
    counter = next(iter(totp.yield_hotp_counters_from_time()))
    codes = {
        "totp": totp.format_hotp_value(totp.hotp_value(secret, counter)),
        "recovery_codes": RecoveryCodes.activate(user).get_unused_codes()[0],
    }
    client = browser(staff["ada"], minutes_ago=300)
    asked = press(client, sheet)
    other = asked["Location"].replace(AGAIN, "/accounts/2fa/reauthenticate/")
    assert other in said(client.get(asked["Location"]))
    assert "You are about to sign as" in said(client.get(other))
    assert send(client, other, code="000000").status_code == 200
    assert state(sheet, northgate) == ("marking", 2, 0)
    assert send(client, other, code=codes[kind])["Location"] == "/c/northgate/mark/"
    assert state(sheet, northgate) == ("assessed", 4, 1)


def test_who_has_no_factor_cannot_sign_and_reads_where_to_add_one(
    northgate: Centre, staff: Staff, sheet: MarkSheet
) -> None:
    user = staff["ada"].user
    user.set_unusable_password()
    user.save()
    client = browser(staff["ada"], minutes_ago=1)  # the password she had a minute ago is gone since
    refused = press(client, sheet)
    assert refused.status_code == 403
    assert "You cannot sign yet" in said(refused) and "/accounts/2fa/" in said(refused)
    assert "Typed as she signed." in said(refused)
    assert state(sheet, northgate) == ("marking", 2, 0)


def test_a_form_too_large_to_wait_stays_on_the_page(northgate: Centre, staff: Staff, sheet: MarkSheet) -> None:
    client = browser(staff["ada"], minutes_ago=300)
    long = "so many words " * 40_000
    refused = press(client, sheet, **{"strengths-S2": long})
    assert refused.status_code == 403
    assert "more than 4 hours ago. Do so at /accounts/reauthenticate/, then send this again." in said(refused)
    assert long.strip() in said(refused)
    assert state(sheet, northgate) == ("marking", 2, 0)


def test_somebody_else_at_the_same_browser_signs_nothing(northgate: Centre, staff: Staff, sheet: MarkSheet) -> None:
    client = browser(staff["ada"], minutes_ago=300)
    asked = press(client, sheet)
    client.force_login(staff["sunil"].user, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert "account_reauthentication_state" not in client.session  # a change of person empties the session
    client.get("/accounts/password/change/")
    done = send(client, asked["Location"], password=PASSWORD)
    assert done["Location"] == f"/c/northgate/sheets/{sheet.pk}/move/sign/"
    assert state(sheet, northgate) == ("marking", 2, 0)


def test_a_form_that_waits_is_bound_to_its_person(northgate: Centre, staff: Staff, sheet: MarkSheet) -> None:
    """Even with Ada's waiting form in his session, Leo, who may read every sheet, does nothing with it."""
    client = browser(staff["ada"], minutes_ago=300)
    asked = press(client, sheet)
    waiting = client.session["account_reauthentication_state"]
    other = browser(staff["leo"], minutes_ago=300)
    session = other.session
    session["account_reauthentication_state"] = waiting
    session.save()
    refused = send(other, asked["Location"], password=PASSWORD)
    assert refused.status_code == 403
    assert "This was begun by somebody else in this browser" in said(refused)
    assert "account_reauthentication_state" not in other.session
    assert state(sheet, northgate) == ("marking", 2, 0)


def test_signing_out_forgets_the_form_that_waits(staff: Staff, sheet: MarkSheet) -> None:
    client = browser(staff["ada"], minutes_ago=300)
    press(client, sheet)
    send(client, "/accounts/logout/")
    assert "account_reauthentication_state" not in client.session


def test_a_passkey_just_used_counts(northgate: Centre, staff: Staff, sheet: MarkSheet) -> None:
    client = browser(staff["ada"], minutes_ago=None)
    proved(client, minutes_ago=5, method="mfa", type=Authenticator.Type.WEBAUTHN, id=1)
    assert press(client, sheet)["Location"] == "/c/northgate/mark/"
    assert state(sheet, northgate) == ("assessed", 4, 1)


@pytest.mark.parametrize("method", ["password_reset", "code", "socialaccount"])
def test_a_link_from_an_e_mail_is_no_proof(northgate: Centre, staff: Staff, sheet: MarkSheet, method: str) -> None:
    client = browser(staff["ada"], minutes_ago=None)
    proved(client, minutes_ago=0, method=method)
    assert press(client, sheet)["Location"].startswith(AGAIN)
    assert state(sheet, northgate) == ("marking", 2, 0)


def test_after_the_clock_was_set_back_a_new_proof_counts(northgate: Centre, staff: Staff, sheet: MarkSheet) -> None:
    client = browser(staff["ada"], minutes_ago=-60)
    asked = press(client, sheet)
    assert send(client, asked["Location"], password=PASSWORD)["Location"] == "/c/northgate/mark/"
    assert client.session["account_authentication_methods"][-1]["at"] <= time.time()
    assert state(sheet, northgate) == ("assessed", 4, 1)


def test_the_iqa_is_asked_before_countersigning_and_not_before_calling_in(
    northgate: Centre, staff: Staff, sheet: MarkSheet
) -> None:
    press(browser(staff["ada"], minutes_ago=0), sheet)
    client = browser(staff["iqbal"], minutes_ago=300)
    move = f"/c/northgate/sheets/{sheet.pk}/move"
    assert send(client, f"{move}/call_in/", version="4").status_code == 302
    asked = send(client, f"{move}/countersign/", version="5", **{"mark-S1": "31", "mark-S2": "22"})
    assert asked["Location"].startswith(AGAIN)
    assert state(sheet, northgate) == ("sampled", 5, 1)
    send(client, asked["Location"], password=PASSWORD)
    assert state(sheet, northgate) == ("checked", 7, 2)
