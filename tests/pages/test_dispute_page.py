"""A dispute, and a decision taken up again, as those read it who must decide and those it is about."""

from __future__ import annotations

import re
from collections.abc import Callable

from django.test import Client

from centres.models import Appointment, Centre
from centres.scope import tenant
from marksheets import actions
from marksheets.models import MarkSheet
from tests import story

Cast = dict[str, Appointment]
SignIn = Callable[[str], Client]
WHY = "The third page names the sources."


def read(client: Client, path: str) -> str:
    """The words of a page."""
    return words(client.get(f"/c/northgate/{path}").content.decode())


def words(page: str) -> str:
    """A page without its marks-up."""
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def act(client: Client, sheet: MarkSheet, verb: str, **given: str) -> tuple[int, str]:
    """Send the form of a move; status and page."""
    answer = client.post(f"/c/northgate/sheets/{sheet.pk}/move/{verb}/", {"version": str(sheet.version), **given})
    return answer.status_code, answer.content.decode()


def resolved(staff: Cast) -> MarkSheet:
    """Ada refers section 2, Iqbal passes it, and Leo lets Iqbal’s marks stand."""
    sheet = story.disputed(staff)
    return actions.resolve(sheet, version=sheet.version, by=staff["leo"], standing="iqa", reason=WHY)


def test_it_says_where_they_differ(northgate: Centre, staff: Cast, signed_in: SignIn) -> None:
    with tenant(northgate):
        sheet = story.disputed(staff)
    page = read(signed_in("leo@northgate.example"), f"sheets/{sheet.pk}/")
    assert "Commitment : assessor 22, IQA 26, minimum 25" in page
    assert "Contribution : assessor" not in page


def test_a_refused_decision_stands_at_its_field(northgate: Centre, staff: Cast, signed_in: SignIn) -> None:
    with tenant(northgate):
        sheet = story.disputed(staff)
    status, page = act(signed_in("leo@northgate.example"), sheet, "resolve", standing="", reason=WHY)
    assert status == 422
    assert '<a href="#resolve-standing">Choose which marks stand.</a>' in page
    assert '<p class="error">Choose which marks stand.</p>' in page
    assert page.count('id="resolve-standing"') == 1
    assert WHY in page
    status, page = act(signed_in("leo@northgate.example"), sheet, "resolve", standing="iqa", reason=" ")
    assert '<a href="#resolve-reason">' in page
    assert 'aria-invalid="true" aria-describedby="resolve-reason-hint resolve-reason-error"' in page


def test_one_that_is_about_no_field_is_said_at_the_top(northgate: Centre, staff: Cast, signed_in: SignIn) -> None:
    with tenant(northgate):
        sheet = story.countersigned(staff)
        actions.hold(sheet, version=sheet.version, by=staff["iqbal"], kind="malpractice", reason="A report came in.")
    status, page = act(signed_in("iqbal@northgate.example"), sheet, "release")
    assert status == 409
    assert "note-ref" in page and "There is a problem" not in page


def test_what_stands_is_said_of_the_box_and_leads_each_part(northgate: Centre, staff: Cast, signed_in: SignIn) -> None:
    with tenant(northgate):
        sheet = resolved(staff)
    answer = signed_in("leo@northgate.example").get(f"/c/northgate/sheets/{sheet.pk}/").content.decode()
    assert words(answer).count("These marks stand") == 1
    assert "Quality assurance These marks stand 57 / 100 PASS" in words(answer)
    assert "1 above the minimum · QA: 4 above the assessor" in words(answer)
    assert '<li data-role="iqa"><b>Leo Quill</b>Lead IQA' in answer


def test_the_learner_reads_both_decisions(northgate: Centre, staff: Cast, signed_in: SignIn) -> None:
    with tenant(northgate):
        sheet = resolved(staff)
        actions.release(sheet, version=sheet.version, by=staff["iqbal"])
    page = read(signed_in("lena@northgate.example"), f"results/{sheet.submission_id}/")
    assert "and the two decisions differ. Assessor’s decision 53 / 100 REFERRAL" in page
    assert "Quality assurance 57 / 100 PASS" in page


def test_two_equal_decisions_are_not_said_twice(released: MarkSheet, signed_in: SignIn) -> None:
    page = read(signed_in("lena@northgate.example"), f"results/{released.submission_id}/")
    assert "and came to the same decision." in page
    assert page.count("REFERRAL") == 1


def test_why_it_was_reopened_is_read_before_deciding(
    northgate: Centre, staff: Cast, released: MarkSheet, signed_in: SignIn
) -> None:
    reason = "The learner appealed: a form was overlooked."
    with tenant(northgate):
        actions.reopen(released, version=released.version, by=staff["leo"], reason=reason)
    page = read(signed_in("leo@northgate.example"), f"sheets/{released.pk}/")
    assert "Lena Fischer, D7.01: Re-opened" in page
    assert page.index("Re-opened by Leo Quill") < page.index(reason) < page.index("Resolve the dispute")
    assert reason not in read(signed_in("lena@northgate.example"), f"results/{released.submission_id}/")
    assert "Under review" in read(signed_in("leo@northgate.example"), "check/")


def test_what_was_decided_anew_no_longer_says_reopened(
    northgate: Centre, staff: Cast, released: MarkSheet, signed_in: SignIn
) -> None:
    with tenant(northgate):
        sheet = actions.reopen(released, version=released.version, by=staff["leo"], reason="An appeal.")
        actions.resolve(sheet, version=sheet.version, by=staff["leo"], standing="iqa", reason=WHY)
    page = read(signed_in("leo@northgate.example"), f"sheets/{released.pk}/")
    assert "Lena Fischer, D7.01: Countersigned" in page
    assert "Re-opened by" not in page.partition("Reasons given")[0]


def test_a_void_sheet_says_why_to_staff_and_not_to_the_learner(
    northgate: Centre, staff: Cast, released: MarkSheet, signed_in: SignIn
) -> None:
    reason = "A draft of another assignment."
    with tenant(northgate):
        actions.void(released, version=released.version, by=staff["leo"], reason=reason)
    page = read(signed_in("iqbal@northgate.example"), f"sheets/{released.pk}/")
    assert page.index("Made void by Leo Quill") < page.index(reason) < page.index("Assessor’s decision")
    learner = signed_in("lena@northgate.example")
    told = read(learner, f"results/{released.submission_id}/")
    assert "D7.01, Work-Based Assignment, was withdrawn by the centre." in told
    assert "Go to my home page" in told
    assert reason not in told


def test_a_third_set_leads_on_to_the_decision(northgate: Centre, staff: Cast, signed_in: SignIn) -> None:
    with tenant(northgate):
        sheet = story.disputed(staff)
    leo = signed_in("leo@northgate.example")
    assert "Say which marks stand" in read(leo, f"check/{sheet.pk}/")
    given = {"version": str(sheet.version), "mark-S1": "30", "mark-S2": "25", "then": "decide"}
    answer = leo.post(f"/c/northgate/sheets/{sheet.pk}/save/", given, follow=True)
    assert answer.redirect_chain == [(f"/c/northgate/sheets/{sheet.pk}/", 302)]
    assert "Draft saved." in words(answer.content.decode())
    assert "The third set: Pass" in words(answer.content.decode())


def test_who_may_not_decide_is_not_led_there(northgate: Centre, staff: Cast, signed_in: SignIn) -> None:
    with tenant(northgate):
        sheet = story.disputed(staff)
    assert "Say which marks stand" not in read(signed_in("iqbal@northgate.example"), f"check/{sheet.pk}/")
