"""Short ways to a point of the story, through the real actions."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time, timedelta

from assessments import actions as work
from assessments.diary import actions as diary
from assessments.diary.wanted import wanted_of
from assessments.files.gate import Processed
from assessments.files.intake import Taken
from assessments.files.store import receive
from assessments.models import Submission
from centres.models import Appointment
from marksheets import actions as marking
from marksheets.models import MarkSheet

Cast = dict[str, Appointment]
Marks = Mapping[str, str]
MARKS: Marks = {"mark-S1": "31", "mark-S2": "22"}
FEEDBACK = {"strengths": "Clear and specific.", "areas": "Name the evidence."}


def draft(cast: Cast, code: str = "D7.01", learner: str = "lena") -> Submission:
    """The learner's empty first attempt."""
    rows = Submission.objects.select_related("registration__learner__appointment", "assessment")
    return rows.get(assessment__code=code, registration__learner__appointment=cast[learner])


def taken(cast: Cast, body: bytes = b"the learner's own words") -> Taken:
    """A file as the gate hands it over, without the cost of the gate."""
    received = receive(iter([body]), cast["lena"].centre_id)
    return Taken(
        received, Processed("docx", "essay.docx", None, 4, "<p>the learner’s own words</p>", ""), "not scanned"
    )


def handed_in(cast: Cast, code: str = "D7.01", learner: str = "lena", minutes: int | None = None) -> Submission:
    """A submission with a file, declared and submitted; with so many minutes in the diary, where any are given."""
    submission, by = draft(cast, code, learner), cast[learner]
    if minutes is not None:
        coached(submission, minutes)
    work.attach(submission, taken(cast), by=by)
    choices = {choice.code: choice.options[0].code for choice in submission.assessment.definition.choices}
    work.answer(submission, choices=choices, declared=True, refuses=False, by=by)
    return work.submit(submission, by=by)


