"""Who marks a submission, and who may mark which unit."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from assessments.access import eligible_assessors
from assessments.models import MayAssess, Submission
from centres import ledger, notices
from centres.models import Appointment
from centres.refusals import NotYours, Refused
from centres.roles import Role


@transaction.atomic
def allocate(submission: Submission, *, assessor: Appointment, by: Appointment) -> Submission:
    """Give a handed-in submission to an assessor who may assess all of its units; possible until it is opened."""
    if by.role not in {Role.ADMIN, Role.LEAD_IQA}:
        raise NotYours("Submissions are allocated by the centre admin or a lead IQA.")
    if submission.is_draft:
        raise Refused("This is still a draft; it can be allocated once the learner has submitted it.")
    if assessor.pk not in {person.pk for person in eligible_assessors(submission)}:
        units = " and ".join(submission.assessment.definition.units) or submission.assessment.code
        raise Refused(f"{assessor.name} is not appointed to assess {units} for this learner today.")
    changed = Submission.objects.filter(pk=submission.pk, opened_at=None).update(
        assessor=assessor, allocated_at=timezone.now()
    )
    if not changed:
        raise Refused("The assessor has opened this already; it can no longer be given to somebody else here.")
    submission.refresh_from_db()
    notices.settle(submission.pk, "open")  # whoever had it before
    path = reverse("open", args=[assessor.centre.slug, submission.pk])
    sentence = f"{submission.assessment.code}: a submission is waiting for you."
    notices.tell(assessor, sentence, path, kind="queue", about=submission.pk, asks="open")
    ledger.record("submission.allocated", submission, {"to": str(assessor.pk), "name": assessor.name}, by=by)
    return submission


@transaction.atomic
def reassign(submission: Submission, *, assessor: Appointment, by: Appointment) -> Submission:
    """Give a submission that is being marked to another assessor; the sheet's own door has asked who may."""
    submission.assessor, submission.allocated_at = assessor, timezone.now()
    submission.save(update_fields=["assessor", "allocated_at"])
    ledger.record("submission.reassigned", submission, {"to": str(assessor.pk), "name": assessor.name}, by=by)
    return submission


@transaction.atomic
def may_assess(appointment: Appointment, unit_code: str, starts_on: date, *, by: Appointment | None) -> MayAssess:
    """Note that an assessor may assess a unit from a day on (RULINGS 38)."""
    if appointment.role != Role.ASSESSOR:
        raise Refused(f"{appointment.name} is appointed here as {appointment.role_name}; only assessors assess.")
    row, made = MayAssess.objects.get_or_create(
        appointment=appointment, unit_code=unit_code, starts_on=starts_on, defaults={"centre": appointment.centre}
    )
    if made:
        ledger.record("assessor.may_assess", appointment, {"unit": unit_code, "from": starts_on}, by=by)
    return row
