"""More time, breaks, withdrawal, adjustments, handing in on behalf, the centre's brief."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from assessments import actions as work
from assessments.access import visible_submissions
from assessments.models import Extension, Submission
from centres.models import Appointment, LedgerEntry, Notice
from centres.refusals import NotYours, Refused, Unfit
from learners.models import Registration
from marksheets import actions as marking
from marksheets.pages.assemble import sheet_page
from qualifications.models import Assessment
from tests.story import draft, handed_in, next_draft, on_the_desk, opened, released, resubmitted, taken

Cast = dict[str, Appointment]
WHY = "Illness, with a note from the doctor."


def test_a_later_day_has_a_reason_and_an_approver(cast: Cast) -> None:
    second = next_draft(released(cast), cast)
    before, until = second.hand_in_by, second.hand_in_by + timedelta(days=7)
    work.extend(second, until=until, reason=WHY, by=cast["cara"])
    row = Extension.objects.get()
    assert (second.hand_in_by, row.before, row.until, row.reason, row.approved_by) == (
        until,
        before,
        until,
        WHY,
        cast["cara"],
    )
    sentences = Notice.objects.filter(to=cast["lena"], about=second.pk).values_list("sentence", flat=True)
    assert f"D7.01 is due on {until.day} {until:%B %Y} now." in sentences


@pytest.mark.parametrize(
    ("days", "reason", "sentence"),
    [
        (-400, WHY, "Choose a day that lies ahead."),
        (0, WHY, "choose a later day"),
        (4000, WHY, "only the awarding body extends it"),
        (5, " ", "Write why the day is moved."),
    ],
)
def test_a_day_that_cannot_be_given_is_refused(cast: Cast, days: int, reason: str, sentence: str) -> None:
    second = next_draft(released(cast), cast)
    with pytest.raises(Unfit, match=sentence):
        work.extend(second, until=second.hand_in_by + timedelta(days=days), reason=reason, by=cast["cara"])
    assert not Extension.objects.exists()


def test_only_the_office_moves_a_day(cast: Cast) -> None:
    second = next_draft(released(cast), cast)
    for name in ("ada", "iqbal", "tom", "lena", "eve"):
        with pytest.raises(NotYours):
            work.extend(second, until=second.hand_in_by + timedelta(days=7), reason=WHY, by=cast[name])


def test_a_break_moves_the_centres_day_and_not_the_registrations_end(cast: Cast) -> None:
    second = next_draft(released(cast), cast)
    registration = Registration.objects.get(pk=second.registration_id)
    before, end = second.hand_in_by, registration.complete_by
    today = timezone.localdate()
    row = work.take_break(
        registration, starts_on=today, ends_on=today + timedelta(days=13), reason=WHY, by=cast["cara"]
    )
    second.refresh_from_db()
    registration.refresh_from_db()
    assert (second.hand_in_by - before).days == 14  # both days count
    assert (registration.complete_by, row.approved_by) == (end, cast["cara"])
    with pytest.raises(Refused, match="A break of these days is recorded already"):
        work.take_break(registration, starts_on=today, ends_on=today, reason=WHY, by=cast["cara"])
    with pytest.raises(Unfit, match="A break ends on the day it begins, or later"):
        yesterday = today - timedelta(days=1)
        work.take_break(registration, starts_on=today, ends_on=yesterday, reason=WHY, by=cast["cara"])


def test_who_is_withdrawn_hands_nothing_in_and_is_invited_to_nothing(cast: Cast) -> None:
    first = released(cast)
    registration = Registration.objects.get(pk=first.submission.registration_id)
    work.leave(registration, on=timezone.localdate(), reason="A new job.", by=cast["cara"])
    other = draft(cast, "D7.04")
    work.attach(other, taken(cast), by=cast["lena"])
    work.answer(other, choices={}, declared=True, refuses=False, by=cast["lena"])
    with pytest.raises(Refused, match="You are withdrawn from this registration"):
        work.submit(other, by=cast["lena"])
    first.submission.registration.refresh_from_db()
    with pytest.raises(Refused, match="The learner is withdrawn from this registration"):
        marking.invite_resubmission(first, version=first.version, by=cast["iqbal"])
    with pytest.raises(Refused, match="is withdrawn from this registration already"):
        work.leave(registration, on=timezone.localdate(), reason="A new job.", by=cast["cara"])


def test_the_assessor_reads_the_adjustments_and_the_ledger_does_not(cast: Cast) -> None:
    sheet = opened(cast)
    registration = Registration.objects.get(pk=sheet.submission.registration_id)
    work.note_adjustments(registration, "May write in note form.", by=cast["cara"])
    sheet.submission.registration.refresh_from_db()
    assert sheet_page(sheet, cast["ada"]).adjustments == "May write in note form."
    assert sheet_page(sheet, None).adjustments == ""
    entry = LedgerEntry.objects.get(kind="registration.adjustments")
    assert entry.body.body == {"empty": False}


def test_on_behalf_waits_until_the_learner_declares(cast: Cast) -> None:
    submission = draft(cast)
    why = "Sent by e-mail; the learner could not sign in."
    work.hand_in_for(submission, [taken(cast)], reason=why, by=cast["cara"])
    assert (submission.awaits_declaration, submission.submitted_at, submission.declared_own_work) == (True, None, False)
    assert submission.files.get().uploaded_by_id == cast["cara"].user_id
    with pytest.raises(Refused, match="This is still a draft"):
        work.allocate(submission, assessor=cast["ada"], by=cast["cara"])
    assert not visible_submissions(cast["iqbal"]).filter(pk=submission.pk).exists()
    with pytest.raises(Unfit, match="Confirm that this is your own work"):
        work.submit(submission, by=cast["lena"])
    with pytest.raises(NotYours, match="Only the learner changes their own submission"):
        work.answer(submission, choices={}, declared=True, refuses=False, by=cast["cara"])
    choices = {choice.code: choice.options[0].code for choice in submission.assessment.definition.choices}
    work.answer(submission, choices=choices, declared=True, refuses=False, by=cast["lena"])
    work.submit(submission, by=cast["lena"])
    page = sheet_page(on_the_desk(submission, cast), cast["ada"])
    assert page.on_behalf.startswith("Handed in by Cara Nwosu for Lena Fischer on ")
    assert page.on_behalf.endswith("; Lena Fischer declared it.")


def test_on_behalf_needs_the_work_and_a_reason(cast: Cast) -> None:
    submission = draft(cast)
    with pytest.raises(Unfit, match="Add the file with the learner’s work"):
        work.hand_in_for(submission, [], reason=WHY, by=cast["cara"])
    with pytest.raises(Unfit, match="Write why you hand it in"):
        work.hand_in_for(submission, [taken(cast)], reason="", by=cast["cara"])
    with pytest.raises(NotYours):
        work.hand_in_for(submission, [taken(cast)], reason=WHY, by=cast["ada"])


def test_a_late_resubmission_is_taken_and_recorded_as_late(cast: Cast) -> None:
    second = next_draft(released(cast), cast)
    Submission.objects.filter(pk=second.pk).update(hand_in_by=date(2026, 1, 5))
    second.refresh_from_db()
    resubmitted(second, cast)
    entry = LedgerEntry.objects.get(kind="submission.submitted", subject_id=str(second.pk))
    assert entry.body.body["late"] is True


def test_the_centres_brief_stands_beside_the_printed_task(cast: Cast) -> None:
    from assessments.pages import assignment_page

    submission = draft(cast)
    brief = work.write_brief(submission.assessment, "Use three sources.\r\n", by=cast["cara"], about=2500)
    page = assignment_page(submission)
    assert (page.attempt.brief, page.attempt.about_words, brief.written_by) == (
        "Use three sources.",
        2500,
        cast["cara"],
    )
    assert page.task == submission.assessment.definition.task
    with pytest.raises(NotYours):
        work.write_brief(Assessment.objects.get(pk=submission.assessment_id), "Mine.", by=cast["ada"])


def test_nothing_is_handed_in_twice_for_somebody(cast: Cast) -> None:
    with pytest.raises(Refused, match="This is handed in already"):
        work.hand_in_for(handed_in(cast), [taken(cast, b"more")], reason=WHY, by=cast["cara"])
