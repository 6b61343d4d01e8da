"""What must be true before anybody is registered: the award's own dates, and the centre's approval for it."""

from __future__ import annotations

from datetime import date

from django.utils.formats import date_format

from learners.models import QualificationApproval
from qualifications.models import Specification


def registration_refusal(specification: Specification, on: date) -> str:
    """Why nobody can be registered here on that day, as a sentence; "" when somebody can."""
    return specification.registration_refusal(on) or approval_refusal(specification, on)


def approval_refusal(specification: Specification, on: date) -> str:
    """The same, by the awarding body's word on this centre alone (RULINGS 28)."""
    if specification.kind == Specification.Kind.CENTRE:
        return ""  # a certificate of the centre's own: no awarding body has a word in it
    title = specification.title
    standing = QualificationApproval.objects.all().standing(specification.code, on)
    if standing is None:
        return f"This centre has no approval for {title} on {_day(on)}; the centre admin records it under Approvals."
    if standing.ends_on is not None and on > standing.ends_on:
        return f"This centre’s approval for {title} ended on {_day(standing.ends_on)}."
    if standing.status == QualificationApproval.Status.SUSPENDED:
        since = _day(standing.starts_on)
        return (
            f"This centre’s approval for {title} is suspended since {since}; nobody is registered until it is restored."
        )
    return ""


def _day(day: date) -> str:
    return date_format(day, "j F Y")
