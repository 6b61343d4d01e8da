"""A queue of more than a page says how long it is, and all of it can be reached."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from assessments import actions as work
from marksheets.pages import queues
from tests import story

SignIn = Callable[[str], Client]
QUEUE = "/c/northgate/mark/"


@pytest.fixture
def three(cast: story.Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """Three submissions with Ada, and a page that holds two."""
    monkeypatch.setattr(queues, "MOST_ROWS", 2)
    for code in ("D7.01", "D7.02-03", "D7.04"):
        work.allocate(story.handed_in(cast, code), assessor=cast["ada"], by=cast["cara"])


@pytest.mark.usefixtures("three")
def test_it_goes_on_where_the_page_ends(signed_in: SignIn) -> None:
    ada = signed_in("ada@northgate.example")
    first = ada.get(QUEUE).content.decode()
    assert "Three sheets wait for your marks." in first
    assert first.count("Open and mark") == 2
    assert '"?from=2"' in first
    second = ada.get(f"{QUEUE}?from=2").content.decode()
    assert "Three sheets wait for your marks." in second
    assert second.count("Open and mark") == 1
    assert '"?from=0"' in second
    assert '"?from=4"' not in second


@pytest.mark.usefixtures("three")
@pytest.mark.parametrize("rubbish", ["-1", "x", "²", "9" * 40, "999999"])
def test_rubbish_is_the_beginning(signed_in: SignIn, rubbish: str) -> None:
    answer = signed_in("ada@northgate.example").get(f"{QUEUE}?from={rubbish}")
    assert answer.status_code == 200
    assert answer.content.decode().count("Open and mark") == 2
