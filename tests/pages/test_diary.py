"""The diary's pages: who reads what, nothing typed is lost, and what each list costs."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from assessments.diary import actions
from assessments.diary.models import DiaryEntry
from centres.models import Appointment, Centre, LedgerEntry
from centres.scope import tenant
from tests import databases, diaries, story
from tests.assessments.file_samples import essay

Cast = dict[str, Appointment]
SignIn = Callable[[str], Client]
HERE = "/c/northgate/diary/"
SESSION = {"on": "2026-03-04", "starts": "10:00", "minutes": "60", "client": "Client B", "role": "coach"}


def text_of(answer: Any) -> str:
    """The words of a page, without its marks."""
    plain = re.sub(r"<[^>]+>", " ", answer.content.decode())
    return html.unescape(re.sub(r"\s+", " ", plain))


@pytest.fixture
def lena_(signed_in: SignIn) -> Client:
    """Lena's browser."""
    return signed_in("lena@northgate.example")


@pytest.fixture
def entry(northgate: Centre, staff: Cast) -> DiaryEntry:
    """A final session of Lena's with a file, a goal and a row of the register."""
    with tenant(northgate):
        return diaries.filled(staff, "Client B")


def test_four_fields_are_enough(northgate: Centre, lena_: Client) -> None:
    answer = lena_.post(f"{HERE}new/session/", SESSION, follow=True)
    page = text_of(answer)
    assert "Logged as a draft. Finish it whenever you have the time." in page
    assert "Feedback is missing: from the client or an observer, here or in your register." in page
    with tenant(northgate):
        made = DiaryEntry.objects.get()
    assert (made.client, made.minutes, made.role, made.is_final) == ("Client B", 60, "coach", False)


def test_the_role_need_not_be_said(northgate: Centre, lena_: Client) -> None:
    lena_.post(f"{HERE}new/session/", {name: value for name, value in SESSION.items() if name != "role"})
    with tenant(northgate):
        assert DiaryEntry.objects.count() == 0  # a browser always sends it; a form without it is told
    page = text_of(lena_.post(f"{HERE}new/session/", {**SESSION, "role": ""}))
    assert "I was the: This field is required." in page


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("on", "", "Date: Give the day it took place."),
        ("on", "31/02/2026", "Date: Give the day as day, month and year."),
        ("on", "0026-03-04", "Date: Check the year; “26” cannot be meant."),
        ("starts", "25:00", "Start: Give the start as hours and minutes, such as 14:30."),
        ("minutes", "", "Length in minutes: Say how long it lasted, in minutes."),
        ("minutes", "an hour", "Length in minutes: Give the length in minutes, such as 60, or as 1:30 or 1 h 30."),
        ("minutes", "1500", "Length in minutes: One entry lasts at most 24 hours; split a longer one by day."),
        ("client", "x" * 61, "Client: Ensure this value has at most 60 characters (it has 61)."),
        ("counts", "nonsense", "It counts for: Select a valid choice. nonsense is not one of the available choices."),
    ],
)
def test_bad_input_is_named_and_nothing_typed_is_lost(
    northgate: Centre, lena_: Client, field: str, value: str, sentence: str
) -> None:
    sent = {**SESSION, "reflection": "Long thought about.", field: value}
    answer = lena_.post(f"{HERE}new/session/", sent)
    assert answer.status_code == 422
    page = text_of(answer)
    assert sentence in page and "Long thought about." in page
    with tenant(northgate):
        assert DiaryEntry.objects.count() == 0


def test_a_change_from_another_tab_shows_both(northgate: Centre, staff: Cast, lena_: Client) -> None:
    with tenant(northgate):
        found = diaries.session(staff)
        actions.change(found, diaries.given(reflection="From one tab."), version=1, by=staff["lena"])
    sent = {**SESSION, "reflection": "From the other.", "counts": "nothing", "version": "1"}
    answer = lena_.post(f"{HERE}{found.pk}/edit/", sent)
    assert answer.status_code == 409
    page = text_of(answer)
    assert "You changed this elsewhere meanwhile." in page
    assert "Stored now · Reflection From one tab." in page and "From the other." in page
    again = lena_.post(f"{HERE}{found.pk}/edit/", {**sent, "version": "2"}, follow=True)
    assert "Draft saved." in text_of(again)


