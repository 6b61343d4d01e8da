"""What an entry or a file shows, and how the learner rates the work before handing it in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db import transaction
from django.utils import timezone

from assessments.diary.actions.own import only
from assessments.diary.criteria import bullets_of, known_criteria
from assessments.diary.models import CriterionTag, DiaryEntry, SelfRating
from assessments.models import Evidence, Submission
from centres.models import Appointment
from centres.refusals import Refused, Unfit
from learners.models import Learner


@transaction.atomic
def tag_entry(entry: DiaryEntry, criteria: Iterable[str], *, by: Appointment) -> None:
    """These criteria and no others are what the entry shows."""
    only(entry.learner, by)
    if entry.withdrawn_at:
        raise Refused("This entry was withdrawn; it shows nothing any more.", code="withdrawn")
    asked = _known(entry.learner, criteria)
    CriterionTag.objects.filter(entry=entry).delete()
    _add(CriterionTag(learner=entry.learner, entry=entry, criterion=code) for code in asked)


@transaction.atomic
def tag_file(evidence: Evidence, criteria: Iterable[str], *, by: Appointment) -> None:
    """These criteria and no others are what a file of a draft shows."""
    learner = evidence.submission.registration.learner
    only(learner, by)
    _still_draft(evidence.submission)
    asked = _known(learner, criteria)
    CriterionTag.objects.filter(evidence=evidence).delete()
    _add(CriterionTag(learner=learner, evidence=evidence, criterion=code) for code in asked)


@transaction.atomic
def rate(submission: Submission, ratings: Mapping[str, str], *, by: Appointment) -> None:
    """How the learner sees each bullet, by its code; "" takes a rating back. Until it is handed in."""
    only(submission.registration.learner, by)
    _still_draft(submission)
    known = {bullet.code for bullet in bullets_of(submission.assessment.definition)}
    for code, rating in ratings.items():
        if code not in known:
            raise Unfit(f"This assessment has no bullet called “{code[:40]}”.", code="bullet")
        if rating and rating not in SelfRating.Rating.values:
            raise Unfit(f"“{rating[:20]}” is not a rating; choose one of those offered.", code="rating")
    submission.ratings.filter(bullet__in=ratings).delete()
    SelfRating.objects.bulk_create(
        SelfRating(submission=submission, bullet=code, rating=rating, rated_at=timezone.now())
        for code, rating in ratings.items()
        if rating
    )


def _still_draft(submission: Submission) -> None:
    if not submission.is_draft:
        raise Refused("This was handed in, and what was said with it stays as it is.", code="submitted")


def _known(learner: Learner, criteria: Iterable[str]) -> list[str]:
    known = known_criteria(learner)
    asked = list(dict.fromkeys(criteria))
    if strange := next((code for code in asked if code not in known), ""):
        raise Unfit(f"“{strange[:40]}” is no criterion of your assessments.", code="criteria")
    return asked


def _add(tags: Iterable[CriterionTag]) -> None:
    CriterionTag.objects.bulk_create(list(tags))