def coached(submission: Submission, minutes: int) -> None:
    """Final sessions of an hour and the rest, a day each from registration on, as a coach; given to this assignment."""
    registration = submission.registration
    by = registration.learner.appointment
    keys = [one.key for one in wanted_of(registration.learner) if one.assessment == submission.assessment.code]
    for number in range(-(-minutes // 60)):
        lasts = min(60, minutes - 60 * number)
        on = registration.registered_on + timedelta(days=number)
        said = {"role": "coach", "client": f"Client {'ABC'[number % 3]}"}
        given = diary.Given(on, time(10), lasts, said, dict.fromkeys(keys, lasts))
        diary.log(registration.learner, "session", given, by=by, final=True)


def opened(
    cast: Cast, code: str = "D7.01", learner: str = "lena", assessor: str = "ada", minutes: int | None = None
) -> MarkSheet:
    """A sheet on the assessor's desk."""
    work_of_hers = handed_in(cast, code, learner, minutes)
    submission = work.allocate(work_of_hers, assessor=cast[assessor], by=cast["cara"])
    return marking.open_sheet(submission, by=cast[assessor])


def marked(cast: Cast, marks: Mapping[str, str], code: str = "D7.01", learner: str = "lena") -> MarkSheet:
    """A sheet with marks and feedback, not yet signed."""
    sheet = opened(cast, code, learner)
    words = {f"{kind}-{name.removeprefix('mark-')}": text for name in marks for kind, text in FEEDBACK.items()}
    problems = marking.save(sheet, {**marks, **words}, version=sheet.version, by=cast["ada"])
    assert problems == {}
    return sheet


def short(cast: Cast, minutes: int = 540) -> MarkSheet:
    """D7.02 & D7.03 on Ada's desk: nine of the twelve hours are in the diary, unless told otherwise."""
    return opened(cast, "D7.02-03", minutes=minutes)


def signed(cast: Cast, marks: Marks = MARKS, code: str = "D7.01") -> MarkSheet:
    """Marked and signed by Ada; 31/50 and 22/50 unless told otherwise: a referral of section 2."""
    sheet = marked(cast, marks, code)
    return marking.sign(sheet, version=sheet.version, by=cast["ada"])


def called_in(cast: Cast, marks: Marks = MARKS, code: str = "D7.01") -> MarkSheet:
    """Signed by Ada, called in by Iqbal."""
    sheet = signed(cast, marks, code)
    return marking.call_in(sheet, version=sheet.version, by=cast["iqbal"])


def countersigned(cast: Cast, second: Marks = MARKS, code: str = "D7.01", first: Marks = MARKS) -> MarkSheet:
    """Countersigned by Iqbal with a second set: checked, or disputed where the two differ."""
    sheet = called_in(cast, first, code)
    marking.save(sheet, second, version=sheet.version, by=cast["iqbal"])
    return marking.countersign(sheet, version=sheet.version, by=cast["iqbal"])


def disputed(cast: Cast) -> MarkSheet:
    """Ada refers section 2 with 22, Iqbal gives it 26: a pass against a referral."""
    return countersigned(cast, {"mark-S1": "31", "mark-S2": "26"})


def released(cast: Cast, second: Marks = MARKS) -> MarkSheet:
    """Checked and released by Iqbal."""
    sheet = countersigned(cast, second)
    return marking.release(sheet, version=sheet.version, by=cast["iqbal"])


def second_learner(cast: Cast) -> MarkSheet:
    """A second learner's D7.01, marked by Ada and not signed."""
    from assessments.actions import prepare
    from learners.actions import add_learner, register
    from qualifications.models import Specification

    learner = add_learner("Pia Lund", "pia@northgate.example", by=None, invite=False)
    prepare(register(learner, Specification.objects.get(code="L7-DIP"), by=None), by=None)
    return marked({**cast, "pia": learner.appointment}, MARKS, learner="pia")


def next_draft(sheet: MarkSheet, cast: Cast, *, granted: str = "") -> Submission:
    """The attempt after a released referral, invited by Iqbal, or granted by him for a reason."""
    if granted:
        marking.grant_attempt(sheet, version=sheet.version, by=cast["iqbal"], reason=granted)
    else:
        marking.invite_resubmission(sheet, version=sheet.version, by=cast["iqbal"])
    rows = Submission.objects.select_related("registration__learner__appointment", "assessment")
    return rows.get(follows=sheet.submission_id, voided_at=None)


def resubmitted(draft: Submission, cast: Cast, learner: str = "lena") -> Submission:
    """A later attempt, handed in with a file of its own and a declaration of its own."""
    body = f"attempt {draft.attempt} of {draft.assessment.code}".encode()
    work.attach(draft, taken(cast, body), by=cast[learner])
    choices = {choice.code: choice.options[0].code for choice in draft.assessment.definition.choices}
    work.answer(draft, choices=choices, declared=True, refuses=False, by=cast[learner])
    return work.submit(draft, by=cast[learner])


def on_the_desk(submission: Submission, cast: Cast, assessor: str = "ada") -> MarkSheet:
    """Allocated and opened."""
    work.allocate(submission, assessor=cast[assessor], by=cast["cara"])
    return marking.open_sheet(submission, by=cast[assessor])


def decided(sheet: MarkSheet, cast: Cast, marks: Marks, second: Marks | None = None) -> MarkSheet:
    """Marked by its assessor, signed, called in, countersigned by Iqbal with the same or other marks, and released."""
    words = {f"{kind}-{name.removeprefix('mark-')}": text for name in marks for kind, text in FEEDBACK.items()}
    by = Appointment.objects.get(pk=sheet.assessor_id)
    assert marking.save(sheet, {**marks, **words}, version=sheet.version, by=by) == {}
    marking.sign(sheet, version=sheet.version, by=by)
    marking.call_in(sheet, version=sheet.version, by=cast["iqbal"])
    marking.save(sheet, second or marks, version=sheet.version, by=cast["iqbal"])
    marking.countersign(sheet, version=sheet.version, by=cast["iqbal"])
    return marking.release(sheet, version=sheet.version, by=cast["iqbal"])


def referred(cast: Cast, marks: Marks, code: str, second: Marks | None = None) -> MarkSheet:
    """A first attempt with these marks, released."""
    return decided(opened(cast, code), cast, marks, second)
