"""Signing in, resetting and inviting answer the same for an address that is known and for one that is not.

How long they take is compared by `./run bench known`, which asks two hundred times.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator

import pytest
from django.core.cache import cache
from django.test import Client

KNOWN, UNKNOWN = "ravi@southbank.example", "noor@southbank.example"


@pytest.fixture(autouse=True)
def fresh_limits(db: None) -> Iterator[None]:
    """Every story starts with no failed tries behind it."""
    cache.clear()
    yield
    cache.clear()


def body(content: bytes, email: str) -> str:
    """A page without what differs by chance, and without the address that was typed."""
    words = re.sub(r'name="(?:csrfmiddlewaretoken|once)" value="[\w-]+"', "", content.decode())
    words = re.sub(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "an-id", words)
    return words.replace(email, "the address")


def seen(client: Client, path: str, fields: dict[str, str], email: str) -> tuple[int, list[tuple[str, int]], str]:
    """What a person sees in the end, and every redirect on the way there."""
    answer = client.post(path, fields, follow=True)
    chain = [(re.sub(r"[0-9a-f-]{36}", "an-id", place), status) for place, status in answer.redirect_chain]
    return answer.status_code, chain, body(answer.content, email)


def test_a_wrong_password() -> None:
    known, unknown = (
        seen(Client(), "/accounts/login/", {"login": email, "password": "wrong"}, email) for email in (KNOWN, UNKNOWN)
    )
    assert known == unknown


def test_a_forgotten_password() -> None:
    known, unknown = (
        seen(Client(), "/accounts/password/reset/", {"email": email}, email) for email in (KNOWN, UNKNOWN)
    )
    assert known == unknown
    assert known[0] == 200


@pytest.mark.parametrize("email", [KNOWN, UNKNOWN])
def test_a_forgotten_password_takes_its_time(client: Client, email: str) -> None:
    began = time.monotonic()
    client.post("/accounts/password/reset/", {"email": email})
    assert time.monotonic() - began >= 0.25


def test_an_invitation(signed_in: Callable[[str], Client]) -> None:
    """Cara of Northgate cannot find out who works at Southbank."""
    known, unknown = (
        seen(
            signed_in("cara@northgate.example"),
            "/c/northgate/office/staff/new/",
            {"name": "Sam Reed", "email": email, "role": "assessor", "starts_on": "2026-03-02"},
            email,
        )
        for email in (KNOWN, UNKNOWN)
    )
    assert known == unknown
    assert known[0] == 200
    assert known[1] == [("/c/northgate/office/staff/an-id/", 302)]


@pytest.mark.parametrize("email", [KNOWN, UNKNOWN])
def test_one_address_is_tried_five_times_and_no_more(client: Client, email: str) -> None:
    tries = [client.post("/accounts/login/", {"login": email, "password": "wrong"}).status_code for _ in range(6)]
    assert tries == [200, 200, 200, 200, 200, 429]


def test_one_place_tries_ten_times_and_no_more(client: Client) -> None:
    tries = [
        client.post("/accounts/login/", {"login": f"{number}@southbank.example", "password": "wrong"}).status_code
        for number in range(11)
    ]
    assert tries == [200] * 10 + [429]


def test_a_reset_asked_for_too_often_is_refused_in_a_sentence(client: Client) -> None:
    answers = [client.post("/accounts/password/reset/", {"email": KNOWN}) for _ in range(6)]
    assert [answer.status_code for answer in answers] == [302] * 5 + [429]
    assert "Wait five minutes, then try again." in answers[-1].content.decode()
