"""What a learner's record comes to: the rows of the centre given to the rules of `requirements`."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from django.utils import timezone

from assessments.diary.reading import logged
from assessments.models import Submission
from assessments.planning.reading import plan_of
from assessments.requirements import Asked, Key, Window, count
from assessments.requirements.frozen import countable, freeze, with_plan
from assessments.sheets import sheets_of
from instruments.reading import overlay_codes
from learners.models import Learner, Registration
from qualifications.specfile import Assessment, Quantity
from qualifications.specfile.stricter import counterparts


def asked_of(learner: Learner) -> tuple[Asked, ...]:
    """All that the learner's registrations ask for and a diary can answer, in the order of the awards (3 queries)."""
    rows = list(
        Registration.objects.filter(learner=learner).select_related("specification").order_by("registered_on", "id")
    )
    sheets = sheets_of(rows)
    added = overlay_codes(sheet.code for each in sheets.values() for sheet in each)
    return countable(one for row in rows for one in asked_under(row, sheets[row.pk], added))


def asked_under(registration: Registration, sheets: Sequence[Assessment], added: Collection[str]) -> list[Asked]:
    """What one registration asks: the quantities of its sheets, then the award's own. Days before it do not count.

    `added` are the codes of those sheets that are a centre's overlays: what counts for the award counts for them too.
    """
    named = [(sheet.code, quantity) for sheet in sheets for quantity in sheet.quantities]
    named += [("", quantity) for quantity in registration.specification.definition.quantities]
    own = [(code, quantity) for code, quantity in named if code not in added]
    key, window = str(registration.pk), Window(registration.registered_on)
    return [
        Asked(key, code, quantity, window, _spoken_of(key, quantity, own) if code in added else ())
        for code, quantity in named
    ]


def _spoken_of(registration: str, quantity: Quantity, own: Sequence[tuple[str, Quantity]]) -> tuple[Key, ...]:
    """What of the award's own an overlay's quantity speaks of."""
    found = counterparts(quantity, [each for _, each in own])
    return tuple(Key(registration, code, each.code) for code, each in own if each in found)


def frozen_for(submission: Submission, on: date | None = None) -> dict[str, Any]:
    """What diary and plan show for this submission today, as it is kept with it; {} where nothing is asked."""
    code, registration = submission.assessment.code, submission.registration
    quantities = submission.assessment.definition.quantities
    today = on or timezone.localdate()
    document: dict[str, Any] = {}
    if any(quantity.measure != "words" and not quantity.planned for quantity in quantities):
        asked = asked_of(registration.learner)
        here = [one for one in asked if (one.registration, one.assessment) == (str(registration.pk), code)]
        document = freeze(here, count(logged(registration.learner), asked, today), today)
    if planned := [quantity for quantity in quantities if quantity.planned]:
        document = with_plan(document, planned, plan_of(registration.learner), today)
    return document
