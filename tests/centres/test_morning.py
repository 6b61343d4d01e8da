"""The morning's letter: once a day, by the centre's own clock, with what is unread; and what never goes out again."""

from __future__ import annotations

from datetime import UTC, date, datetime
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected
from typing import Any

import pytest
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from hypothesis import given
from hypothesis import strategies as st

from assessments.reminding import step_of
from centres import letters, morning, notices, outbox
from centres.models import Appointment, BouncedAddress, Centre, LedgerEntry, MorningLetter, Notice
from centres.notice_kinds import KINDS, WAYS, way_of
from centres.refusals import Unfit
from centres.scope import tenant

Cast = dict[str, Appointment]


@pytest.mark.parametrize(
    ("now", "day"),
    [
        ("2026-12-03T06:59:00", None),
        ("2026-12-03T07:00:00", date(2026, 12, 3)),
        ("2026-07-03T05:59:00", None),  # summer: seven in London is six by UTC
        ("2026-07-03T06:00:00", date(2026, 7, 3)),
        ("2027-03-28T05:59:00", None),  # the night the clocks go forward
        ("2027-03-28T06:00:00", date(2027, 3, 28)),
        ("2027-10-31T06:59:00", None),  # the night they go back
        ("2027-10-31T07:00:00", date(2027, 10, 31)),
        ("2026-12-03T23:59:00", date(2026, 12, 3)),
    ],
)
def test_it_is_morning_at_seven_by_the_centres_clock(now: str, day: date | None) -> None:
    there = Centre(zone="Europe/London")
    assert morning.day_of(there, datetime.fromisoformat(now).replace(tzinfo=UTC)) == day


SEVEN = datetime(2026, 12, 3, 7, 5, tzinfo=UTC)


def tell(cast: Cast, who: str = "ada", kind: str = "queue", sentence: str = "D7.01: something waits.") -> Notice:
    return notices.tell(cast[who], sentence, "/c/northgate/mark/", kind=kind)


def rise(northgate: Centre, at: datetime = SEVEN) -> list[Any]:
    """Let it be morning, deliver, and say which letters went."""
    before = len(mail.outbox)
    morning.rise(northgate, at)
    outbox.sweep()
    return mail.outbox[before:]


def test_one_letter_with_all_that_is_unread(northgate: Centre, staff: Cast) -> None:
    with tenant(northgate):
        tell(staff)
        tell(staff, sentence="D7.04: something else waits.")
        read = tell(staff, sentence="Read already.")
        Notice.objects.filter(pk=read.pk).update(read_at=SEVEN)
    assert mail.outbox == []
    (letter,) = rise(northgate)
    assert letter.to == [staff["ada"].user.email]
    assert letter.subject == f"2 new things at {northgate.name}"
    assert "D7.01: something waits." in letter.body
    assert "D7.04: something else waits." in letter.body
    assert "Read already." not in letter.body
    assert letter.extra_headers["List-Unsubscribe"].endswith("/c/northgate/me/>")


def test_it_goes_once_a_day_however_often_morning_comes(northgate: Centre, staff: Cast) -> None:
    with tenant(northgate):
        tell(staff)
    assert len(rise(northgate)) == 1
    with tenant(northgate):
        tell(staff, sentence="Told after the letter.")
    assert rise(northgate, SEVEN.replace(hour=8)) == []
    assert len(rise(northgate, SEVEN.replace(day=4))) == 1
    with tenant(northgate):
        assert MorningLetter.objects.count() == 2


def test_two_workers_write_one_letter(northgate: Centre, staff: Cast) -> None:
    with tenant(northgate):
        tell(staff)
        assert morning._write(staff["ada"], SEVEN.date()) is True
        assert morning._write(staff["ada"], SEVEN.date()) is False
        letter = MorningLetter.objects.get()
    for _ in range(2):  # delivered twice
        morning.send({"centre_id": northgate.pk, "letter": str(letter.pk)})
    assert len(mail.outbox) == 1


def test_before_seven_and_without_anything_nothing_goes(northgate: Centre, staff: Cast) -> None:
    assert rise(northgate) == []
    with tenant(northgate):
        tell(staff)
    assert rise(northgate, SEVEN.replace(day=4, hour=6)) == []


@pytest.mark.parametrize(
    ("kind", "way"), [("result", "at_once"), ("safety", "at_once"), ("queue", "daily"), ("due", "daily")]
)
def test_how_a_kind_goes_unless_its_reader_chooses(kind: str, way: str) -> None:
    assert way_of(kind, {}) == way


