"""What a learner's record comes to: the rows of the centre given to the rules of `requirements`."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone

from assessments.diary.reading import logged
from assessments.models import Submission
from assessments.requirements import Asked, Window, count
from assessments.requirements.frozen import countable, freeze
from learners.models import Learner, Registration


def asked_of(learner: Learner) -> tuple[Asked, ...]:
    """All that the learner's registrations ask for and a diary can answer, in the order of the awards (3 queries)."""
    rows = Registration.objects.filter(learner=learner).order_by("registered_on", "id")
    rows = rows.select_related("specification").prefetch_related("specification__assessment_places__assessment")
    return countable(one for registration in rows for one in asked_under(registration))


def asked_under(registration: Registration) -> tuple[Asked, ...]:
    """What one registration asks: the quantities of its sheets, then the award's own. Days before it do not count."""
    specification, window = registration.specification, Window(registration.registered_on)
    sheets = [place.assessment.definition for place in specification.assessment_places.all()]
    named = [(sheet.code, quantity) for sheet in sheets for quantity in sheet.quantities]
    named += [("", quantity) for quantity in specification.definition.quantities]
    return tuple(Asked(str(registration.pk), code, quantity, window) for code, quantity in named)


def frozen_for(submission: Submission, on: date | None = None) -> dict[str, Any]:
    """What the diary shows for this submission today, as it is kept with it; {} where nothing is asked (no query)."""
    code, registration = submission.assessment.code, submission.registration
    if not any(quantity.measure != "words" for quantity in submission.assessment.definition.quantities):
        return {}
    today = on or timezone.localdate()
    asked = asked_of(registration.learner)
    here = [one for one in asked if (one.registration, one.assessment) == (str(registration.pk), code)]
    return freeze(here, count(logged(registration.learner), asked, today), today)
