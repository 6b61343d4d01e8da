"""Learners of a centre, assembled for the office's pages."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.formats import date_format

from centres.models import Centre
from learners.models import Registration


@dataclass(frozen=True, slots=True)
class LearnerRow:
    """One registration in the list of learners."""

    name: str
    award: str
    number: str
    cohort: str
    registered: str
    complete_by: str
    url: str


def learner_rows(centre: Centre, wanted: str = "") -> list[LearnerRow]:
    """Registrations of the centre, by name; `wanted` keeps those whose learner's name holds it."""
    rows = Registration.objects.with_people().order_by("learner__name")
    if wanted:
        rows = rows.filter(learner__name__icontains=wanted)
    return [
        LearnerRow(
            name=row.learner.name,
            award=row.specification.title,
            number=row.number,
            cohort=row.cohort.name if row.cohort else "",
            registered=date_format(row.registered_on, "j M Y"),
            complete_by=date_format(row.complete_by, "j M Y"),
            url=reverse("learner", args=[centre.slug, row.learner_id]),
        )
        for row in rows[:200]
    ]
