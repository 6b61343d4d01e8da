"""The sheets of a registration: those that were laid out for the learner, whatever the award has today.

A centre's own sheets and the checklists of its overlays are among them, for whoever was registered with them.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from assessments.models import Submission
from learners.models import Registration
from qualifications import specfile


def sheets_of(registrations: Iterable[Registration]) -> dict[Any, list[specfile.Assessment]]:
    """By registration key, in the order of the award, then as laid out; of several attempts the latest (1 query).

    The registrations come with their specification.
    """
    orders = {registration.pk: _order(registration) for registration in registrations}
    rows = Submission.objects.filter(registration__in=list(orders), voided_at=None).select_related("assessment")
    found: dict[Any, dict[str, specfile.Assessment]] = {key: {} for key in orders}
    for row in rows.order_by("attempt", "pk"):
        found[row.registration_id][row.assessment.code] = row.assessment.definition
    return {
        key: sorted(sheets.values(), key=lambda sheet, order=orders[key]: order.get(sheet.code, len(order)))  # type: ignore[misc]
        for key, sheets in found.items()
    }


def _order(registration: Registration) -> dict[str, int]:
    references = registration.specification.definition.assessments
    return {reference.code: at for at, reference in enumerate(references)}
