"""What the office does for a learner: more time, a break, handing in on behalf, the centre's own brief."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from assessments.access import OFFICE
from assessments.actions.submitting import attach_for, refuse_now
from assessments.models import CentreBrief, Extension, Submission
from centres import ledger, notices
from centres.models import Appointment
from centres.refusals import NotYours, Refused, Unfit
from learners import actions as people
from learners.models import Break, CourseCompletion, Registration
from qualifications.models import Assessment

if TYPE_CHECKING:
    from assessments.files.intake import Taken

LONGEST_REASON = 2_000
LONGEST_BRIEF = 20_000
NOT_OFFICE = "This is for the centre admin or a lead IQA."


def words_of(text: str, asks: str, most: int = LONGEST_REASON) -> str:
    """A text as it is kept; an empty one is refused with what it should say, a long one with its length."""
    words = text.replace("\r\n", "\n").replace("\x00", "").strip()
    if not words:
        raise Unfit(asks, code="reason")
    if len(words) > most:
        raise Unfit(f"This is {len(words):,} characters; {most:,} is the most it may be.", code="reason")
    return words


@transaction.atomic
def extend(submission: Submission, *, until: date, reason: str, by: Appointment) -> Extension:
    """Give a draft a later day (or its first own one); the registration's own end stays."""
    _office(by, submission.registration)
    if not submission.is_draft:
        raise Refused("This is handed in; a later day would change nothing.")
    _fits(submission, until)
    words = words_of(reason, "Write why the day is moved.")
    row = Extension(submission=submission, before=submission.hand_in_by, until=until, reason=words, approved_by=by)
    row.save(force_insert=True)
    Submission.objects.filter(pk=submission.pk).update(hand_in_by=until)
    submission.refresh_from_db()
    _tell_day(submission)
    facts = {"before": row.before, "until": until, "because": words}
    ledger.record("submission.extended", submission, facts, by=by)
    return row


def _fits(submission: Submission, until: date) -> None:
    last = submission.registration.complete_by
    if until < timezone.localdate():
        raise Unfit("Choose a day that lies ahead.", code="until")
    if submission.hand_in_by is not None and until <= submission.hand_in_by:
        now = date_format(submission.hand_in_by, "j F Y")
        raise Unfit(f"It is due on {now} already; choose a later day.", code="until")
    if until > last:
        raise Unfit(
            f"The registration is to be complete by {date_format(last, 'j F Y')}; only the awarding body extends it.",
            code="until",
        )


def _tell_day(submission: Submission) -> None:
    learner = submission.registration.learner.appointment
    day = date_format(submission.hand_in_by, "j F Y")
    path = reverse("assignment", args=[learner.centre.slug, submission.pk])
    notices.tell(
        learner, f"{submission.assessment.code} is due on {day} now.", path, about=submission.pk, asks="submit"
    )


@transaction.atomic
def take_break(registration: Registration, *, starts_on: date, ends_on: date, reason: str, by: Appointment) -> Break:
    """A break in learning: the centre's deadlines of this registration move by its days, no other does (RULINGS 26)."""
    _office(by, registration)
    words = words_of(reason, "Write why the learner takes a break.")
    row = people.record_break(registration, starts_on=starts_on, ends_on=ends_on, reason=words, by=by)
    days = (ends_on - starts_on).days + 1
    drafts = Submission.objects.drafts().filter(registration=registration, hand_in_by__gte=starts_on)
    for submission in drafts.select_related("assessment", "registration__learner__appointment__centre"):
        before = submission.hand_in_by
        assert before is not None  # asked for
        until = before + timedelta(days=days)
        Submission.objects.filter(pk=submission.pk).update(hand_in_by=until)
        submission.hand_in_by = until
        _tell_day(submission)
        ledger.record("submission.moved_by_break", submission, {"before": before, "until": until}, by=by)
    return row


@transaction.atomic
def leave(registration: Registration, *, on: date, reason: str, by: Appointment) -> Registration:
    """The learner gives the award up: drafts stay readable and cannot be handed in; what is marked is finished."""
    _office(by, registration)
    people.withdraw_registration(registration, on=on, reason=words_of(reason, "Write why."), by=by)
    learner = registration.learner.appointment
    notices.tell(learner, f"You are withdrawn from {registration.specification.title}. Your records are kept.")
    return registration


@transaction.atomic
def note_adjustments(registration: Registration, text: str, *, by: Appointment) -> Registration:
    """What was agreed so that the learner can show what they know; whoever assesses reads it, the ledger never."""
    _office(by, registration)
    return people.note_adjustments(registration, text, by=by)


@transaction.atomic
def record_course(
    registration: Registration, *, course_code: str, completed_on: date, note: str, by: Appointment
) -> CourseCompletion:
    """Record that the learner completed a course that leads to the award."""
    _office(by, registration)
    return people.record_course(registration, course_code, completed_on=completed_on, note=note, by=by)


@transaction.atomic
def hand_in_for(submission: Submission, received: Iterable[Taken], *, reason: str, by: Appointment) -> Submission:
    """Staff hand in for a learner, with the work and a reason; it waits until the learner declares (RULINGS 34)."""
    _office(by, submission.registration)
    if not submission.is_draft:
        raise Refused("This is handed in already.", code="submitted")
    refuse_now(submission)
    words = words_of(reason, "Write why you hand it in for the learner.")
    for taken in received:
        attach_for(submission, taken, by=by)
    if not submission.files.exists():
        raise Unfit("Add the file with the learner’s work.", code="file")
    submission.on_behalf_by, submission.on_behalf_at, submission.on_behalf_because = by, timezone.now(), words
    submission.declared_own_work = False  # nobody declares for another
    submission.save(update_fields=["on_behalf_by", "on_behalf_at", "on_behalf_because", "declared_own_work"])
    learner = submission.registration.learner.appointment
    path = reverse("assignment", args=[by.centre.slug, submission.pk])
    sentence = f"{submission.assessment.code} was handed in for you; say that it is your own work, and it goes on."
    notices.tell(learner, sentence, path, about=submission.pk, asks="submit")
    ledger.record("submission.on_behalf", submission, {"because": words, "name": by.name}, by=by)
    return submission


@transaction.atomic
def write_brief(assessment: Assessment, text: str, *, by: Appointment, about: int | None = None) -> CentreBrief:
    """The centre's own brief for an assessment, which learners read beside the printed task; "" takes it away.

    `about` is how many words the centre suggests: guidance, which nothing depends on.
    """
    if by.role not in OFFICE:
        raise NotYours(NOT_OFFICE)
    words = text.replace("\r\n", "\n").replace("\x00", "").strip()
    if len(words) > LONGEST_BRIEF:
        raise Unfit(f"This is {len(words):,} characters; {LONGEST_BRIEF:,} is the most it may be.", code="text")
    row = CentreBrief.objects.filter(assessment=assessment).first() or CentreBrief(assessment=assessment)
    row.text, row.words, row.written_by, row.written_at = words, about, by, timezone.now()
    row.save()
    facts = {"assessment": assessment.code, "digest": ledger.digest_of(words), "words": about}
    ledger.record("brief.written", row, facts, by=by)
    return row


def _office(by: Appointment, registration: Registration) -> None:
    """The office, and never about oneself (RULINGS 8)."""
    if by.role not in OFFICE:
        raise NotYours(NOT_OFFICE)
    if registration.learner.appointment.user_id == by.user_id:
        raise NotYours("This is about your own learning; somebody else has to decide it.")
