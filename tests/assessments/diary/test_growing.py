"""Goals with their steps, and the feedback register."""

from __future__ import annotations

from datetime import date

import pytest

from assessments.diary import actions
from assessments.diary.models import FeedbackNote, Goal, GoalStep
from centres.models import Appointment
from centres.refusals import NotYours, Refused, Stale, Unfit
from tests.diaries import DAY, learner, session

Cast = dict[str, Appointment]
LATER = date(2026, 4, 4)


def goal(cast: Cast) -> Goal:
    return actions.set_goal(
        learner(cast), wording="Ask less.", on=DAY, review_on=LATER, agreed_with="Tom", by=cast["lena"]
    )


def step(found: Goal, did: str, cast: Cast, **more: str) -> GoalStep:
    said = {"note": "", "wording": "", **more}
    return actions.take_step(found, did=did, on=LATER, version=found.version, by=cast["lena"], **said)  # type: ignore[arg-type]


def test_a_goal_keeps_every_wording_it_had(cast: Cast) -> None:
    found = goal(cast)
    step(found, "reviewed", cast, note="Half way.")
    step(found, "revised", cast, wording="Ask one thing at a time.", note="Clearer.")
    step(found, "reached", cast, note="Three sessions in a row.")
    assert [(one.did, one.wording, one.note) for one in found.steps.all()] == [
        ("set", "Ask less.", ""),
        ("reviewed", "", "Half way."),
        ("revised", "Ask one thing at a time.", "Clearer."),
        ("reached", "", "Three sessions in a row."),
    ]
    assert (found.wording, found.standing, found.version) == ("Ask one thing at a time.", "reached", 4)
    with pytest.raises(Refused, match="This goal is closed; set a new one."):
        step(found, "reviewed", cast, note="Again.")


def test_a_step_says_what_it_must(cast: Cast) -> None:
    found = goal(cast)
    with pytest.raises(Unfit, match="Write the goal as it now reads."):
        step(found, "revised", cast, note="Because.")
    with pytest.raises(Unfit, match="Say in a sentence how it stands."):
        step(found, "reviewed", cast, note=" ")
    assert found.steps.count() == 1


def test_a_goal_is_its_learners(cast: Cast) -> None:
    found = goal(cast)
    with pytest.raises(NotYours):
        actions.take_step(found, did="reviewed", on=LATER, note="x", version=1, by=cast["ada"])
    with pytest.raises(NotYours):
        actions.set_goal(learner(cast), wording="x", on=DAY, review_on=None, agreed_with="", by=cast["mara"])


def test_of_two_tabs_the_second_step_is_told(cast: Cast) -> None:
    found = goal(cast)
    step(found, "reviewed", cast, note="From one tab.")
    with pytest.raises(Stale):
        actions.take_step(found, did="reviewed", on=LATER, note="From the other.", version=1, by=cast["lena"])


def test_the_register_takes_the_discussion_later(cast: Cast) -> None:
    me, entry = learner(cast), session(cast)
    said = {"on": DAY, "giver": "client", "from_whom": "Client B", "entry": entry, "said": "Good questions."}
    note = actions.note_feedback(me, said, by=cast["lena"])
    talked = {**said, "discussed_with": "Dr Sample", "discussed_on": LATER, "outcome": "Keep asking."}
    actions.note_feedback(me, talked, note=note, version=1, by=cast["lena"])
    kept = FeedbackNote.objects.get()
    assert (kept.from_whom, kept.said, kept.entry_id) == ("Client B", "Good questions.", entry.pk)
    assert (kept.discussed_with, kept.discussed_on, kept.outcome) == ("Dr Sample", LATER, "Keep asking.")
    with pytest.raises(Stale):
        actions.note_feedback(me, said, note=note, version=1, by=cast["lena"])
    with pytest.raises(NotYours):
        actions.note_feedback(me, said, by=cast["mara"])
