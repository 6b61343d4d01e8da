"""Whose questions a person may see: a learner their own, whoever is asked those sent to their address."""

from __future__ import annotations

from assessments.confirming.models import Confirmation, ConfirmationQuerySet
from centres.models import Appointment


def asked_by(by: Appointment) -> ConfirmationQuerySet:
    """What this learner has asked."""
    rows: ConfirmationQuerySet = Confirmation.objects.filter(learner__appointment=by)
    return rows


def asked_of(by: Appointment) -> ConfirmationQuerySet:
    """What this person is asked, by the address of their account; never about their own diary."""
    mine = Confirmation.objects.filter(email__iexact=by.user.email)
    rows: ConfirmationQuerySet = mine.exclude(learner__appointment__user=by.user_id)
    return rows
