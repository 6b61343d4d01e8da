"""What waits for a proof, and what cannot: the rule itself, without a page."""

from __future__ import annotations

from typing import Any

import pytest
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
