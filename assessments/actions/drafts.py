"""A draft handed in for comments: the learner asks, a tutor writes. Nobody gives a mark on a draft."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from assessments.actions.submitting import own_draft
from assessments.models import DraftReading, Submission
from centres import ledger, notices, policy
from centres.models import Appointment
from centres.policy import Choices
from centres.refusals import NotYours, Refused, Unfit
from centres.roles import Role
from centres.scope import current_centre

LONGEST_COMMENTS = 10_000
NO_TUTOR = "Nobody is appointed here as a tutor today, so nobody can read a draft; ask your centre."
NONE_ALLOWED = "Your centre reads no drafts; hand the work in when it is ready."
USED_UP = "You have handed in {n} of {n} drafts of this attempt for comments; hand it in when it is ready."
WAITING = "Your draft is being read; you are told when the comments are there."


def choices_for(submission: Submission) -> Choices:
    """The choices an attempt goes by: those it was opened under, today's for a first draft."""
    return policy.at(submission.policy_version) if submission.attempt > 1 else policy.in_force()


def comments_refusal(submission: Submission, readings: list[DraftReading]) -> str:
    """Why no comments can be asked for now, as a sentence; "" when they can."""
    allowed = choices_for(submission).drafts_allowed
    if not allowed:
        return NONE_ALLOWED
    if any(reading.answered_at is None for reading in readings):
        return WAITING
    return USED_UP.format(n=allowed) if len(readings) >= allowed else ""


@transaction.atomic
def ask_for_comments(submission: Submission, *, by: Appointment) -> DraftReading:
    """Hand a draft in for comments; it stays a draft, and its files stay the learner's to change."""
    own_draft(submission, by)
    readings = list(submission.readings.all())
    if sentence := comments_refusal(submission, readings):
        raise Refused(sentence, code="drafts")
    files = [{"name": file.name, "sha256": file.sha256} for file in submission.files.all()]
    if not files:
        raise Unfit("Add the file with your draft first.")
    tutors = list(Appointment.objects.now().filter(centre=current_centre(), role=Role.TUTOR))
    if not tutors:
        raise Refused(NO_TUTOR, code="no_tutor")
    reading = DraftReading(submission=submission, number=len(readings) + 1, files=files)
    try:
        with transaction.atomic():
            reading.save(force_insert=True)
    except IntegrityError as twice:
        raise Refused(WAITING, code="drafts") from twice
    for tutor in tutors:
        path = reverse("draft-reading", args=[tutor.centre.slug, reading.pk])
        sentence = f"{submission.assessment.code}: a draft waits for your comments."
        notices.tell(tutor, sentence, path, about=reading.pk, asks="comment")
    ledger.record("draft.asked", submission, {"number": reading.number, "files": files}, by=by)
    return reading


@transaction.atomic
def comment(reading: DraftReading, comments: str, *, by: Appointment) -> DraftReading:
    """Write what a draft needs; once, in words, without marks."""
    if by.role != Role.TUTOR:
        raise NotYours("Drafts are read and commented on by a tutor.")
    words = comments.replace("\r\n", "\n").replace("\x00", "").strip()
    if not words:
        raise Unfit("Write your comments before you send them.", code="comments")
    if len(words) > LONGEST_COMMENTS:
        raise Unfit(f"This is {len(words):,} characters; {LONGEST_COMMENTS:,} is the most it may be.", code="comments")
    rows = DraftReading.objects.filter(pk=reading.pk, answered_at=None)
    if not rows.update(comments=words, answered_by=by, answered_at=timezone.now()):
        raise Refused("Somebody has commented on this draft already; what they wrote stands.")
    reading.refresh_from_db()
    submission = reading.submission
    path = reverse("assignment", args=[by.centre.slug, submission.pk]) + "#comments"
    notices.settle(reading.pk, "comment", by=by)
    learner = submission.registration.learner.appointment
    sentence = f"{submission.assessment.code}: comments on your draft are there."
    notices.tell(learner, sentence, path, about=submission.pk)
    ledger.record("draft.commented", submission, {"number": reading.number}, by=by)
    return reading
