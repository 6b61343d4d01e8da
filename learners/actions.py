"""What is done to learners and registrations."""

from __future__ import annotations

from datetime import date

from django.utils import timezone
from django.utils.formats import date_format

from centres import ledger
from centres.actions import appoint
from centres.clocks import add_years
from centres.models import Appointment
from centres.refusals import Refused
from centres.roles import Role
from learners.models import Cohort, Learner, Method, Registration, Site
from qualifications.models import Specification


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