def test_a_draft_is_finished_and_its_history_is_read(northgate: Centre, staff: Cast, lena_: Client) -> None:
    with tenant(northgate):
        found = diaries.session(staff)
    sent = {**SESSION, "reflection": "First thought.", "counts": "nothing", "version": "1", "final": "1"}
    lena_.post(f"{HERE}{found.pk}/edit/", sent)
    lena_.post(f"{HERE}{found.pk}/edit/", {**sent, "reflection": "Second thought.", "version": "2"})
    page = text_of(lena_.get(f"{HERE}{found.pk}/"))
    assert "Saved as final 2 times." in page
    assert "Version 1, saved" in page and "First thought." in page and "Second thought." in page


def test_a_file_passes_the_gate_and_comes_back_byte_for_byte(
    northgate: Centre, staff: Cast, lena_: Client, tmp_path: Any
) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    with tenant(northgate):
        found = diaries.session(staff)
    body = essay(2)
    upload = SimpleUploadedFile("form.docx", body)
    page = text_of(lena_.post(f"{HERE}{found.pk}/files/", {"file": upload}, follow=True))
    assert "“form.docx” is added." in page
    with tenant(northgate):
        file = found.files.get()
    answer = lena_.get(f"{HERE}files/{file.pk}/")
    assert b"".join(answer.streaming_content) == body
    with tenant(northgate):
        assert LedgerEntry.objects.filter(kind="diary.file_downloaded").count() == 1
    refused = lena_.post(f"{HERE}{found.pk}/files/", {"file": SimpleUploadedFile("x.docx", b"not a document")})
    assert refused.status_code == 422
    assert lena_.post(f"{HERE}{found.pk}/files/", {}).status_code == 422


def test_staff_of_the_learner_read_and_nobody_else(
    northgate: Centre, staff: Cast, signed_in: SignIn, entry: DiaryEntry
) -> None:
    with tenant(northgate):
        story.opened(staff)  # with Ada
        goal, file = entry.learner.goals.get(), entry.files.get()
    places = [
        f"{HERE}{entry.pk}/",
        f"{HERE}of/{entry.learner_id}/",
        f"{HERE}goals/{goal.pk}/",
        f"{HERE}files/{file.pk}/",
    ]
    for name in ("ada", "iqbal", "leo", "tom", "lena"):
        assert [signed_in(f"{name}@northgate.example").get(place).status_code for place in places] == [200] * 4, name
    for address in ("sunil@northgate.example", "mara@northgate.example", "cara@northgate.example",
                    "eve@northgate.example", "nina@southbank.example"):  # fmt: skip
        assert [signed_in(address).get(place).status_code for place in places] == [404] * 4, address


def test_staff_read_no_drafts_and_write_nothing(northgate: Centre, staff: Cast, signed_in: SignIn) -> None:
    with tenant(northgate):
        found = diaries.session(staff, client="Client Draft")
        who = found.learner_id
    iqbal = signed_in("iqbal@northgate.example")
    assert iqbal.get(f"{HERE}{found.pk}/").status_code == 404
    page = text_of(iqbal.get(f"{HERE}of/{who}/"))
    assert "Client Draft" not in page and "One draft more is the learner’s alone until it is final." in page
    for place in (f"{found.pk}/edit/", "new/session/", f"{found.pk}/withdraw/", f"{found.pk}/files/", "feedback/"):
        assert iqbal.post(f"{HERE}{place}", SESSION).status_code == 404, place


