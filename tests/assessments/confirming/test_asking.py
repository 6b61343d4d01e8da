"""Asking, answering, sending again, taking back, and what becomes of a correction; the link refused in every way."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.core.cache import cache
from django.db.models import Model
from django.test import Client

from assessments.confirming import actions, links
from assessments.confirming.actions import Said
from assessments.confirming.mailing import send
from assessments.confirming.models import Confirmation, ConfirmationItem
from assessments.confirming.pages import asked_rows, rows_about
from assessments.confirming.reading import partners_of
from assessments.diary import actions as diary
from assessments.diary.models import DiaryEntry
from assessments.diary.reading import logged
from centres import outbox
from centres.models import Appointment, Centre, LedgerEntry, Notice, OutboxMessage, PublicLink
from centres.refusals import NotYours, Refused, Unfit
from centres.scope import tenant
from centres.wall import tenant_models
from tests.diaries import DAY, given, learner, session

Cast = dict[str, Appointment]
SAM = {"name": "Sam Stone", "email": "Sam@Stone.example", "hand": "coachee"}


def ask(cast: Cast, *entries: DiaryEntry, **more: Any) -> Confirmation:
    return actions.ask(learner(cast), entries or [session(cast, final=True)], **{**SAM, **more}, by=cast["lena"])


def answer(asked: Confirmation, *answers: Said, **more: Any) -> None:
    items = list(asked.items.order_by("pk"))
    said = dict(zip([item.pk for item in items], answers or [Said()] * len(items), strict=True))
    actions.answer(asked, said, **{"name": "Sam Stone", **more})


def confirmed(cast: Cast) -> list[tuple[bool | None, set[str]]]:
    return [(one.confirmed, set(one.confirmed_by)) for one in logged(learner(cast))]


def everything(but: tuple[type[Model], ...] = ()) -> dict[str, list[Any]]:
    """Every row of every table of the centre."""
    return {m.__name__: list(m._default_manager.order_by("pk").values()) for m in tenant_models() if m not in but}


def test_what_is_asked_is_kept_as_it_stood(cast: Cast) -> None:
    asked = ask(cast)
    item = asked.items.get()
    assert (asked.email, asked.hand, asked.sends, item.answer) == ("sam@stone.example", "coachee", 1, "")
    assert item.facts == {
        "kind": "session",
        "on": "2026-03-04",
        "starts": "10:00",
        "minutes": 60,
        "role": "coach",
        "who": "Client B",
    }
    assert (asked.expires_at - asked.asked_at).days in {29, 30}
    assert LedgerEntry.objects.filter(kind="confirmation.asked", subject_id=str(asked.pk)).count() == 1
    assert confirmed(cast) == [(None, set())]


def test_an_answer_confirms_with_its_hand_and_a_ledger_entry(cast: Cast) -> None:
    asked = ask(cast)
    answer(asked)
    assert confirmed(cast) == [(True, {"coachee"})]
    assert (asked.signed_name, asked.answered_by) == ("Sam Stone", None)
    assert LedgerEntry.objects.filter(kind="confirmation.answered", subject_id=str(asked.pk)).count() == 1
    notice = Notice.objects.get(to=cast["lena"])
    assert notice.sentence == "You have an answer from your client, coachee or mentee: 1 confirmed."
    assert notice.asks == ""


def test_not_seen_counts_for_nothing(cast: Cast) -> None:
    answer(ask(cast), Said("not_seen", words="I was away."))
    assert confirmed(cast) == [(False, set())]


def test_a_correction_changes_nothing_until_the_learner_takes_it_over(cast: Cast) -> None:
    asked = ask(cast)
    answer(asked, Said("corrected", date(2026, 3, 5), 45, "It was the day after."))
    entry = DiaryEntry.objects.get()
    assert (entry.on, entry.minutes, entry.version) == (DAY, 60, 1)
    assert confirmed(cast) == [(None, set())]
    assert Notice.objects.get(to=cast["lena"]).asks == "settle"

    actions.take_over(asked.items.get(), by=cast["lena"])

    entry.refresh_from_db()
    assert (entry.on, entry.minutes, entry.versions.count()) == (date(2026, 3, 5), 45, 2)
    assert confirmed(cast) == [(True, {"coachee"})]
    assert [share.minutes for share in entry.allocations.all()] == [45]
    assert Notice.objects.get(to=cast["lena"]).read_at is not None
    with pytest.raises(Refused, match="no correction to decide"):
        actions.take_over(asked.items.get(), by=cast["lena"])


def test_a_correction_may_be_left(cast: Cast) -> None:
    asked = ask(cast)
    answer(asked, Said("corrected", None, 45))
    actions.leave(asked.items.get(), by=cast["lena"])
    assert DiaryEntry.objects.get().minutes == 60
    assert confirmed(cast) == [(None, set())]


def test_what_changes_afterwards_is_no_longer_confirmed_and_its_text_may_change(cast: Cast) -> None:
    entry = session(cast, final=True)
    answer(ask(cast, entry))
    diary.change(entry, given(reflection="More to say."), version=1, by=cast["lena"], final=True)
    assert confirmed(cast) == [(True, {"coachee"})]
    diary.change(entry, given(minutes=61), version=2, by=cast["lena"], final=True)
    assert confirmed(cast) == [(None, set())]


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"email": "LENA@northgate.example"}, "You cannot confirm your own diary"),
        ({"hand": "coach"}, "nobody confirms the session of 04/03/2026 as that"),
        ({"hand": "friend"}, "Say as what this person confirms"),
    ],
)
def test_who_cannot_be_asked(cast: Cast, more: dict[str, str], sentence: str) -> None:
    with pytest.raises(Unfit, match=sentence):
        ask(cast, **more)
    assert not Confirmation.objects.exists()


def test_drafts_withdrawn_ones_and_other_peoples_are_not_asked_about(cast: Cast) -> None:
    draft, gone = session(cast), session(cast, final=True)
    diary.withdraw(gone, version=1, reason="A mistake.", by=cast["lena"])
    other = session(cast, final=True, who="mara")
    for entry in (draft, gone, other):
        with pytest.raises(Unfit, match="Only your own entries that are final"):
            ask(cast, entry)
    with pytest.raises(NotYours):
        actions.ask(learner(cast), [other], **SAM, by=cast["ada"])


def test_one_person_is_not_asked_twice_at_once(cast: Cast) -> None:
    entry = session(cast, final=True)
    ask(cast, entry)
    with pytest.raises(Refused, match="asked about one of these already"):
        ask(cast, entry)
    ask(cast, entry, email="kim@x.example")


def test_letters_have_a_limit(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "MOST_A_DAY", 2)
    for n in (1, 2):
        ask(cast, email=f"p{n}@x.example")
    with pytest.raises(Refused, match="asked 2 times within a day"):
        ask(cast, email="p3@x.example")


def test_a_supervisor_says_what_they_are(cast: Cast) -> None:
    asked = ask(cast, hand="supervisor")
    with pytest.raises(Unfit, match="your own qualification"):
        answer(asked)
    answer(asked, qualification="Accredited coach since 2011")
    assert asked.qualification == "Accredited coach since 2011"


@pytest.mark.parametrize("answers", [0, 1, 3])
def test_every_entry_is_answered(cast: Cast, answers: int) -> None:
    asked = ask(cast, session(cast, final=True), session(cast, final=True, on=DAY + timedelta(days=1)))
    ids = [item.pk for item in asked.items.all()][:answers] + ([asked.pk] if answers == 3 else [])
    with pytest.raises(Unfit, match="every entry that is listed"):
        actions.answer(asked, dict.fromkeys(ids, Said()), name="Sam")
    asked.refresh_from_db()
    assert asked.answered_at is None


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        (Said("corrected", None, None), "Give the length"),
        (Said("corrected", None, 60), "Change the day or the length"),
        (Said("perhaps"), "one of the three answers"),  # type: ignore[arg-type]
    ],
)
def test_an_answer_that_is_none_keeps_the_question_open(cast: Cast, said: Said, sentence: str) -> None:
    asked = ask(cast)
    with pytest.raises(Unfit, match=sentence):
        answer(asked, said)
    asked.refresh_from_db()
    assert asked.is_open
    assert asked.items.get().answer == ""


def test_of_two_answers_at_once_one_counts(cast: Cast) -> None:
    asked = ask(cast)
    other_tab = Confirmation.objects.select_related("learner__appointment").get(pk=asked.pk)
    answer(asked, Said("not_seen"))
    with pytest.raises(Refused, match="answered already"):
        answer(other_tab, Said("confirmed"))
    assert confirmed(cast) == [(False, set())]


def test_the_letter_holds_the_link_and_no_name_in_its_subject(cast: Cast) -> None:
    asked = ask(cast)
    send({"centre_id": asked.centre_id, "confirmation": str(asked.pk), "sends": 1})
    (letter,) = mail.outbox
    assert letter.to == ["sam@stone.example"]
    assert letter.subject.startswith("Coaching sessions to confirm, ")
    assert "Lena" not in letter.subject
    assert links.address_of(asked) in letter.body
    assert secret_in(letter.body) not in str(list(OutboxMessage.objects.values()))
    assert links.secret_of(asked) not in str(everything())


def secret_in(text: str) -> str:
    found = re.search(r"/confirm/([^/\s]+)/", text)
    assert found
    return found[1]


def test_two_reminders_while_it_is_open_and_none_after(cast: Cast) -> None:
    asked = ask(cast)
    later = OutboxMessage.objects.filter(topic="confirmation.send", due_at__gt=asked.asked_at + timedelta(days=1))
    assert [round((m.due_at - asked.asked_at).total_seconds() / 86400) for m in later.order_by("due_at")] == [7, 14]
    payloads = [{"centre_id": asked.centre_id, **m.payload} for m in later.order_by("due_at")]
    send(payloads[0])
    send(payloads[0])  # delivered twice, sent once
    assert [letter.subject[:10] for letter in mail.outbox] == ["A reminder"]
    asked.refresh_from_db()
    answer(asked)
    send(payloads[1])
    assert len(mail.outbox) == 1


def test_people_with_an_account_are_told_here_and_answer_here(cast: Cast) -> None:
    asked = ask(cast, email=cast["mara"].user.email)
    notice = Notice.objects.get(to=cast["mara"])
    assert (notice.path, notice.asks) == (asked.get_absolute_url(), "confirm")
    answer(asked, user=cast["mara"].user, by=cast["mara"])
    assert asked.answered_by == cast["mara"].user
    notice.refresh_from_db()
    assert notice.read_at is not None


def test_pairs_who_confirm_each_other_are_shown(cast: Cast) -> None:
    answer(ask(cast, email=cast["mara"].user.email))
    assert partners_of(learner(cast)) == ()
    theirs = actions.ask(
        learner(cast, "mara"),
        [session(cast, final=True, who="mara")],
        name="Lena",
        email=cast["lena"].user.email,
        hand="coachee",
        by=cast["mara"],
    )
    answer(theirs)
    assert partners_of(learner(cast)) == (learner(cast, "mara").name,)
    assert partners_of(learner(cast, "mara")) == (learner(cast).name,)


# The link, by anybody ------------------------------------------------------------------------------------------------


@pytest.fixture
def asked(northgate: Centre, staff: Cast) -> Confirmation:
    """Lena asks Sam about two sessions."""
    with tenant(northgate):
        return ask(staff, session(staff, final=True), session(staff, final=True, on=DAY + timedelta(days=1)))


def path_of(asked: Confirmation) -> str:
    return f"/confirm/{links.secret_of(asked)}/"


def body_of(northgate: Centre, asked: Confirmation) -> dict[str, str]:
    with tenant(northgate):
        items = [item.pk for item in asked.items.all()]
    return {"name": "Sam Stone", **{f"answer-{item}": "confirmed" for item in items}}


def test_without_an_account_one_sees_that_and_nothing_else(
    client: Client, northgate: Centre, asked: Confirmation, staff: Cast
) -> None:
    with tenant(northgate):
        DiaryEntry.objects.update(summary="What we did.", reflection="My own thoughts.")
        session(staff, final=True, client="Client Z")
    page = client.get(path_of(asked))
    text = page.content.decode()
    assert page.status_code == 200
    assert "asks you to confirm 2 entries" in text
    assert "Wed 4 Mar 2026, 10:00 · 1 h" in text
    for hidden in ("What we did.", "My own thoughts.", "Client Z", "D7.02"):
        assert hidden not in text
    assert page["Referrer-Policy"] == "same-origin"
    assert "noindex" in page["X-Robots-Tag"]
    assert "no-store" in page["Cache-Control"]


def test_the_summary_is_shown_where_the_learner_shows_it(client: Client, northgate: Centre, staff: Cast) -> None:
    with tenant(northgate):
        asked = ask(staff, session(staff, final=True, summary="What we did."), shows_summary=True)
    assert "What we did." in client.get(path_of(asked)).content.decode()


def test_reading_the_link_changes_nothing(client: Client, northgate: Centre, asked: Confirmation) -> None:
    with tenant(northgate):
        before = everything()
    client.get(path_of(asked))
    client.head(path_of(asked))
    with tenant(northgate):
        assert everything() == before


def test_one_press_confirms(northgate: Centre, asked: Confirmation) -> None:
    browser = Client(enforce_csrf_checks=True)
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', browser.get(path_of(asked)).content.decode())
    assert token
    done = browser.post(path_of(asked), {**body_of(northgate, asked), "csrfmiddlewaretoken": token[1]})
    assert done.status_code == 200
    assert "Thank you, your answer is kept" in done.content.decode()
    with tenant(northgate):
        assert [item.answer for item in ConfirmationItem.objects.all()] == ["confirmed", "confirmed"]


def used_twice(northgate: Centre, asked: Confirmation) -> str:
    with tenant(northgate):
        answer(asked)
    return path_of(asked)


def expired(northgate: Centre, asked: Confirmation) -> str:
    with tenant(northgate):
        Confirmation.objects.update(expires_at=datetime(2026, 1, 1, tzinfo=UTC))
    return path_of(asked)


def revoked(northgate: Centre, asked: Confirmation) -> str:
    with tenant(northgate):
        by = Appointment.objects.get(centre=northgate, name__startswith="Lena")
        actions.revoke(asked, by=by)
    return path_of(asked)


def tampered(northgate: Centre, asked: Confirmation) -> str:
    path = path_of(asked)
    return path[:-2] + ("A" if path[-2] != "A" else "B") + "/"


def sent_anew(northgate: Centre, asked: Confirmation) -> str:
    path = path_of(asked)
    with tenant(northgate):
        by = Appointment.objects.get(centre=northgate, name__startswith="Lena")
        actions.send_again(asked, by=by)
    return path


def never_sent(northgate: Centre, asked: Confirmation) -> str:
    PublicLink.objects.all().delete()
    return path_of(asked)


def of_another_centre(northgate: Centre, asked: Confirmation) -> str:
    """A true link whose hash the other centre's row holds: it must not open this centre's question."""
    southbank = Centre.objects.get(slug="southbank")
    PublicLink.objects.update(centre=southbank)
    return path_of(asked)


@pytest.mark.parametrize(
    ("spoil", "status", "sentence"),
    [
        (used_twice, 410, "This was answered already"),
        (expired, 410, "The time for this link is over."),
        (revoked, 410, "The learner has taken this question back."),
        (tampered, 404, "This link opens nothing."),
        (sent_anew, 404, "This link opens nothing."),
        (never_sent, 404, "This link opens nothing."),
        (of_another_centre, 404, "This link opens nothing."),
    ],
)
def test_a_link_is_refused_kindly_and_nothing_changes(
    client: Client,
    northgate: Centre,
    asked: Confirmation,
    spoil: Callable[[Centre, Confirmation], str],
    status: int,
    sentence: str,
) -> None:
    body = {**body_of(northgate, asked), "name": "Somebody Else"}
    path = spoil(northgate, asked)
    with tenant(northgate):
        before = everything()
    for answered in (client.get(path), client.post(path, body)):
        assert answered.status_code == status
        assert sentence in answered.content.decode()
        assert "You need not do anything." in answered.content.decode()
    with tenant(northgate):
        assert everything() == before


def test_the_learner_does_not_answer_their_own_link(
    signed_in: Callable[[str], Client], northgate: Centre, asked: Confirmation
) -> None:
    lena = signed_in("lena@northgate.example")
    body = body_of(northgate, asked)
    with tenant(northgate):
        before = everything()
    for answered in (lena.get(path_of(asked)), lena.post(path_of(asked), body)):
        assert answered.status_code == 403
        assert "You cannot confirm your own diary" in answered.content.decode()
    with tenant(northgate):
        assert everything() == before


def test_rubbish_is_answered_in_a_sentence_and_nothing_typed_is_lost(
    client: Client, northgate: Centre, asked: Confirmation
) -> None:
    with tenant(northgate):
        first = asked.items.earliest("pk").pk
    body = body_of(northgate, asked) | {
        f"answer-{first}": "corrected",
        f"minutes-{first}": "long",
        f"words-{first}": "As I remember it.",
    }
    answered = client.post(path_of(asked), body)
    assert answered.status_code == 422
    assert "Give the length in minutes" in answered.content.decode()
    assert "As I remember it." in answered.content.decode()
    assert client.post(path_of(asked), {}).status_code == 422
    assert client.get("/confirm/rubbish/").status_code == 404
    assert client.put(path_of(asked)).status_code == 405


def test_often_is_too_often(client: Client, asked: Confirmation) -> None:
    cache.clear()
    statuses = [client.get(path_of(asked)).status_code for _ in range(31)]
    assert statuses == [200] * 30 + [429]


def test_the_sweeper_sends_what_is_due(northgate: Centre, asked: Confirmation) -> None:
    outbox.sweep()
    sent = [letter for letter in mail.outbox if letter.to == ["sam@stone.example"]]
    assert len(sent) == 1
    with time_machine.travel(datetime.now(tz=UTC) + timedelta(days=8), tick=False):
        outbox.sweep()
    sent = [letter for letter in mail.outbox if letter.to == ["sam@stone.example"]]
    assert [letter.subject.startswith("A reminder") for letter in sent] == [False, True]


@pytest.mark.parametrize("rows", [1, 3])
def test_lists_cost_the_same_for_one_and_for_three(
    northgate: Centre, staff: Cast, django_assert_num_queries: Any, rows: int
) -> None:
    with tenant(northgate):
        entry = session(staff, final=True)
        for number in range(rows):
            ask(staff, entry, email=f"p{number}@x.example")
        with django_assert_num_queries(4):  # questions, their items, the entries, the centre
            assert len(asked_rows(staff["lena"])) == rows
        with django_assert_num_queries(4):
            assert len(rows_about(entry)) == rows
