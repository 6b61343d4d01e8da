"""What is done to learners and registrations."""

from __future__ import annotations

from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.formats import date_format

from centres import ledger, notices, policy
from centres.actions import appoint
from centres.clocks import add_years
from centres.models import Appointment
from centres.refusals import NotYours, Refused, Unfit
from centres.roles import Role
from learners.access import registration_refusal
from learners.courses import courses_for
from learners.models import (
    Break,
    Cohort,
    CourseCompletion,
    Learner,
    Method,
    Offer,
    QualificationApproval,
    Registration,
    Site,
)
from qualifications.models import Specification

LONGEST_BREAK = 730  # days
LONGEST_NOTE = 2_000


def add_learner(name: str, email: str, *, by: Appointment | None, invite: bool = True) -> Learner:
    """The centre's record of a new learner, and their appointment; the known address of a learner here is reused."""
    known = Learner.objects.filter(email=email.strip().lower()).first()
    if known is not None:
        return known
    appointment = appoint(email, name, Role.LEARNER, by=by, invite=invite)
    learner = Learner(appointment=appointment, name=name, email=email.strip().lower())
    learner.save()
    ledger.record("learner.added", learner, {"name": name}, by=by)
    return learner


def register(
    learner: Learner,
    specification: Specification,
    *,
    by: Appointment | None,
    registered_on: date | None = None,
    number: str = "",
    cohort: Cohort | None = None,
    site: Site | None = None,
    method: str = Method.BLENDED,
    funded: bool = False,
) -> Registration:
    """Register a learner on one version of an award; the version then holds for every attempt (RULINGS 24)."""
    on = registered_on or timezone.localdate()
    _refuse(learner, specification, on)
    registration = Registration(
        learner=learner,
        specification=specification,
        number=number.strip(),
        registered_on=on,
        complete_by=add_years(on, _years(specification)),
        cohort=cohort,
        site=site,
        method=method,
        funded=funded,
    )
    registration.save()
    facts = {"award": specification.code, "version": specification.version, "on": on, "funded": funded}
    ledger.record("registration.made", registration, facts, by=by)
    return registration


def _years(specification: Specification) -> int:
    """How long a registration lasts: as printed, else as the centre decides for what prints nothing."""
    return specification.definition.duration_years or policy.in_force().years_where_none_printed


def _refuse(learner: Learner, specification: Specification, on: date) -> None:
    if on > timezone.localdate():
        raise Refused(f"{date_format(on, 'j F Y')} lies ahead; a registration is dated today or earlier.")
    if sentence := registration_refusal(specification, on):
        raise Refused(sentence)
    if Registration.objects.filter(learner=learner, specification=specification).exists():
        raise Refused(f"{learner.name} is registered for {specification.title} already.")


def record_break(registration: Registration, *, starts_on: date, ends_on: date, reason: str, by: Appointment) -> Break:
    """Note a break in learning. The registration's own end is the awarding body's and stays (RULINGS 26)."""
    if ends_on < starts_on:
        raise Unfit("A break ends on the day it begins, or later.", code="ends_on")
    if (ends_on - starts_on).days > LONGEST_BREAK:
        raise Unfit(f"A break is {LONGEST_BREAK} days at most; record a longer one in parts.", code="ends_on")
    if registration.withdrawn_on is not None:
        raise Refused("The learner is withdrawn from this registration.")
    if registration.breaks.filter(starts_on__lte=ends_on, ends_on__gte=starts_on).exists():
        raise Refused("A break of these days is recorded already.")
    row = Break(registration=registration, starts_on=starts_on, ends_on=ends_on, reason=reason, approved_by=by)
    row.save(force_insert=True)
    facts = {"from": starts_on, "to": ends_on, "because": reason}
    ledger.record("registration.break", registration, facts, by=by)
    return row


def withdraw_registration(registration: Registration, *, on: date, reason: str, by: Appointment) -> Registration:
    """The learner leaves the award, from a day on."""
    if registration.withdrawn_on is not None:
        raise Refused("The learner is withdrawn from this registration already.")
    if not registration.registered_on <= on <= timezone.localdate():
        raise Unfit("The day lies between the registration and today.", code="on")
    registration.withdrawn_on, registration.withdrawn_because = on, reason
    registration.save(update_fields=["withdrawn_on", "withdrawn_because"])
    ledger.record("registration.withdrawn", registration, {"on": on, "because": reason}, by=by)
    return registration


