"""What waits for a proof, and what cannot: the rule itself, without a page."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from allauth.account.internal.flows import login
from allauth.core.exceptions import ReauthenticationRequired
from django.contrib.sessions.backends.cache import SessionStore
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory

from accounts import step_up
from accounts.models import User

FIRST = "Do so at /accounts/reauthenticate/, then send this again."


@pytest.fixture
def ada(db: None) -> User:
    """Ada, who has a password."""
    return User.objects.get(email="ada@northgate.example")


def posted(user: User, path: str = "/act/", **data: Any) -> Any:
    """Her form, in a session that has seen no proof yet."""
    request = RequestFactory().post(path, data)
    request.user, request.session = user, SessionStore()
    return request


def test_a_form_of_fields_waits(ada: User) -> None:
    request = posted(ada, words="So far.")
    with pytest.raises(ReauthenticationRequired):
        step_up.require(request, minutes=90, signing_as="Ada Byrne, Assessor")
    assert request.session[step_up.WHY] == {"next": "/act/", "signing_as": "Ada Byrne, Assessor", "minutes": 90}


def test_a_file_a_query_and_a_flood_of_words_do_not(ada: User) -> None:
    for request in (
        posted(ada, file=SimpleUploadedFile("essay.txt", b"words")),
        posted(ada, "/act/?then=next"),
        posted(ada, words="x" * 512 * 1024),
    ):
        with pytest.raises(step_up.NotProven, match=FIRST) as first:
            step_up.require(request, minutes=90)
        assert "more than 1 hour 30 minutes ago" in first.value.sentence
        assert step_up.WHY not in request.session


def test_a_program_is_told_to_come_back(ada: User) -> None:
    with pytest.raises(step_up.NotProven, match=FIRST):
        step_up.require(posted(ada), minutes=90, replay=False)


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(10, "10 minutes"), (60, "1 hour"), (61, "1 hour 1 minute"), (90, "1 hour 30 minutes"), (480, "8 hours")],
)
def test_a_window_is_said_in_words(minutes: int, words: str) -> None:
    assert step_up.span(minutes) == words


def proofs(user: User, *records: dict[str, Any]) -> Any:
    """A request in a session that has seen these proofs, the oldest first."""
    request = posted(user)
    request.session[login.AUTHENTICATION_METHODS_SESSION_KEY] = list(records)
    request.session[login._AUTHENTICATION_METHODS_USER_SESSION_KEY] = str(user.pk)
    return request


def password(at: datetime) -> dict[str, Any]:
    return {"method": "password", "at": at.timestamp()}


def test_a_window_ends_with_its_last_moment(ada: User) -> None:
    with time_machine.travel(datetime(2026, 3, 2, 12, tzinfo=UTC), tick=False):
        now, day = datetime.now(UTC), timedelta(minutes=240)
        assert step_up.is_recent(proofs(ada, password(now - day)), minutes=240)
        assert not step_up.is_recent(proofs(ada, password(now - day - timedelta(seconds=1))), minutes=240)
        assert step_up.is_recent(proofs(ada, password(now)), minutes=240)


def test_the_newest_proof_counts_and_one_of_a_clock_that_ran_ahead_does_not(ada: User) -> None:
    now = datetime.now(UTC).replace(microsecond=0)
    old, young, ahead = now - timedelta(hours=9), now - timedelta(minutes=3), now + timedelta(hours=1)
    assert step_up.last_authenticated(proofs(ada, password(old), password(young))) == young
    assert step_up.last_authenticated(proofs(ada, password(ahead), password(old))) == old  # proved anew since
    assert step_up.last_authenticated(proofs(ada, password(old), password(ahead))) is None
    assert step_up.last_authenticated(proofs(ada)) is None


@pytest.mark.parametrize(
    ("record", "counts"),
    [
        ({"method": "password"}, True),
        ({"method": "oidc"}, True),
        ({"method": "mfa", "type": "totp"}, True),
        ({"method": "mfa", "type": "webauthn"}, True),
        ({"method": "mfa", "type": "recovery_codes"}, True),
        ({"method": "mfa", "type": "a kind of tomorrow"}, False),
        ({"method": "mfa"}, False),
        ({"method": "code", "type": "totp"}, False),
        ({}, False),
    ],
)
def test_what_counts_as_a_proof(ada: User, record: dict[str, Any], counts: bool) -> None:
    request = proofs(ada, {**record, "at": time.time() - 60})
    assert step_up.is_recent(request, minutes=10) is counts


def test_a_form_waits_up_to_its_last_byte_and_notes_whose_it_is(ada: User) -> None:
    fits = posted(ada, words="x" * (step_up.MOST_KEPT - len("words=")))
    with pytest.raises(ReauthenticationRequired):
        step_up.require(fits, minutes=90)
    assert fits.META[step_up.BEGUN_BY] == str(ada.pk)
    with pytest.raises(step_up.NotProven):
        step_up.require(posted(ada, words="x" * (step_up.MOST_KEPT - len("words=") + 1)), minutes=90)


def test_the_providers_time_is_never_later_than_now(ada: User) -> None:
    request = proofs(ada)
    with time_machine.travel(datetime(2026, 3, 2, 12, tzinfo=UTC), tick=False):
        step_up.record_oidc(request, ada, at=time.time() + 3600)
        assert step_up.last_authenticated(request) == datetime(2026, 3, 2, 12, tzinfo=UTC)
