"""The plan as the rules read it."""

from __future__ import annotations

from django.utils import timezone

from assessments.planning.models import DevelopmentPlan, PlannedActivity
from assessments.planning.rules import Plan, Planned
from learners.models import Learner


def plan_of(learner: Learner) -> Plan:
    """What the learner plans; an empty plan from today where there is none (2 queries)."""
    return plan_in(DevelopmentPlan.objects.filter(learner=learner).first())


def plan_in(row: DevelopmentPlan | None) -> Plan:
    """The plan that a row holds; an empty one from today for none (1 query)."""
    if row is None:
        return Plan(timezone.localdate())
    return Plan(row.starts_on, tuple(_planned(one) for one in row.activities.all()))


def _planned(row: PlannedActivity) -> Planned:
    return Planned(str(row.pk), row.on, row.minutes, row.title, row.form, row.flow)
