"""The attempts around a sheet: those before it, what it opens, and what follows a referral."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from assessments import words
from assessments.actions import promised
from assessments.models import Submission
from centres.models import Appointment, Centre
from centres.roles import CHECKERS, Role
from marksheets import chain
from marksheets.models import MarkSheet
from marksheets.pages.boxes import boxed
from marksheets.pages.shape import After, Box, Earlier
from marksheets.reading import decision_of
from marksheets.workflow import State
from qualifications.outcome import Outcome


def of(sheet: MarkSheet, reader: Appointment | None, centre: Centre) -> dict[str, Any]:
    """The fields of a page that tell of other attempts; nothing is asked for a first attempt that is not released."""
    submission = sheet.submission
    staff = reader is not None and reader.role != Role.LEARNER
    return {
        "earlier": earlier(sheet, reader, centre) if submission.attempt > 1 else (),
        "after": None if reader is None else after(sheet, reader, centre),
        "adjustments": submission.registration.adjustments if staff else "",
        "on_behalf": _on_behalf(submission),
    }


def scope_of(submission: Submission) -> str:
    """What this resubmission opens, in a sentence; "" for a first attempt."""
    return words.scope(submission, submission.assessment.definition)


def names_parts(box: Box | None) -> bool:
    """Whether the assessor's set refers and no minimum says what: then parts are named, or all is done again."""
    return box is not None and box.outcome == "referral" and not box.referred


def earlier(sheet: MarkSheet, reader: Appointment | None, centre: Centre) -> tuple[Earlier, ...]:
    """The attempts before this one that were released and count, the first first."""
    before = Submission.objects.chain_of(sheet.submission).filter(attempt__lt=sheet.submission.attempt, voided_at=None)
    rows = MarkSheet.objects.filter(submission__in=before, standing_set__isnull=False).exclude(state=State.VOID)
    found = rows.with_rows().select_related("assessor", "iqa", "standing_set").order_by("submission__attempt")
    return tuple(_earlier(one, reader, centre) for one in found.prefetch_related("standing_set__node_marks"))


def _earlier(sheet: MarkSheet, reader: Appointment | None, centre: Centre) -> Earlier:
    definition, marks = sheet.submission.assessment.definition, sheet.standing_set
    assert marks is not None  # asked for
    box = boxed(definition, decision_of(sheet, marks))
    given = {row.node: row.value for row in marks.node_marks.all()}
    return Earlier(
        attempt=sheet.submission.attempt,
        word=box.word,
        total=box.total,
        available=box.available,
        headline=box.headline,
        figures=tuple((node.short or node.name, words.value(node, given[node.code])) for node in definition.scored),
        assessor=sheet.assessor.name,
        iqa=sheet.iqa.name if sheet.iqa and sheet.checked_at else "",
        released=date_format(timezone.localtime(sheet.released_at), "j M Y") if sheet.released_at else "",
        url=_address(sheet, reader, centre),
    )


def _address(sheet: MarkSheet, reader: Appointment | None, centre: Centre) -> str:
    if reader is None:
        return ""
    if reader.role == Role.LEARNER:
        return reverse("result", args=[centre.slug, sheet.submission_id])
    seen = reader.role in {*CHECKERS, Role.ADMIN} or sheet.assessor_user_id == reader.user_id
    return reverse("sheet", args=[centre.slug, sheet.pk]) if seen else ""


def after(sheet: MarkSheet, reader: Appointment, centre: Centre) -> After | None:
    """What follows a released referral: the attempt that is open, or whether there can be one."""
    if sheet.state != State.RELEASED or sheet.standing_set is None:
        return None
    if decision_of(sheet, sheet.standing_set).outcome is not Outcome.REFERRAL:
        return None
    learner, later = reader.role == Role.LEARNER, chain.next_attempt(sheet.submission)
    if later is None:
        return After(_possible(sheet, learner=learner), "", "")
    if learner:
        return _mine(later, centre)
    return After(_theirs(later), "", "")


def _possible(sheet: MarkSheet, *, learner: bool) -> str:
    used, allowed = sheet.submission.attempt, promised(sheet.submission).attempts_allowed
    if used >= allowed:
        end = "Ask your centre whether an IQA grants another." if learner else "Another is granted with a reason."
        return f"This was attempt {used} of {allowed}, the last that the policy allows. {end}"
    who = "Your centre can invite you" if learner else "An IQA can invite the learner"
    return f"{who} to resubmit: attempt {used} of {allowed} is used."


def _mine(later: Submission, centre: Centre) -> After:
    url = reverse("assignment", args=[centre.slug, later.pk])
    if not later.is_draft:
        return After(f"Attempt {later.attempt} is handed in.", reverse("receipt", args=[centre.slug, later.pk]), "")
    until = f" Hand it in by {date_format(later.hand_in_by, 'j F Y')}." if later.hand_in_by else ""
    paused = " It is paused for now." if later.paused_at else until
    return After(f"Attempt {later.attempt} is open. {scope_of(later)}{paused}", url, f"Go to attempt {later.attempt}")


def _theirs(later: Submission) -> str:
    if later.paused_at:
        return f"Attempt {later.attempt} is paused."
    if not later.is_draft:
        return f"Attempt {later.attempt} is handed in."
    until = date_format(later.hand_in_by, "j F Y") if later.hand_in_by else ""
    return f"Attempt {later.attempt} is open until {until}. {scope_of(later)}"


def _on_behalf(submission: Submission) -> str:
    """Both names, where staff handed it in (RULINGS 34)."""
    if submission.on_behalf_by is None or submission.on_behalf_at is None:
        return ""
    day = date_format(timezone.localtime(submission.on_behalf_at), "j F Y")
    learner = submission.registration.learner.name
    return f"Handed in by {submission.on_behalf_by.name} for {learner} on {day}; {learner} declared it."
