"""Whose conversations a person may see, asked before anything is fetched."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Q

from assessments.access import visible_submissions
from assessments.diary.access import visible_entries
from assessments.messages.models import Conversation
from assessments.messages.rules import About, Part, part_of
from assessments.models import Submission
from centres.models import Appointment
from centres.roles import Role
from learners.models import Learner


def learners_of(by: Appointment) -> Q:
    """Learners with whom this person may talk at large; asked of `Learner`.

    Their own for a learner; those whose work they have for an assessor; everybody for tutors, admins and IQAs, but
    never themself in another role (RULINGS 8).
    """
    if by.role == Role.LEARNER:
        return Q(appointment=by)
    others = ~Q(appointment__user=by.user_id)
    if by.role == Role.ASSESSOR:
        theirs = Submission.objects.handed_in().filter(assessor__user=by.user_id).values("registration__learner")
        return others & Q(pk__in=theirs)
    return others if part_of(Role(by.role), "learner") else Q(pk__in=[])


def submissions_of(by: Appointment) -> Any:
    """Attempts about which this person may talk: those they see; for tutors every attempt of others."""
    if by.role == Role.TUTOR:
        return Submission.objects.exclude(registration__learner__appointment__user=by.user_id)
    return visible_submissions(by) if part_of(Role(by.role), "assignment") else Submission.objects.none()


def visible_conversations(by: Appointment) -> Any:
    """Conversations this person takes part in or may read."""
    found = Q(submission=None, entry=None, learner__in=Learner.objects.filter(learners_of(by)))
    found |= Q(submission__in=submissions_of(by))
    if part_of(Role(by.role), "entry"):
        found |= Q(entry__in=visible_entries(by))
    return Conversation.objects.filter(found)


def thing_of(by: Appointment, about: str, pk: UUID) -> Any:
    """What a conversation would be about, where this person may see it; None where there is no such thing for them."""
    if about == "assignment":
        rows = submissions_of(by).select_related(
            "registration__learner__appointment", "assessment", "assessor", "centre"
        )
    elif about == "entry" and part_of(Role(by.role), "entry"):
        rows = visible_entries(by).select_related("learner__appointment", "centre")
    elif about == "learner":
        rows = Learner.objects.filter(learners_of(by)).select_related("appointment", "centre")
    else:
        return None
    return rows.filter(pk=pk).first()


def part(by: Appointment, about: About) -> Part:
    """Whether this person writes there, reads, or neither."""
    return part_of(Role(by.role), about)
