"""Goals with what became of them, and the feedback register."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction

from assessments.diary.actions.own import changed, only
from assessments.diary.models import FeedbackNote, Goal, GoalStep
from centres import ledger
from centres.models import Appointment
from centres.refusals import Refused, Unfit
from learners.models import Learner

CLOSES = {GoalStep.Did.REACHED: "reached", GoalStep.Did.DROPPED: "dropped"}


@transaction.atomic
def set_goal(
    learner: Learner, *, wording: str, on: date, review_on: date | None, agreed_with: str, by: Appointment
) -> Goal:
    """A new goal, with the day it was set."""
    only(learner, by)
    goal = Goal(learner=learner, wording=wording, review_on=review_on)
    goal.save()
    GoalStep(goal=goal, did=GoalStep.Did.SET, on=on, wording=wording, agreed_with=agreed_with).save()
    ledger.record("diary.goal_set", goal, {"on": on}, by=by)
    return goal


@transaction.atomic
def take_step(
    goal: Goal,
    *,
    did: str,
    on: date,
    note: str,
    wording: str = "",
    review_on: date | None = None,
    agreed_with: str = "",
    version: int,
    by: Appointment,
) -> GoalStep:
    """Review, revise or close a goal; what stood before stays in its history."""
    only(goal.learner, by)
    if goal.standing != "open":
        raise Refused("This goal is closed; set a new one.", code="closed")
    if did == GoalStep.Did.REVISED and not wording.strip():
        raise Unfit("Write the goal as it now reads.", code="wording")
    if not note.strip():
        raise Unfit("Say in a sentence how it stands.", code="note")
    new = wording if did == GoalStep.Did.REVISED else goal.wording
    fields = {"wording": new, "review_on": review_on, "standing": CLOSES.get(GoalStep.Did(did), "open")}
    changed(goal, version, fields, standing="open")
    step = GoalStep(goal=goal, did=did, on=on, wording=wording if did == GoalStep.Did.REVISED else "", note=note)
    step.agreed_with = agreed_with
    step.save()
    ledger.record("diary.goal_step", goal, {"did": did, "on": on}, by=by)
    return step


@transaction.atomic
def note_feedback(
    learner: Learner, given: dict[str, Any], *, note: FeedbackNote | None = None, version: int = 0, by: Appointment
) -> FeedbackNote:
    """A new row of the register, or `note` as it now reads: the discussion often comes later."""
    only(learner, by)
    if note is None:
        note = FeedbackNote(learner=learner, **given)
        note.save()
    else:
        changed(note, version, given)
    ledger.record("diary.feedback", note, {"on": note.on, "giver": note.giver}, by=by)
    return note