def note_adjustments(registration: Registration, text: str, *, by: Appointment) -> Registration:
    """Keep a note of reasonable adjustments. The ledger says that it changed, never what it says: it may be health."""
    words = text.replace("\r\n", "\n").replace("\x00", "").strip()
    if len(words) > LONGEST_NOTE:
        raise Unfit(f"This is {len(words):,} characters; {LONGEST_NOTE:,} is the most it may be.", code="adjustments")
    registration.adjustments = words
    registration.save(update_fields=["adjustments"])
    ledger.record("registration.adjustments", registration, {"empty": not words}, by=by)
    return registration


def record_course(
    registration: Registration, course_code: str, *, completed_on: date, note: str, by: Appointment
) -> CourseCompletion:
    """Record that the learner completed a course that leads to the award of this registration."""
    course = next((each for each in courses_for(registration.specification) if each.code == course_code), None)
    if course is None:
        raise Unfit(f"{registration.specification.title} names no such course.", code="course")
    if completed_on > timezone.localdate():
        raise Unfit("A course is recorded once it is completed; the day lies ahead.", code="completed_on")
    row = CourseCompletion(
        learner_id=registration.learner_id,
        course_code=course.code,
        title=course.title,
        completed_on=completed_on,
        note=note.strip(),
        recorded_by=by,
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as twice:
        raise Refused(f"{course.title} is recorded for this learner already.", code="course") from twice
    ledger.record("course.completed", row, {"course": course.code, "on": completed_on}, by=by)
    return row


def record_approval(
    award_code: str,
    *,
    starts_on: date,
    by: Appointment | None,
    ends_on: date | None = None,
    status: str = QualificationApproval.Status.APPROVED,
    risk: str = QualificationApproval.Risk.MEDIUM,
    direct_claims: str = QualificationApproval.DirectClaims.NONE,
    reference: str = "",
    note: str = "",
) -> QualificationApproval:
    """Add the awarding body's latest word on the centre and one qualification (RULINGS 28); earlier words stay."""
    if by is not None and by.role != Role.ADMIN:
        raise NotYours("Approvals for qualifications are recorded by the centre admin.")
    if ends_on is not None and ends_on < starts_on:
        raise Unfit("The last day lies before the first.")
    if not Specification.objects.filter(code=award_code).exists():
        raise Unfit(f"No published award is called {award_code}.")
    approval = QualificationApproval(
        award_code=award_code,
        status=status,
        starts_on=starts_on,
        ends_on=ends_on,
        risk=risk,
        direct_claims=direct_claims,
        reference=reference.strip(),
        note=note.strip(),
        recorded_by=by,
    )
    approval.save()
    facts = {"award": award_code, "status": status, "from": starts_on, "until": ends_on, "risk": risk}
    ledger.record("approval.recorded", approval, {**facts, "direct_claims": direct_claims}, by=by)
    return approval


def offer_move(registration: Registration, new: Specification, terms: list[str]) -> Offer:
    """Offer the learner another version of their award; `terms` says in sentences what would change for them."""
    offer = Offer(registration=registration, old=registration.specification, new=new, terms=terms)
    offer.save()
    sentence = f"{new.title}: you are offered version {new.version}. Read what changes, then accept or decline."
    notices.tell(registration.learner.appointment, sentence, offer.get_absolute_url())
    ledger.record("move.offered", registration, {"to": new.version, "terms": terms}, by=None)
    return offer


def answer_offer(offer: Offer, state: str, *, terms: list[str], by: Appointment) -> Offer:
    """Note what the learner answered, and to which sentences; an offer is answered once."""
    if offer.registration.learner.appointment_id != by.pk:
        raise NotYours("Only the learner answers an offer to move.")
    waiting = Offer.objects.filter(pk=offer.pk, state=Offer.State.OPEN)
    if not waiting.update(state=state, terms=terms, answered_at=timezone.now()):
        raise Refused("This offer was answered already.", code="answered")
    offer.refresh_from_db()
    ledger.record(f"move.{state}", offer.registration, {"to": offer.new.version, "terms": terms}, by=by)
    return offer


def move_registration(registration: Registration, new: Specification, *, by: Appointment) -> Registration:
    """Pin the registration to another version; whoever calls has the learner's consent.

    The last day follows the new version, counted from the day of registration; one that was set by hand stays.
    """
    old, on = registration.specification, registration.registered_on
    usual = add_years(on, _years(old))
    until = registration.complete_by
    if until == usual:
        until = add_years(on, _years(new))
    if not Registration.objects.filter(pk=registration.pk, specification=old).update(
        specification=new, complete_by=until
    ):
        raise Refused("This registration was moved meanwhile.")
    registration.refresh_from_db()
    ledger.record("registration.moved", registration, {"from": old.version, "to": new.version}, by=by)
    return registration
