"""What an assignment's page says of its attempt: the number, the scope, the day, comments on drafts, the brief."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from assessments import words
from assessments.actions import choices_for, comments_refusal, use_refused
from assessments.models import CentreBrief, DraftReading, Extension, Submission
from centres.scope import current_centre
from qualifications.specfile import Assessment, Node


@dataclass(frozen=True, slots=True)
class ReadingRow:
    """A draft that was handed in for comments. `comments` is empty until a tutor wrote them."""

    number: int
    asked_at: datetime
    files: tuple[str, ...]
    comments: str
    by: str
    answered_at: datetime | None


@dataclass(frozen=True, slots=True)
class Attempt:
    """Everything a learner must know of this attempt before handing it in."""

    number: int
    place: str  # "This is attempt 1 of 2. ..."
    scope: str  # what a resubmission opens, "" for a first attempt
    granted: bool
    hand_in_by: date | None
    day: str  # the sentence about it
    extended: str  # who gave more time, and why
    fee: str
    paused: str
    earlier_url: str
    on_behalf: str
    refused_before: bool
    brief: str
    about_words: int | None
    drafts_allowed: int
    readings: tuple[ReadingRow, ...]
    no_comments: str  # why no comments can be asked for now


def attempt_of(submission: Submission) -> Attempt:
    """The attempt as its learner reads it."""
    choices, slug = choices_for(submission), current_centre().slug
    readings = list(submission.readings.select_related("answered_by"))
    brief = CentreBrief.objects.filter(assessment=submission.assessment_id).first()
    extension = submission.extensions.select_related("approved_by").last() if submission.hand_in_by else None
    earlier = reverse("result", args=[slug, submission.follows_id]) if submission.follows_id else ""
    return Attempt(
        number=submission.attempt,
        place=words.number(submission, choices),
        scope=words.scope(submission, submission.assessment.definition),
        granted=bool(submission.granted_because),
        hand_in_by=submission.hand_in_by,
        day=words.hand_in_by(submission, timezone.localdate()),
        extended=_extended(extension),
        fee=choices.fee_note if submission.attempt > 1 else "",
        paused=_paused(submission),
        earlier_url=earlier,
        on_behalf=on_behalf(submission),
        refused_before=use_refused(submission),
        brief=brief.text if brief else "",
        about_words=brief.words if brief else None,
        drafts_allowed=choices.drafts_allowed,
        readings=tuple(_reading(row) for row in readings),
        no_comments=comments_refusal(submission, readings),
    )


def carried(node: Node, definition: Assessment, submission: Submission) -> str:
    """Why a part of the brief is not open: where all that is scored in it was carried forward; "" otherwise."""
    inner = [one for one in node.walk() if one.is_scored]
    facts = [submission.carried.get(one.code) for one in inner]
    first = facts[0] if facts else None
    if first is None or not all(facts):
        return ""
    marks = f"{words.value(node, first['value'])}. " if len(inner) == 1 else ""
    return f"{marks}{words.carried_from(first)}"


def on_behalf(submission: Submission) -> str:
    """Both names, where staff handed it in (RULINGS 34)."""
    if submission.on_behalf_by is None or submission.on_behalf_at is None:
        return ""
    day = date_format(timezone.localtime(submission.on_behalf_at), "j F Y")
    who = f"{submission.on_behalf_by.name} handed this in for {submission.registration.learner.name} on {day}"
    return f"{who}, because: {submission.on_behalf_because}"


def _reading(row: DraftReading) -> ReadingRow:
    names = tuple(str(file["name"]) for file in row.files)
    by = row.answered_by.name if row.answered_by else ""
    return ReadingRow(row.number, row.asked_at, names, row.comments, by, row.answered_at)


def _extended(row: Extension | None) -> str:
    if row is None:
        return ""
    return f"{row.approved_by.name} moved the day on {date_format(timezone.localtime(row.approved_at), 'j F Y')}."


def _paused(submission: Submission) -> str:
    if submission.paused_at is None:
        return ""
    since = date_format(timezone.localtime(submission.paused_at), "j F Y")
    before = submission.attempt - 1
    return (
        f"Paused since {since}: your result of attempt {before} is under review. You can go on writing; handing in "
        "waits, and you get the days again when it goes on."
    )
