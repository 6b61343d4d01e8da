"""What is done to a centre and the people in it."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from accounts.invitations import invitation_path
from accounts.models import User
from centres import ledger, notices
from centres.models import Appointment, Centre
from centres.refusals import Refused
from centres.roles import Role
from centres.scope import current_centre


def appoint(
    email: str,
    name: str,
    role: Role,
    *,
    by: Appointment | None,
    starts_on: date | None = None,
    ends_on: date | None = None,
    invite: bool = True,
) -> Appointment:
    """Appoint a person in the current centre; an address nobody signs in with yet is invited by e-mail.

    The caller learns nothing about whether the address was known.
    """
    centre, starts_on = current_centre(), starts_on or timezone.localdate()
    if ends_on is not None and ends_on < starts_on:
        raise Refused(f"An appointment cannot end before it starts on {starts_on:%d %B %Y}.")
    user = User.objects.filter(email=email.strip().lower()).first() or User.objects.create_user(email, name=name)
    _refuse_mixed_roles(user, role)
    appointment = Appointment(centre=centre, user=user, role=role, name=name, starts_on=starts_on, ends_on=ends_on)
    appointment.save()
    ledger.record(
        "appointment.made", appointment, {"role": role, "name": name, "from": starts_on, "to": ends_on}, by=by
    )
    if invite:
        _invite(centre, appointment)
    return appointment


def end_appointment(appointment: Appointment, *, on: date, by: Appointment) -> None:
    """End an appointment on a day; access is gone on the next request after it, the history stays."""
    if on < appointment.starts_on:
        raise Refused(f"An appointment cannot end before it starts on {appointment.starts_on:%d %B %Y}.")
    appointment.ends_on = on
    appointment.save(update_fields=["ends_on"])
    ledger.record("appointment.ended", appointment, {"on": on}, by=by)


def _refuse_mixed_roles(user: User, role: Role) -> None:
    """An EV holds no other appointment in that centre (RULINGS 8), nor the same role twice."""
    held = set(Appointment.objects.now().filter(user=user, centre=current_centre()).values_list("role", flat=True))
    if role in held:
        raise Refused("This person already holds that role here.")
    if held and (role == Role.EV or Role.EV in held):
        raise Refused("An EV holds no other appointment in the same centre.")


def _invite(centre: Centre, appointment: Appointment) -> None:
    sentence = f"You are now {appointment.role_name} at {centre.name}."
    known = appointment.user.has_usable_password()
    notices.tell(appointment, sentence, centre.get_absolute_url() if known else invitation_path(appointment.user))