def test_staff_who_learn_here_never_read_their_own(northgate: Centre, staff: Cast, signed_in: SignIn) -> None:
    from centres.actions import appoint
    from centres.roles import Role

    with tenant(northgate):
        diaries.session(staff, final=True)
        appoint("lena@northgate.example", "Lena Fischer", Role.IQA, by=None, invite=False)
        hers = diaries.learner(staff).pk
        iqa = Appointment.objects.get(user=staff["lena"].user, role=Role.IQA)
    lena = signed_in("lena@northgate.example")
    lena.post(f"/c/northgate/switch/{iqa.pk}/")
    assert lena.get(f"{HERE}of/{hers}/").status_code == 404
    assert "Lena Fischer" not in text_of(lena.get(HERE)).partition("Find")[2]


def test_the_learner_logs_from_home(lena_: Client) -> None:
    assert f'href="{HERE}new/session/"' in lena_.get("/c/northgate/").content.decode()


def test_an_unknown_kind_is_not_there(lena_: Client) -> None:
    assert lena_.get(f"{HERE}new/nonsense/").status_code == 404


@pytest.mark.parametrize(
    ("kind", "sent", "shown"),
    [
        ("supervision", {"supervisor": "Dr Sample", "supervisor_qualification": "Diploma"}, "Diploma"),
        ("peer", {"client": "Peer A", "feedback": "Too fast."}, "Too fast."),
        ("network", {"title": "An evening"}, "An evening"),
        ("cpd", {"title": "A book", "cpd_form": "reading", "cpd_flow": "input"}, "Reading, writing or other research"),
    ],
)
def test_every_kind_is_logged_and_read(lena_: Client, kind: str, sent: dict[str, str], shown: str) -> None:
    assert lena_.get(f"{HERE}new/{kind}/").status_code == 200
    answer = lena_.post(
        f"{HERE}new/{kind}/", {"on": "2026-03-04", "minutes": "1:30", "final": "1", **sent}, follow=True
    )
    page = text_of(answer)
    assert "Logged." in page and "1 h 30 min" in page and shown in page


def test_goals_feedback_and_criteria_are_kept_by_their_pages(northgate: Centre, staff: Cast, lena_: Client) -> None:
    page = lena_.post(f"{HERE}goals/", {"wording": "Ask less.", "on": "2026-03-04"}, follow=True)
    assert "The goal is set." in text_of(page)
    with tenant(northgate):
        goal, found = diaries.learner(staff).goals.get(), diaries.session(staff)
    step = {"did": "revised", "on": "2026-03-05", "wording": "", "note": "Why.", "version": "1"}
    refused = lena_.post(f"{HERE}goals/{goal.pk}/", step)
    assert refused.status_code == 422 and "Write the goal as it now reads." in text_of(refused)
    assert "Written down." in text_of(lena_.post(f"{HERE}goals/{goal.pk}/", {**step, "wording": "Less."}, follow=True))
    note = {"on": "2026-03-05", "giver": "client", "from_whom": "Client B", "entry": str(found.pk), "said": "Well."}
    assert "It is in your register." in text_of(lena_.post(f"{HERE}feedback/", note, follow=True))
    assert "Feedback is missing" not in text_of(lena_.get(f"{HERE}{found.pk}/"))
    lena_.post(f"{HERE}{found.pk}/criteria/", {"criteria": ["D7.01 1.1", "D7.01 2.1"]})
    assert "D7.01: 3 of 5 criteria are not shown by anything yet." not in text_of(lena_.get(f"{HERE}criteria/"))
    assert "3 of 5 criteria are not shown by anything yet." in text_of(lena_.get(f"{HERE}criteria/"))
    strange = lena_.post(f"{HERE}{found.pk}/criteria/", {"criteria": ["D9.99 1.1"]})
    assert strange.status_code == 422 and "“D9.99 1.1” is no criterion of your assessments." in text_of(strange)