def test_what_is_fixed_stays_and_the_rest_may_be_chosen(northgate: Centre, staff: Cast) -> None:
    with tenant(northgate):
        notices.choose(staff["ada"], {"queue": "at_once", "work": "in_app"})
        notices.choose(staff["ada"], {"queue": "in_app", "work": "daily"})
        assert [tell(staff, kind=kind).way for kind in ("queue", "work", "result")] == ["in_app", "daily", "at_once"]
        assert tell(staff, "iqbal").way == "daily"
        with pytest.raises(Unfit, match="always goes at once"):
            notices.choose(staff["ada"], {"result": "in_app"})
        with pytest.raises(Unfit, match="ways that are offered"):
            notices.choose(staff["ada"], {"queue": "by pigeon"})
        with pytest.raises(Unfit, match="ways that are offered"):
            notices.choose(staff["ada"], {"weather": "daily"})


@given(
    kind=st.sampled_from(sorted(KINDS)),
    chosen=st.dictionaries(st.sampled_from(sorted(KINDS)), st.sampled_from([*WAYS, "x"])),
)
def test_every_kind_goes_one_of_the_ways(kind: str, chosen: dict[str, str]) -> None:
    way = way_of(kind, chosen)
    assert way in WAYS
    if KINDS[kind].is_fixed:
        assert way == "at_once"


def test_what_is_told_once_is_told_once(northgate: Centre, staff: Cast) -> None:
    with tenant(northgate):
        assert notices.tell_once("due:1:3", staff["ada"], "Soon.") is not None
        assert notices.tell_once("due:1:3", staff["ada"], "Soon.") is None
        assert notices.tell_once("due:1:3", staff["iqbal"], "Soon.") is not None
        assert notices.tell_once("due:1:0", staff["ada"], "Today.") is not None


@pytest.mark.parametrize(
    ("day", "on", "step"),
    [
        ("2026-12-17", "2026-12-03", 14),
        ("2026-12-18", "2026-12-03", None),
        ("2026-12-10", "2026-12-03", 14),  # a step that was missed is told later
        ("2026-12-06", "2026-12-03", 3),
        ("2026-12-04", "2026-12-03", 3),
        ("2026-12-03", "2026-12-03", 0),
        ("2026-12-02", "2026-12-03", None),
    ],
)
def test_the_steps_before_a_day(day: str, on: str, step: int | None) -> None:
    assert step_of(date.fromisoformat(day), date.fromisoformat(on), (14, 3, 0)) == step


def refusing(monkeypatch: pytest.MonkeyPatch, problem: Exception) -> None:
    def send(self: EmailMultiAlternatives, fail_silently: bool = False) -> int:
        raise problem

    monkeypatch.setattr(EmailMultiAlternatives, "send", send)


def test_an_address_that_is_refused_for_good_gets_nothing_more(
    northgate: Centre, monkeypatch: pytest.MonkeyPatch
) -> None:
    to = "Gone@x.example"
    with monkeypatch.context() as patched:
        refusing(patched, SMTPRecipientsRefused({to: (550, b"No such user")}))
        letters.send(northgate, to, "A subject", "mail/notice", {"sentence": "Once.", "link": ""})
    with tenant(northgate):
        assert BouncedAddress.objects.get().answer == "550 No such user"
        assert LedgerEntry.objects.filter(kind="address.refused").count() == 1
    letters.send(northgate, "gone@x.example", "A subject", "mail/notice", {"sentence": "Twice.", "link": ""})
    assert mail.outbox == []
    with tenant(northgate):
        letters.lift(BouncedAddress.objects.get(), by=Appointment.objects.filter(role="admin")[0])
    letters.send(northgate, "gone@x.example", "A subject", "mail/notice", {"sentence": "Thrice.", "link": ""})
    assert len(mail.outbox) == 1


@pytest.mark.parametrize(
    "problem", [SMTPRecipientsRefused({"x": (451, b"Try again later")}), SMTPServerDisconnected("gone")]
)
def test_what_may_go_later_is_tried_again(
    northgate: Centre, monkeypatch: pytest.MonkeyPatch, problem: Exception
) -> None:
    refusing(monkeypatch, problem)
    with pytest.raises(type(problem)):
        letters.send(northgate, "x@x.example", "A subject", "mail/notice", {"sentence": "Later.", "link": ""})
    with tenant(northgate):
        assert not BouncedAddress.objects.exists()
