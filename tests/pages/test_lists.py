"""What a list says of a row: why it is there, in words that are true for whoever reads it."""

from __future__ import annotations

from collections.abc import Callable

from django.test import Client
from django.utils import timezone

from assessments.models import Submission
from centres.models import Appointment, Centre
from centres.scope import tenant
from marksheets import actions
from tests import story
from tests.pages.test_dispute_page import read

Cast = dict[str, Appointment]
SignIn = Callable[[str], Client]


def test_a_sheet_that_is_not_sampled_says_so(northgate: Centre, staff: Cast, signed_in: SignIn) -> None:
    with tenant(northgate):
        sheet = story.signed(staff)
        actions.lift(
            sheet, version=sheet.version, by=staff["iqbal"], hold=sheet.holds.get(), reason="Not in the sample."
        )
    page = read(signed_in("iqbal@northgate.example"), "check/").partition("Ready to release")[2]
    assert "Not sampled · signed by Ada Byrne · handed in" in page
    assert "due " not in page


def test_whoever_reads_is_you(northgate: Centre, staff: Cast, signed_in: SignIn) -> None:
    with tenant(northgate):
        story.called_in(staff)
    assert "signed by Ada Byrne, with you" in read(signed_in("iqbal@northgate.example"), "check/")
    assert "signed by Ada Byrne, with Iqbal Rahman" in read(signed_in("leo@northgate.example"), "check/")
    assert "signed by you, with Iqbal Rahman" in read(signed_in("ada@northgate.example"), "mark/")


def test_the_lead_iqa_decides_and_the_iqa_reads(northgate: Centre, staff: Cast, signed_in: SignIn) -> None:
    with tenant(northgate):
        story.disputed(staff)
    assert "Decide Lena Fischer, D7.01" in read(signed_in("leo@northgate.example"), "check/")
    assert "Read Lena Fischer, D7.01" in read(signed_in("iqbal@northgate.example"), "check/")


def test_numbers_below_ten_are_words(northgate: Centre, staff: Cast, signed_in: SignIn) -> None:
    with tenant(northgate):
        for code in ("D7.01", "D7.02-03"):
            story.opened(staff, code)
    assert "Two sheets wait for your marks." in read(signed_in("ada@northgate.example"), "mark/")


def test_the_office_reads_until_when_the_decision_is_due(northgate: Centre, staff: Cast, signed_in: SignIn) -> None:
    with tenant(northgate):
        submission = story.handed_in(staff)
        Submission.objects.filter(pk=submission.pk).update(due_on=timezone.localdate())
    assert "· decision due today" in read(signed_in("cara@northgate.example"), "")


def test_what_nobody_opened_stands_at_submitted(northgate: Centre, staff: Cast, signed_in: SignIn) -> None:
    with tenant(northgate):
        story.handed_in(staff)
    page = signed_in("lena@northgate.example").get("/c/northgate/").content.decode()
    assert 'class="now" aria-current="step">Submitted' in page


def test_without_script_a_kept_draft_is_said_to_be_kept(northgate: Centre, staff: Cast, signed_in: SignIn) -> None:
    with tenant(northgate):
        sheet = story.opened(staff)
    ada = signed_in("ada@northgate.example")
    given = {"version": str(sheet.version), "mark-S1": "31", "save": "1"}
    answer = ada.post(f"/c/northgate/sheets/{sheet.pk}/save/", given, follow=True)
    assert "Draft saved." in answer.content.decode()
    given |= {"version": str(sheet.version + 1)}
    answer = ada.post(f"/c/northgate/sheets/{sheet.pk}/save/", given, headers={"X-Requested-With": "desk"})
    assert "Draft saved." not in answer.content.decode()


def test_where_nothing_can_be_written_nothing_is_offered_to_be_saved(
    northgate: Centre, staff: Cast, signed_in: SignIn
) -> None:
    with tenant(northgate):
        sheet = story.signed(staff)
    assert "Save draft" not in read(signed_in("iqbal@northgate.example"), f"check/{sheet.pk}/")
