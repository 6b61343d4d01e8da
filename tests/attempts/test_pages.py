"""The pages around an attempt: said before, kept on a refusal, shown with both attempts; and how to name parts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from assessments import actions as work
from assessments.models import DraftReading, Submission
from centres import policy
from centres.models import Appointment, Centre
from centres.scope import tenant
from learners.models import Registration
from marksheets import actions as marking
from tests import databases
from tests.story import decided, draft, next_draft, on_the_desk, released, resubmitted, taken

SignIn = Callable[[str], Client]
Cast = dict[str, Appointment]


def text(client: Client, path: str) -> str:
    found = client.get(path)
    assert found.status_code == 200
    return " ".join(found.content.decode().split())


def test_the_attempt_says_what_is_open_and_that_it_is_the_last(
    northgate: Centre, staff: Cast, signed_in: SignIn
) -> None:
    with tenant(northgate):
        policy.adopt({"blind_checks": "never", "fee_note": "A resubmission costs £40."}, by=None)
        second = next_draft(released(staff), staff)
    page = text(signed_in("lena@northgate.example"), f"/c/northgate/assignments/{second.pk}/")
    assert "This is attempt 2 of 2, the last that your centre’s policy allows." in page
    assert "Only section 2 is resubmitted; section 1 is carried forward." in page
    assert "31/50. Carried forward from attempt 1: marked by Ada Byrne" in page
    assert "A resubmission costs £40." in page
    assert f"Hand it in by {second.hand_in_by.day} {second.hand_in_by:%B %Y}." in page


def test_the_first_attempt_says_before_what_a_referral_would_mean(
    northgate: Centre, staff: Cast, signed_in: SignIn
) -> None:
    with tenant(northgate):
        policy.adopt({"resubmission_scope": "whole"}, by=None)
        first = draft(staff)
    page = text(signed_in("lena@northgate.example"), f"/c/northgate/assignments/{first.pk}/")
    assert "This is attempt 1 of 2. If any part is referred, the whole is done again" in page


def test_the_result_leads_to_attempt_2_and_then_shows_both(northgate: Centre, staff: Cast, signed_in: SignIn) -> None:
    with tenant(northgate):
        first = released(staff)
    lena, path = signed_in("lena@northgate.example"), f"/c/northgate/results/{first.submission_id}/"
    assert "Your centre can invite you to resubmit: attempt 1 of 2 is used." in text(lena, path)
    with tenant(northgate):
        second = next_draft(first, staff)
    assert f'href="/c/northgate/assignments/{second.pk}/">Go to attempt 2</a>' in text(lena, path)
    with tenant(northgate):
        decided(on_the_desk(resubmitted(second, staff), staff), staff, {"mark-S2": "30"})
    page = text(lena, f"/c/northgate/results/{second.pk}/")
    assert "Attempt 1: referral, 53/100" in page
    assert "Carried forward from attempt 1: marked by Ada Byrne" in page
    assert ">61</b>" in page


def test_the_iqa_invites_from_the_sheet_and_the_program_by_its_twin(
    northgate: Centre, staff: Cast, signed_in: SignIn
) -> None:
    with tenant(northgate):
        first = released(staff)
    iqbal, path = signed_in("iqbal@northgate.example"), f"/c/northgate/sheets/{first.pk}/"
    assert "Invite to resubmit" in text(iqbal, path)
    assert "Grant another attempt" not in text(iqbal, path)
    said = iqbal.post(f"{path}move/invite_resubmission/", {"version": first.version})
    assert said.status_code == 302
    page = text(iqbal, path)
    assert "Attempt 2 is open until" in page
    assert "Invite to resubmit" not in page
    api = f"/api/v1/c/northgate/mark-sheets/{first.pk}/invite_resubmission/"
    again = iqbal.post(api, {"version": first.version + 1}, content_type="application/json")
    assert (again.status_code, again.json()["detail"]) == (409, "Attempt 2 is open already.")


def test_the_desk_has_no_field_for_a_carried_mark(northgate: Centre, staff: Cast, signed_in: SignIn) -> None:
    with tenant(northgate):
        sheet = on_the_desk(resubmitted(next_draft(released(staff), staff), staff), staff)
    page = text(signed_in("ada@northgate.example"), f"/c/northgate/mark/{sheet.pk}/")
    assert 'name="mark-S2"' in page
    assert 'name="mark-S1"' not in page
    assert "<small>c/f</small>" in page


def test_a_tutor_reads_and_comments(northgate: Centre, staff: Cast, signed_in: SignIn) -> None:
    with tenant(northgate):
        submission = draft(staff)
        work.attach(submission, taken(staff), by=staff["lena"])
    lena, tom = signed_in("lena@northgate.example"), signed_in("tom@northgate.example")
    assert lena.post(f"/c/northgate/assignments/{submission.pk}/comments/").status_code == 302
    with tenant(northgate):
        reading = DraftReading.objects.get()
    assert "One draft waits for your comments." in text(tom, "/c/northgate/")
    empty = tom.post(f"/c/northgate/drafts/{reading.pk}/", {"comments": ""})
    assert empty.status_code == 422
    assert tom.post(f"/c/northgate/drafts/{reading.pk}/", {"comments": "Name your sources."}).status_code == 302
    page = text(lena, f"/c/northgate/assignments/{submission.pk}/")
    assert "<p>Name your sources.</p>" in page
    assert "1 of 2 drafts used" in page


def test_the_office_moves_a_day_and_keeps_what_was_typed(northgate: Centre, staff: Cast, signed_in: SignIn) -> None:
    with tenant(northgate):
        second = next_draft(released(staff), staff)
    cara, path = signed_in("cara@northgate.example"), f"/c/northgate/office/attempts/{second.pk}/"
    refused = cara.post(path, {"until": "2026-01-01", "reason": "A long story."})
    assert refused.status_code == 422
    assert "Choose a day that lies ahead." in refused.content.decode()
    assert "A long story." in refused.content.decode()
    body = {"until": "2027-01-11", "reason": "Illness."}
    said = cara.post(f"/api/v1/c/northgate/attempts/{second.pk}/extend/", body, content_type="application/json")
    assert (said.status_code, said.json()["hand_in_by"]) == (200, "2027-01-11")


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"note": "1", "adjustments": "May use notes."}, "The note is kept."),
        ({"break": "1", "starts_on": "2026-03-02", "ends_on": "2026-03-08", "reason": "Illness."}, "The break is"),
        ({"leave": "1", "on": "2026-03-02", "reason": "A new job."}, "The learner is withdrawn."),
    ],
)
def test_the_office_page_of_a_registration(
    northgate: Centre, staff: Cast, signed_in: SignIn, fields: dict[str, str], sentence: str
) -> None:
    with tenant(northgate):
        pk = Registration.objects.get(learner__name="Lena Fischer").pk
    cara = signed_in("cara@northgate.example")
    said = cara.post(f"/c/northgate/office/registrations/{pk}/", fields, follow=True)
    assert said.status_code == 200
    assert sentence in said.content.decode()


def test_a_file_and_a_reason_hand_in_for_a_learner(northgate: Centre, staff: Cast, signed_in: SignIn) -> None:
    with tenant(northgate):
        pk = draft(staff).pk
    cara, path = signed_in("cara@northgate.example"), f"/c/northgate/office/attempts/{pk}/on-behalf/"
    nothing = cara.post(path, {"reason": "By e-mail."})
    assert nothing.status_code == 422
    assert "Add the file with the learner’s work." in nothing.content.decode()
    assert "By e-mail." in nothing.content.decode()


def test_the_learner_refuses_the_use_after_handing_in(northgate: Centre, staff: Cast, signed_in: SignIn) -> None:
    with tenant(northgate):
        first = released(staff)
    lena = signed_in("lena@northgate.example")
    said = lena.post(f"/c/northgate/submitted/{first.submission_id}/refuse-use/", follow=True)
    assert "Refused. Your script is not used, and this binds every attempt." in said.content.decode()
    with tenant(northgate):
        assert Submission.objects.get(pk=first.submission_id).refuses_ilm_use


def test_the_brief_is_kept(northgate: Centre, staff: Cast, signed_in: SignIn) -> None:
    with tenant(northgate):
        pk = draft(staff).assessment_id
    cara = signed_in("cara@northgate.example")
    said = cara.post(f"/c/northgate/office/briefs/{pk}/", {"text": "Use three sources.", "words": "2500"}, follow=True)
    assert "Use three sources." in said.content.decode()
    lena = signed_in("lena@northgate.example")
    with tenant(northgate):
        first = draft(staff).pk
    assert "Your centre’s brief" in text(lena, f"/c/northgate/assignments/{first}/")


@pytest.mark.parametrize("rows", [1, 3])
def test_the_tutors_list_costs_the_same(
    rows: int, northgate: Centre, staff: Cast, signed_in: SignIn, django_assert_num_queries: Callable[[int], Any]
) -> None:
    with tenant(northgate):
        for code in ("D7.01", "D7.02-03", "D7.04")[:rows]:
            submission = draft(staff, code)
            work.attach(submission, taken(staff), by=staff["lena"])
            work.ask_for_comments(submission, by=staff["lena"])
    tom = signed_in("tom@northgate.example")
    tom.get("/c/northgate/drafts/")
    with django_assert_num_queries(10 + (4 if databases.is_postgresql() else 0)):
        assert tom.get("/c/northgate/drafts/").content.decode().count("handed in for comments on") == rows


def test_moves_of_a_paused_attempt_are_not_offered(northgate: Centre, staff: Cast, signed_in: SignIn) -> None:
    with tenant(northgate):
        first = released(staff)
        sheet = on_the_desk(resubmitted(next_draft(first, staff), staff), staff)
        marking.reopen(first, version=first.version, by=staff["leo"], reason="Appeal.")
    page = text(signed_in("ada@northgate.example"), f"/c/northgate/mark/{sheet.pk}/")
    assert 'id="act-sign"' not in page
