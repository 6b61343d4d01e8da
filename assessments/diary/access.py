"""Whose diary a person may read, asked before anything is fetched. Only its learner writes in it."""

from __future__ import annotations

from django.db.models import Q

from assessments.diary.models import DiaryEntry, DiaryEntryQuerySet
from assessments.models import Submission
from centres.models import Appointment
from centres.roles import Role
from learners.models import Learner

READERS = frozenset({Role.TUTOR, Role.ASSESSOR, Role.IQA, Role.LEAD_IQA})


def readable_learners(by: Appointment) -> Q:
    """Learners whose diary this person may read; asked of `Learner`.

    The learner's own; an assessor's who has work of theirs; for tutors and IQAs everybody's, since a registration
    names no tutor yet. Staff who also learn here never meet their own diary in another role (RULINGS 8).
    """
    if by.role == Role.LEARNER:
        return Q(appointment=by)
    if by.role not in READERS:
        return Q(pk__in=[])
    others = ~Q(appointment__user=by.user_id)
    if by.role != Role.ASSESSOR:
        return others
    theirs = Submission.objects.handed_in().filter(assessor__user=by.user_id).values("registration__learner")
    return others & Q(pk__in=theirs)


def visible_entries(by: Appointment) -> DiaryEntryQuerySet:
    """Entries this person may read: all of the learner's own; for staff those that are final, or were."""
    rows: DiaryEntryQuerySet = DiaryEntry.objects.filter(learner__in=Learner.objects.filter(readable_learners(by)))
    return rows if by.role == Role.LEARNER else rows.filter(is_final=True)
