"""Lena's diary for the demo, through the same actions as a real one. Everything in it is invented."""

from __future__ import annotations

import tomllib
from datetime import date, time, timedelta
from typing import Any

from django.utils import timezone

from assessments.diary import actions
from assessments.diary.actions import Given
from assessments.diary.kinds import KINDS
from assessments.diary.models import DiaryEntry
from assessments.diary.wanted import wanted_of
from assessments.models import Submission
from centres.models import Appointment
from config.demo.cast import HERE
from learners.models import Learner


def write() -> None:
    """Fill the diary that `diary.toml` tells of; inside the centre, and only where that learner is."""
    story = tomllib.loads((HERE / "diary.toml").read_text(encoding="utf-8"))
    learner = Learner.objects.select_related("appointment").filter(name=story["learner"]).first()
    if learner is None:
        return
    by: Appointment = learner.appointment
    made = {one["ago"]: _entry(learner, one, by) for one in story["entries"]}
    for goal in story["goals"]:
        _goal(learner, goal, by)
    for note in story["feedback"]:
        _feedback(learner, note, made[note["about"]], by)


SHARES_DONE = (1, 0.75, 0, 1.25)  # of the hours that are asked, by the learner's turn
HOUR_AND_A_HALF = 90


def coach(submission: Submission, turn: int) -> None:
    """Sessions of an hour and a half for a task that asks for hours: enough, too few, none, more than enough."""
    registration = submission.registration
    asked = [one for one in wanted_of(registration.learner) if one.assessment == submission.assessment.code]
    for one in (one for one in asked if one.measure == "hours" and one.minimum):
        sessions = int(float(one.minimum or 0) * 60 * SHARES_DONE[turn % len(SHARES_DONE)]) // HOUR_AND_A_HALF
        days = max((timezone.localdate() - registration.registered_on).days - 1, 1)
        for number in range(sessions):
            on = registration.registered_on + timedelta(days=number * days // sessions)
            columns = {"role": one.roles[0], "client": f"Client {'ABC'[number % 3]}"}
            given = Given(on, time(9 + number % 8), HOUR_AND_A_HALF, columns, {one.key: HOUR_AND_A_HALF})
            actions.log(registration.learner, "session", given, by=registration.learner.appointment, final=True)


def _day(ago: int) -> date:
    return timezone.localdate() - timedelta(days=ago)


def _entry(learner: Learner, one: dict[str, Any], by: Appointment) -> DiaryEntry:
    columns = {name: one.get(name, "") for name in KINDS[one["kind"]].columns}
    if one["kind"] == "supervision":
        columns["role"] = "supervisee"
    starts = time.fromisoformat(one["starts"]) if "starts" in one else None
    given = Given(_day(one["ago"]), starts, one["minutes"], columns)
    entry = actions.log(learner, one["kind"], given, by=by, final=one.get("final", False))
    actions.tag_entry(entry, one.get("shows", ()), by=by)
    return entry


def _goal(learner: Learner, told: dict[str, Any], by: Appointment) -> None:
    review = _day(told["ago"] - told["review_in"])
    goal = actions.set_goal(
        learner,
        wording=told["wording"],
        on=_day(told["ago"]),
        review_on=review,
        agreed_with=told["agreed_with"],
        by=by,
    )
    for step in told.get("steps", ()):
        actions.take_step(
            goal,
            did=step["did"],
            on=_day(step["ago"]),
            note=step["note"],
            wording=step.get("wording", ""),
            review_on=_day(step["ago"] - 90),
            agreed_with=step.get("agreed_with", ""),
            version=goal.version,
            by=by,
        )


def _feedback(learner: Learner, told: dict[str, Any], entry: DiaryEntry, by: Appointment) -> None:
    after = told.get("discussed_after")
    given = {
        "on": _day(told["ago"]),
        "giver": told["giver"],
        "from_whom": told["from_whom"],
        "entry": entry,
        "said": told["said"],
        "discussed_with": told.get("discussed_with", ""),
        "discussed_on": _day(told["ago"] - after) if after else None,
        "outcome": told.get("outcome", ""),
    }
    actions.note_feedback(learner, given, by=by)
