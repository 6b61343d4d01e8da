"""A notice is read when its person has opened the thing it is about, or the act it asks for is done."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from assessments import actions as work
from centres import notices
from centres.models import Appointment, Centre, Notice
from centres.scope import tenant
from marksheets import actions
from marksheets.models import MarkSheet
from tests import databases
from tests.story import called_in, countersigned, disputed, handed_in, opened, signed

Cast = dict[str, Appointment]
SignIn = Callable[[str], Client]
ALLOCATED = "D7.01: a submission is waiting for you."
RETURNED = "D7.01: an IQA returned a sheet to you."
DIFFER = "D7.01: assessor and IQA differ; a decision is yours."
RESOLVED = "D7.01: the dispute about a sheet of yours is resolved."
READ = 20  # queries of a sheet that is merely read


def unread(centre: Centre, person: Appointment) -> list[str]:
    """What this person has not read, the latest first."""
    with tenant(centre):
        return list(Notice.objects.filter(to=person, read_at=None).values_list("sentence", flat=True))


def bell(client: Client, path: str = "") -> str:
    """What the bell says on a page: the number of unread notices, "" for none."""
    page = client.get(f"/c/northgate/{path}").content.decode()
    inside = page.partition('class="bell"')[2].partition("</a>")[0]
    return inside.partition('class="count">')[2].partition("<")[0]


def resolve(sheet: MarkSheet, by: Appointment) -> MarkSheet:
    """The IQA’s marks stand."""
    return actions.resolve(sheet, version=sheet.version, by=by, standing="iqa", reason="The third page says so.")


def test_opening_the_thing_reads_what_is_about_it(northgate: Centre, staff: Cast, signed_in: SignIn) -> None:
    with tenant(northgate):
        sheet = resolve(disputed(staff), staff["leo"])
    assert unread(northgate, staff["iqbal"]) == [RESOLVED]
    iqbal = signed_in("iqbal@northgate.example")
    assert bell(iqbal) == "1"
    assert bell(iqbal, f"sheets/{sheet.pk}/") == ""
    assert unread(northgate, staff["iqbal"]) == []
    assert unread(northgate, staff["ada"]) == [RESOLVED]


def test_somebody_elses_look_reads_nothing_of_mine(northgate: Centre, staff: Cast, signed_in: SignIn) -> None:
    with tenant(northgate):
        sheet = resolve(disputed(staff), staff["leo"])
    signed_in("leo@northgate.example").get(f"/c/northgate/sheets/{sheet.pk}/")
    assert unread(northgate, staff["iqbal"]) == [RESOLVED]


def test_opening_another_sheet_reads_nothing(northgate: Centre, staff: Cast, signed_in: SignIn) -> None:
    with tenant(northgate):
        resolve(disputed(staff), staff["leo"])
        other = opened(staff, "D7.04")
    assert bell(signed_in("iqbal@northgate.example"), f"sheets/{other.pk}/") == "1"
    assert unread(northgate, staff["iqbal"]) == [RESOLVED]


def test_the_learner_reads_the_result_by_opening_it(northgate: Centre, staff: Cast, signed_in: SignIn) -> None:
    with tenant(northgate):
        sheet = countersigned(staff)
        actions.release(sheet, version=sheet.version, by=staff["iqbal"])
    lena = signed_in("lena@northgate.example")
    assert "Read the result" in lena.get("/c/northgate/").content.decode()
    assert bell(lena, f"results/{sheet.submission_id}/") == ""
    assert "Read the result" not in lena.get("/c/northgate/").content.decode()
    assert unread(northgate, staff["lena"]) == []


def test_a_submission_opened_is_no_news_any_more(northgate: Centre, here: Centre, cast: Cast) -> None:
    submission = work.allocate(handed_in(cast), assessor=cast["ada"], by=cast["cara"])
    assert unread(northgate, cast["ada"]) == [ALLOCATED]
    actions.open_sheet(submission, by=cast["ada"])
    assert unread(northgate, cast["ada"]) == []


def test_it_leads_to_the_submission_itself(northgate: Centre, here: Centre, cast: Cast) -> None:
    submission = work.allocate(handed_in(cast), assessor=cast["ada"], by=cast["cara"])
    assert Notice.objects.get(to=cast["ada"]).path == f"/c/northgate/mark/open/{submission.pk}/"


def test_who_had_it_before_is_asked_no_more(northgate: Centre, here: Centre, cast: Cast) -> None:
    submission = work.allocate(handed_in(cast), assessor=cast["ada"], by=cast["cara"])
    work.allocate(submission, assessor=cast["sunil"], by=cast["cara"])
    assert unread(northgate, cast["ada"]) == []
    assert unread(northgate, cast["sunil"]) == [ALLOCATED]


def test_withdrawn_work_waits_for_nobody(northgate: Centre, here: Centre, cast: Cast) -> None:
    submission = work.allocate(handed_in(cast), assessor=cast["ada"], by=cast["cara"])
    work.withdraw(submission, by=cast["lena"])
    assert unread(northgate, cast["ada"]) == ["D7.01: a submission was withdrawn before you opened it."]


def test_what_was_returned_and_is_signed_again_is_done(northgate: Centre, here: Centre, cast: Cast) -> None:
    sheet = signed(cast)
    actions.call_in(sheet, version=sheet.version, by=cast["iqbal"])
    actions.send_back(sheet, version=sheet.version, by=cast["iqbal"], reason="Say which evidence is missing.")
    assert unread(northgate, cast["ada"]) == [RETURNED]
    actions.sign(sheet, version=sheet.version, by=cast["ada"])
    assert unread(northgate, cast["ada"]) == []
    assert unread(northgate, cast["iqbal"]) == ["D7.01: a sheet you returned was signed again."]


def test_one_decision_answers_every_lead_iqa(northgate: Centre, here: Centre, cast: Cast) -> None:
    sheet = disputed(cast)
    notices.tell(cast["mara"], DIFFER, "/c/northgate/", about=sheet.pk, asks="resolve")
    assert unread(northgate, cast["leo"]) == [DIFFER]
    resolve(sheet, cast["leo"])
    assert unread(northgate, cast["leo"]) == []
    assert unread(northgate, cast["mara"]) == []


def test_who_acts_on_a_sheet_has_read_its_news(northgate: Centre, here: Centre, cast: Cast) -> None:
    sheet = countersigned(cast)
    actions.ask_ev(sheet, version=sheet.version, by=cast["iqbal"], ev=cast["eve"])
    actions.attest(sheet, version=sheet.version, by=cast["eve"])
    assert unread(northgate, cast["iqbal"]) == ["D7.01: the EV signed a sheet."]
    actions.release(sheet, version=sheet.version, by=cast["iqbal"])
    assert unread(northgate, cast["iqbal"]) == []


def test_any_page_of_the_sheet_will_do(northgate: Centre, staff: Cast, signed_in: SignIn) -> None:
    with tenant(northgate):
        sheet = called_in(staff)
        notices.tell(staff["iqbal"], "News of a sheet.", f"/c/northgate/sheets/{sheet.pk}/", about=sheet.pk)
    assert bell(signed_in("iqbal@northgate.example"), f"check/{sheet.pk}/") == ""
    assert unread(northgate, staff["iqbal"]) == []


def test_a_void_sheet_asks_nothing_of_anybody(northgate: Centre, here: Centre, cast: Cast) -> None:
    sheet = disputed(cast)
    notices.tell(cast["eve"], "D7.01: read and sign.", "/c/northgate/", about=sheet.pk, asks="attest")
    actions.void(sheet, version=sheet.version, by=cast["leo"], reason="The wrong file.")
    assert unread(northgate, cast["eve"]) == []
    assert unread(northgate, cast["leo"]) == []


def test_a_notice_that_leads_nowhere_is_read_on_the_list(northgate: Centre, staff: Cast, signed_in: SignIn) -> None:
    with tenant(northgate):
        notices.tell(staff["ada"], "A sheet of yours was given to another assessor.")
        notices.tell(staff["ada"], "Something to open.", "/c/northgate/mark/")
    ada = signed_in("ada@northgate.example")
    ada.get("/c/northgate/")
    assert len(unread(northgate, staff["ada"])) == 2
    ada.get("/c/northgate/notices/")
    assert unread(northgate, staff["ada"]) == ["Something to open."]
    ada.get("/c/northgate/mark/")
    assert unread(northgate, staff["ada"]) == []


def test_the_button_reads_all(northgate: Centre, staff: Cast, signed_in: SignIn) -> None:
    with tenant(northgate):
        resolve(disputed(staff), staff["leo"])
    signed_in("iqbal@northgate.example").post("/c/northgate/notices/")
    assert unread(northgate, staff["iqbal"]) == []


@pytest.mark.parametrize("told", [1, 3])
def test_reading_costs_one_short_write_and_only_the_first_time(
    told: int, northgate: Centre, staff: Cast, signed_in: SignIn, django_assert_num_queries: Callable[[int], Any]
) -> None:
    with tenant(northgate):
        sheet = opened(staff)
        for number in range(told):
            notices.tell(staff["iqbal"], f"News {number} of a sheet.", f"/{number}/", about=sheet.pk)
    iqbal, page = signed_in("iqbal@northgate.example"), f"/c/northgate/sheets/{sheet.pk}/"
    iqbal.get("/c/northgate/")
    on_postgresql = 4 if databases.is_postgresql() else 0
    with django_assert_num_queries(READ + 3 + on_postgresql + on_postgresql // 2):  # begin, update, end
        iqbal.get(page)
    with django_assert_num_queries(READ + on_postgresql):
        iqbal.get(page)
