"""Whose submissions a person may see, asked before anything is fetched; and who may assess them."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.utils import timezone

from assessments.models import DraftReading, MayAssess, Submission, SubmissionQuerySet
from centres.models import Appointment
from centres.roles import Role

OFFICE = frozenset({Role.ADMIN, Role.LEAD_IQA})
SEES_ALL = frozenset({Role.IQA, Role.LEAD_IQA, Role.ADMIN})


def visible_submissions(by: Appointment) -> SubmissionQuerySet:
    """The submissions this person may see; a hidden one is simply not there."""
    found: SubmissionQuerySet = Submission.objects.filter(visible(by))
    return found


def visible(by: Appointment, path: str = "") -> Q:
    """A learner's own; an assessor's allocated ones; what an EV was asked to read; all work for IQAs, admins.

    `path` leads from the model asked to its submission, e.g. "submission__". Staff who also learn here never meet
    their own work in another role (RULINGS 8).
    """
    if by.role == Role.LEARNER:
        mine = Q(**{f"{path}registration__learner__appointment": by})
        return mine & ~Q(**{f"{path}submitted_at": None, f"{path}voided_at__isnull": False})
    own = Q(**{f"{path}registration__learner__appointment__user": by.user_id})
    others = ~own & Q(**{f"{path}submitted_at__isnull": False})
    if by.role in SEES_ALL:
        return others
    if by.role == Role.EV:
        return others & Q(**{f"{path}readers__reader": by})
    if by.role == Role.TUTOR:  # drafts handed in for comments, and nothing else
        asked = DraftReading.objects.values("submission")
        return ~own & Q(**{f"{path}pk__in": asked})
    return others & Q(**{f"{path}assessor__user": by.user_id}) if by.role == Role.ASSESSOR else Q(pk__in=[])


def office_submissions(by: Appointment) -> SubmissionQuerySet:
    """Every attempt of others, drafts too: whose deadline the office moves, and what it may hand in for a learner."""
    own = Q(registration__learner__appointment__user=by.user_id)
    found: SubmissionQuerySet = Submission.objects.filter(~own if by.role in OFFICE else Q(pk__in=[]))
    return found


def eligible_assessors(submission: Submission) -> list[Appointment]:
    """Assessors in force who may assess every unit of the assessment today and are not the learner themself.

    A checklist is of no unit: whoever may assess one of the award's assesses it, and where the award has none either,
    every assessor (decision 0023).
    """
    learner_user = submission.registration.learner.appointment.user_id
    people = Appointment.objects.now().filter(role=Role.ASSESSOR, centre=submission.centre_id)
    people = people.exclude(user=learner_user).order_by("name")
    units = set(submission.assessment.definition.units)
    asked = units or {unit.code for unit in submission.registration.specification.definition.units}
    if not asked:
        return list(people)
    allowed: dict[object, set[str]] = {}
    for row in _in_force(asked):
        allowed.setdefault(row.appointment_id, set()).add(row.unit_code)
    return list(people.filter(pk__in=[pk for pk, codes in allowed.items() if codes >= units]))


def _in_force(units: set[str]) -> QuerySet[MayAssess]:
    today = timezone.localdate()
    rows: QuerySet[MayAssess] = MayAssess.objects.filter(Q(ends_on=None) | Q(ends_on__gte=today), starts_on__lte=today)
    return rows.filter(unit_code__in=units)
