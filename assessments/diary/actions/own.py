"""Whose diary it is, and the one way of locking its rows."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F

from centres.models import Appointment
from centres.refusals import NotYours, Stale
from learners.models import Learner

CHANGED = "You changed this elsewhere meanwhile. What you typed is still here; look at both and save again."


def only(learner: Learner, by: Appointment) -> None:
    """Refuse everybody but the learner."""
    if learner.appointment_id != by.pk:
        raise NotYours("Only the learner writes in their own diary.")


def changed(row: models.Model, version: int, fields: dict[str, Any], **still: Any) -> None:
    """Change a row that is as its writer saw it, or say that it is not."""
    rows = type(row)._default_manager.filter(pk=row.pk, version=version, **still)
    if not rows.update(version=F("version") + 1, **fields):
        raise Stale(CHANGED)
    row.refresh_from_db()
