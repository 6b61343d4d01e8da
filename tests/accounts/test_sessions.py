"""How long a person stays signed in: three hours without a request, twelve in all."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.test import Client

from config.demo.cast import PASSWORD

MORNING = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
CARA = {"login": "cara@northgate.example", "password": PASSWORD}
DESK = "/c/northgate/"


@pytest.fixture
def clock(db: None, client: Client) -> object:
    """Nine in the morning; Cara has just signed in."""
    with time_machine.travel(MORNING, tick=False) as traveller:
        client.post("/accounts/login/", CARA)
        yield traveller


def stays(client: Client) -> bool:
    """Whether the next page is still hers."""
    return client.get(DESK).status_code == 200


def test_three_hours_without_a_request_are_just_allowed(client: Client, clock: time_machine.Traveller) -> None:
    clock.shift(timedelta(hours=3))
    assert stays(client)


def test_a_second_more_is_too_long(client: Client, clock: time_machine.Traveller) -> None:
    clock.shift(timedelta(hours=3, seconds=1))
    assert client.get(DESK)["Location"] == "/accounts/login/?next=/c/northgate/"
    clock.move_to(MORNING)
    assert not stays(client)  # ended for good, whatever the clock says then


def test_every_request_begins_the_three_hours_anew(client: Client, clock: time_machine.Traveller) -> None:
    for _ in range(3):
        clock.shift(timedelta(hours=2, minutes=59))
        assert stays(client)


def test_twelve_hours_are_the_end_however_busy_they_were(client: Client, clock: time_machine.Traveller) -> None:
    for hour in range(1, 13):
        clock.move_to(MORNING + timedelta(hours=hour))
        assert stays(client)
    clock.shift(timedelta(seconds=1))
    assert not stays(client)


def test_a_form_sent_too_late_loses_nothing_typed(client: Client, clock: time_machine.Traveller) -> None:
    clock.shift(timedelta(hours=4))
    answer = client.post("/c/northgate/office/staff/new/", {"name": "Amal Idrissi"})
    assert answer.status_code == 401
    assert "Amal Idrissi" in answer.content.decode()


def test_being_there_is_written_once_a_minute(client: Client, clock: time_machine.Traveller) -> None:
    def written() -> str:
        return Session.objects.get().session_data

    Session.objects.exclude(pk=client.session.session_key).delete()
    before = written()
    clock.shift(timedelta(seconds=59))
    client.get(DESK)
    assert written() == before
    clock.shift(timedelta(seconds=1))
    client.get(DESK)
    assert written() != before


def test_somebody_who_is_not_signed_in_gets_no_session(db: None, client: Client) -> None:
    client.get("/accounts/login/")
    assert "sessionid" not in client.cookies
