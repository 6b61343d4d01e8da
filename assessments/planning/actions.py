"""What is done to a plan: the only code that writes it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction

from assessments.diary.actions.own import changed, only
from assessments.planning.models import DevelopmentPlan, PlannedActivity
from centres import ledger
from centres.models import Appointment
from centres.refusals import Refused
from learners.models import Learner

MOST_ACTIVITIES = 200


@transaction.atomic
def plan(
    learner: Learner, *, activity: PlannedActivity | None = None, version: int = 0, by: Appointment, **given: Any
) -> PlannedActivity:
    """Add an activity, or change one: title, day, minutes, form ("live", "reading"), flow ("input", "output").

    A changed one is as its writer saw it in `version`; another raises `Stale`.
    """
    only(learner, by)
    if activity is None:
        row, _ = DevelopmentPlan.objects.get_or_create(learner=learner)
        if row.activities.count() >= MOST_ACTIVITIES:
            raise Refused(f"A plan holds {MOST_ACTIVITIES} activities; take one away before adding another.")
        activity = PlannedActivity(plan=row, **given)
        activity.save(force_insert=True)
    else:
        changed(activity, version, given)
    ledger.record("plan.activity", activity, {"on": activity.on, "minutes": activity.minutes}, by=by)
    return activity


@transaction.atomic
def drop(activity: PlannedActivity, *, by: Appointment) -> None:
    """Take an activity out of the plan. What was handed in before keeps it."""
    only(activity.plan.learner, by)
    ledger.record("plan.dropped", activity.plan, {"on": activity.on, "minutes": activity.minutes}, by=by)
    activity.delete()


@transaction.atomic
def start_on(learner: Learner, starts_on: date, *, version: int, by: Appointment) -> DevelopmentPlan:
    """Let the twelve months begin on another day."""
    only(learner, by)
    row, _ = DevelopmentPlan.objects.get_or_create(learner=learner)
    changed(row, version, {"starts_on": starts_on})
    ledger.record("plan.starts", row, {"on": starts_on}, by=by)
    return row
