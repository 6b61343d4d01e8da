"""Whom and what a move may name: asked when its form is shown, and again when it is made."""

from __future__ import annotations

from assessments.access import eligible_assessors
from centres.models import Appointment
from centres.roles import CHECKERS, Role
from marksheets.models import Hold, MarkSheet


def assessors_for(sheet: MarkSheet) -> list[Appointment]:
    """Who may take the sheet over as its assessor: eligible today, and with no other hand on it."""
    taken = {sheet.assessor_user_id, sheet.iqa_user_id, sheet.resolver_user_id, sheet.reopener_user_id}
    return [person for person in eligible_assessors(sheet.submission) if person.user_id not in taken]


def evs_for(sheet: MarkSheet) -> list[Appointment]:
    """The EVs in force here who were not asked to read it yet."""
    asked = sheet.submission.readers.values("reader")
    evs = Appointment.objects.now().filter(centre=sheet.centre_id, role=Role.EV).exclude(pk__in=asked)
    return list(evs.order_by("name"))


def people_for(sheet: MarkSheet) -> list[Appointment]:
    """Whose interest a hold may name: those who assess and check here, a person once."""
    roles = {Role.ASSESSOR, *CHECKERS}
    people = Appointment.objects.now().filter(centre=sheet.centre_id, role__in=roles).order_by("name", "role")
    return list({person.user_id: person for person in people}.values())


def leads_for(sheet: MarkSheet) -> list[Appointment]:
    """The lead IQAs who may decide a dispute about it."""
    leads = Appointment.objects.now().filter(centre=sheet.centre_id, role=Role.LEAD_IQA)
    return list(leads.exclude(user__in=[sheet.assessor_user_id, sheet.iqa_user_id or sheet.assessor_user_id]))


def open_holds(sheet: MarkSheet) -> list[Hold]:
    """What holds it now, the oldest first."""
    return list(sheet.holds.filter(lifted_at=None))
