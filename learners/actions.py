"""What is done to learners and registrations."""

from __future__ import annotations

from datetime import date

from django.utils import timezone
from django.utils.formats import date_format

from centres import ledger
from centres.actions import appoint
from centres.clocks import add_years
from centres.models import Appointment
from centres.refusals import Refused, Unfit
from centres.roles import Role
from learners.models import Break, Cohort, Learner, Method, Registration, Site
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
        complete_by=add_years(on, specification.definition.duration_years),
        cohort=cohort,
        site=site,
        method=method,
        funded=funded,
    )
    registration.save()
    facts = {"award": specification.code, "version": specification.version, "on": on, "funded": funded}
    ledger.record("registration.made", registration, facts, by=by)
    return registration


def _refuse(learner: Learner, specification: Specification, on: date) -> None:
    if on > timezone.localdate():
        raise Refused(f"{date_format(on, 'j F Y')} lies ahead; a registration is dated today or earlier.")
    if sentence := specification.registration_refusal(on):
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
