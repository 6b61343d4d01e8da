"""Who writes to whom about what, what is new to whom, and what is never lost or told twice."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from assessments.messages import actions
from assessments.messages.access import thing_of, visible_conversations
from assessments.messages.models import Conversation, Message
from assessments.messages.pages import rows_of, talk_of
from assessments.messages.rules import LONGEST, fault, part_of
from centres import outbox
from centres.models import Appointment, Centre, LedgerBody, LedgerEntry, Notice
from centres.refusals import NotYours, Refused
from centres.roles import Role
from centres.scope import tenant
from tests import diaries, story

Cast = dict[str, Appointment]
SignIn = Callable[[str], Client]
# Written by hand from docs/decisions/0021: w writes, r reads, - neither.
TABLE = {
    Role.LEARNER: "w w w",
    Role.ASSESSOR: "w w w",
    Role.TUTOR: "w w w",
    Role.ADMIN: "w - w",
    Role.IQA: "r r w",
    Role.LEAD_IQA: "r r w",
    Role.EV: "- - -",
}


@pytest.mark.parametrize("role", list(TABLE))
def test_who_takes_part(role: Role) -> None:
    letters = {"writes": "w", "reads": "r", "": "-"}
    assert " ".join(letters[part_of(role, about)] for about in ("assignment", "entry", "learner")) == TABLE[role]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [("", "Write something"), ("  \n", "Write something"), ("x" * LONGEST, ""), ("x" * 4001, "4001 letters")],
)
def test_what_can_be_sent(text: str, sentence: str) -> None:
    assert fault(text).startswith(sentence) if not sentence else sentence in fault(text)
    assert bool(fault(text)) == bool(sentence)


def told() -> list[str]:
    return sorted(notice.to.name.split()[0] for notice in Notice.objects.filter(asks="answer", read_at=None))


def test_the_assessor_of_the_work_is_told_and_nobody_else(cast: Cast) -> None:
    submission = story.opened(cast).submission
    actions.write(submission, "May I use a table?", by=cast["lena"])
    assert told() == ["Ada"]
    actions.write(submission, "Yes, of course.", by=cast["ada"])
    assert told() == ["Lena"]  # Ada has answered
    actions.write(submission, "Thank you.", by=cast["lena"])
    assert told() == ["Ada"]


def test_before_there_is_an_assessor_the_tutors_are_told(cast: Cast) -> None:
    actions.write(story.draft(cast), "What does “appraised” mean?", by=cast["lena"])
    assert told() == ["Tom"]


def test_at_large_the_office_is_told(cast: Cast) -> None:
    actions.write(diaries.learner(cast), "May I have a certificate of attendance?", by=cast["lena"])
    assert told() == ["Cara"]


def test_who_checks_reads_and_does_not_advise(cast: Cast) -> None:
    submission = story.opened(cast).submission
    actions.write(submission, "May I use a table?", by=cast["lena"])
    assert talk_of(submission, cast["iqbal"]).may_write is False
    with pytest.raises(NotYours, match="do not advise on it"):
        actions.write(submission, "Yes.", by=cast["iqbal"])
    assert Message.objects.count() == 1


@pytest.mark.parametrize(
    ("who", "sees"),
    [(who, True) for who in ("lena", "ada", "tom", "cara", "iqbal")]
    + [(who, False) for who in ("sunil", "mara", "eve")],
)
def test_whose_conversation_it_is(cast: Cast, who: str, sees: bool) -> None:
    submission = story.opened(cast).submission
    actions.write(submission, "May I use a table?", by=cast["lena"])
    assert visible_conversations(cast[who]).exists() is sees
    assert (thing_of(cast[who], "assignment", submission.pk) is not None) is sees


def test_no_admin_reads_what_is_said_of_a_diary(cast: Cast) -> None:
    entry = diaries.session(cast, final=True)
    actions.write(entry, "Was that too directive?", by=cast["lena"])
    assert told() == ["Tom"]
    assert not visible_conversations(cast["cara"]).exists()
    assert thing_of(cast["cara"], "entry", entry.pk) is None
    assert visible_conversations(cast["tom"]).exists()


def test_what_is_new_to_whom(cast: Cast) -> None:
    submission = story.opened(cast).submission
    actions.write(submission, "One.", by=cast["lena"])
    actions.write(submission, "Two.", by=cast["lena"])
    assert [row.unread for row in rows_of(cast["ada"])] == [2]
    assert [row.unread for row in rows_of(cast["lena"])] == [0]
    actions.mark_read(Conversation.objects.get(), by=cast["ada"])
    assert [row.unread for row in rows_of(cast["ada"])] == [0]
    assert [one.is_new for one in talk_of(submission, cast["tom"]).messages] == [True, True]


def test_two_who_write_at_once_are_both_kept_in_order(cast: Cast) -> None:
    submission = story.opened(cast).submission
    for by, text in (("lena", "One."), ("ada", "Two."), ("lena", "Three.")):
        actions.write(submission, text, by=cast[by])
    assert [one.text for one in talk_of(submission, cast["lena"]).messages] == ["One.", "Two.", "Three."]
    assert Conversation.objects.count() == 1


def test_taken_back_while_nobody_has_read_it(cast: Cast) -> None:
    submission = story.opened(cast).submission
    message = actions.write(submission, "Nonsense.", by=cast["lena"])
    with pytest.raises(NotYours):
        actions.take_back(message, by=cast["ada"])
    actions.take_back(message, by=cast["lena"])
    (shown,) = talk_of(submission, cast["ada"]).messages
    assert (shown.taken_back, shown.text) == (True, "")
    assert told() == []
    with pytest.raises(Refused, match="read already"):
        actions.take_back(message, by=cast["lena"])


def test_what_was_read_or_is_old_stays(cast: Cast) -> None:
    submission = story.opened(cast).submission
    read = actions.write(submission, "Read.", by=cast["lena"])
    actions.mark_read(Conversation.objects.get(), by=cast["ada"])
    old = actions.write(submission, "Old.", by=cast["lena"])
    Message.objects.filter(pk=old.pk).update(at=timezone.now() - timedelta(minutes=6))
    old.refresh_from_db()
    for message in (read, old):
        with pytest.raises(Refused, match="five minutes have passed"):
            actions.take_back(message, by=cast["lena"])


def test_an_hour_has_its_limit(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "MOST_AN_HOUR", 2)
    submission = story.opened(cast).submission
    for _ in range(2):
        actions.write(submission, "Hello.", by=cast["lena"])
    with pytest.raises(Refused, match="2 messages within an hour"):
        actions.write(submission, "Hello.", by=cast["lena"])


def test_the_ledger_and_the_letter_hold_no_word_of_it(northgate: Centre, staff: Cast) -> None:
    with tenant(northgate):
        submission = story.opened(staff).submission
        actions.write(submission, "A secret word.", by=staff["lena"])
        entry = LedgerEntry.objects.get(kind="message.written")
        assert "secret" not in str(LedgerBody.objects.get(entry=entry).body)
    outbox.sweep()
    letter = next(one for one in mail.outbox if one.to == [staff["ada"].user.email] and "message" in one.body)
    assert "secret" not in letter.body + letter.subject
    assert "Lena" not in letter.subject + letter.body


@pytest.mark.parametrize("text", ["", "x" * 4001])
def test_what_cannot_be_sent_is_given_back(northgate: Centre, staff: Cast, signed_in: SignIn, text: str) -> None:
    with tenant(northgate):
        pk = story.opened(staff).submission_id
    answer = signed_in("lena@northgate.example").post(f"/c/northgate/messages/about/assignment/{pk}/", {"text": text})
    assert answer.status_code == 422
    assert text in answer.content.decode()
    with tenant(northgate):
        assert not Message.objects.exists()


def test_it_is_shown_as_text_and_read_by_being_opened(northgate: Centre, staff: Cast, signed_in: SignIn) -> None:
    with tenant(northgate):
        pk = story.opened(staff).submission_id
    here = f"/c/northgate/messages/about/assignment/{pk}/"
    lena, ada = signed_in("lena@northgate.example"), signed_in("ada@northgate.example")
    assert lena.post(here, {"text": "See <b>this</b>: https://example.org/a"}).status_code == 302
    page = ada.get(here).content.decode()
    assert "&lt;b&gt;this&lt;/b&gt;" in page
    assert 'href="https://example.org/a"' in page
    with tenant(northgate):
        assert [row.unread for row in rows_of(staff["ada"])] == [0]
        assert told() == []
    assert "See <b>this</b>" in lena.get(f"{here}text/").content.decode()
    assert "No such" not in lena.get("/c/northgate/messages/?q=this").content.decode()


def test_strangers_and_the_wrong_find_nothing(northgate: Centre, staff: Cast, signed_in: SignIn) -> None:
    with tenant(northgate):
        submission = story.opened(staff).submission
        message = actions.write(submission, "Ours.", by=staff["lena"])
    for who in ("mara@northgate.example", "sunil@northgate.example", "kofi@southbank.example"):
        slug = who.partition("@")[2].partition(".")[0]
        client = signed_in(who)
        for path in (f"about/assignment/{submission.pk}/", f"about/assignment/{submission.pk}/text/"):
            assert client.get(f"/c/{slug}/messages/{path}").status_code == 404
            assert client.post(f"/c/{slug}/messages/{path}", {"text": "x"}).status_code == 404
        assert client.post(f"/c/{slug}/messages/{message.pk}/take-back/").status_code == 404
    lena = signed_in("lena@northgate.example")
    assert lena.get(f"/c/northgate/messages/about/nonsense/{submission.pk}/").status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_lists_cost_the_same(cast: Cast, django_assert_num_queries: Any, rows: int) -> None:
    for code in ("D7.01", "D7.02-03", "D7.04")[:rows]:
        for _ in range(rows):
            actions.write(story.draft(cast, code), "Hello.", by=cast["lena"])
    with django_assert_num_queries(2):
        assert len(rows_of(cast["tom"])) == rows
    thing = thing_of(cast["tom"], "assignment", story.draft(cast).pk)
    with django_assert_num_queries(3):
        assert len(talk_of(thing, cast["tom"]).messages) == rows
