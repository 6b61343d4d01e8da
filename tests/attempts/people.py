"""People whom the fixed cast lacks."""

from __future__ import annotations

from centres.actions import appoint
from centres.models import Appointment
from centres.roles import Role
from config.demo.cast import sign_in


def guest() -> Appointment:
    """A lead IQA appointed to decide one dispute: Leo, who re-opened it, may not as well be the one who marks."""
    sign_in("gwen@northgate.example", "Gwen Ash")
    return appoint("gwen@northgate.example", "Gwen Ash", Role.LEAD_IQA, by=None, invite=False)