def test_ratings_are_kept_and_a_bad_one_is_refused(northgate: Centre, staff: Cast, lena_: Client) -> None:
    with tenant(northgate):
        submission = story.draft(staff)
    place = f"{HERE}criteria/{submission.pk}/"
    (first, *_) = re.findall(r'name="(rating-[^"]+)"', lena_.get(place).content.decode())
    assert "Your ratings are kept." in text_of(lena_.post(place, {first: "met"}, follow=True))
    assert '<option value="met" selected>' in lena_.get(place).content.decode()
    refused = lena_.post(place, {first: "splendid"})
    assert refused.status_code == 422 and "“splendid” is not a rating" in text_of(refused)


def at_the_wall() -> int:
    """Opening and closing the centre for PostgreSQL's policies."""
    return 4 if databases.is_postgresql() else 0


LISTS = {"": 13, "goals/": 11, "feedback/": 11, "criteria/": 11}


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("place", LISTS)
def test_what_the_lists_cost(
    northgate: Centre, staff: Cast, lena_: Client, django_assert_num_queries: Any, place: str, rows: int
) -> None:
    with tenant(northgate):
        for number in range(rows):
            entry = diaries.session(staff, on=diaries.DAY + timedelta(days=number), final=bool(number % 2))
            actions.tag_entry(entry, ["D7.01 1.1"], by=staff["lena"])
            me = entry.learner
            actions.set_goal(me, wording="x", on=diaries.DAY, review_on=None, agreed_with="", by=staff["lena"])
            note = {"on": diaries.DAY, "giver": "client", "from_whom": "B", "entry": entry}
            actions.note_feedback(me, note, by=staff["lena"])
    lena_.get(f"{HERE}{place}")
    with django_assert_num_queries(LISTS[place] + at_the_wall()):
        lena_.get(f"{HERE}{place}")


@pytest.mark.parametrize("rows", [1, 3])
def test_what_staffs_lists_cost(
    northgate: Centre, staff: Cast, signed_in: SignIn, django_assert_num_queries: Any, rows: int
) -> None:
    with tenant(northgate):
        for number in range(rows):
            diaries.session(staff, on=diaries.DAY + timedelta(days=number), final=True)
        who = diaries.learner(staff).pk
    iqbal = signed_in("iqbal@northgate.example")
    iqbal.get(HERE)
    with django_assert_num_queries(9 + at_the_wall()):
        iqbal.get(HERE)
    with django_assert_num_queries(19 + at_the_wall()):
        iqbal.get(f"{HERE}of/{who}/")


def test_it_is_downloaded_as_a_table_that_runs_nothing(
    northgate: Centre, staff: Cast, lena_: Client, signed_in: SignIn
) -> None:
    with tenant(northgate):
        diaries.session(staff, final=True, summary="=1+1")
        diaries.session(staff, client="Client Draft")
        who = diaries.learner(staff).pk
    mine = lena_.get(f"{HERE}of/{who}/diary.csv").content.decode()
    assert mine.count("\r\n") == 3 and ",'=1+1," in mine and "Client Draft" in mine
    assert "Client Draft" not in signed_in("iqbal@northgate.example").get(f"{HERE}of/{who}/diary.csv").content.decode()
    assert signed_in("mara@northgate.example").get(f"{HERE}of/{who}/diary.csv").status_code == 404


def test_staff_find_the_matrix_of_what_was_handed_in(northgate: Centre, staff: Cast, signed_in: SignIn) -> None:
    with tenant(northgate):
        submission = story.handed_in(staff)
        who = diaries.learner(staff).pk
    iqbal = signed_in("iqbal@northgate.example")
    assert f"{HERE}criteria/{submission.pk}/" in iqbal.get(f"{HERE}of/{who}/").content.decode()
    page = text_of(iqbal.get(f"{HERE}criteria/{submission.pk}/"))
    assert "How the learner saw it" in page and "Keep my ratings" not in page
    assert iqbal.post(f"{HERE}criteria/{submission.pk}/", {"rating-x": "met"}).status_code in {403, 422}
