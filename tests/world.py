"""The small world of the tests: two centres, the fixed cast, a few learners. Built once, then only rolled back."""

from __future__ import annotations

import io
from datetime import date

from django.core.management import call_command

from assessments.actions import prepare
from centres.models import Centre
from centres.scope import tenant
from config.demo import cast
from learners.actions import add_learner, register
from learners.models import Cohort
from qualifications.models import Specification

LEARNERS = {
    "northgate": (
        ("Lena Fischer", "lena", "L7-DIP", "N-001"),
        ("Mara Lindqvist", "mara", "DEMO-L3-AWARD-COACHING", "N-002"),
    ),
    "southbank": (("Kofi Sarpong", "kofi", "L7-DIP", "S-001"),),
}


def build() -> None:
    """Publish the catalogue, open both centres, appoint the cast, register the learners."""
    call_command("publish_specs", stdout=io.StringIO())
    for slug in cast.CENTRES:
        _build(cast.open_centre(slug), slug)


def _build(centre: Centre, slug: str) -> None:
    awards = {award.code: award for award in Specification.objects.all()}
    with tenant(centre):
        cast.hire(slug)
        cohort = Cohort(name="Spring", starts_on=date(2026, 1, 12))
        cohort.save()
        for name, local, award, number in LEARNERS[slug]:
            cast.sign_in(f"{local}@{slug}.example", name)
            learner = add_learner(name, f"{local}@{slug}.example", by=None, invite=False)
            on = date(2026, 1, 12)
            registration = register(learner, awards[award], by=None, registered_on=on, number=number, cohort=cohort)
            prepare(registration, by=None)
