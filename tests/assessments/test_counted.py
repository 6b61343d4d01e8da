"""What the diary shows goes with the work: frozen at handing in, with the keys of the entries."""

from __future__ import annotations

from datetime import date
from typing import Any

import time_machine

from assessments import actions
from assessments.diary.models import DiaryEntry
from assessments.hours.counted import frozen_for
from centres import ledger
from centres.models import LedgerEntry
from tests import story


def test_it_is_frozen_with_the_entries_that_counted(cast: story.Cast) -> None:
    with time_machine.travel("2026-06-15 12:00", tick=False):
        submission = story.handed_in(cast, "D7.02-03", minutes=90)
    keys = [str(pk) for pk in DiaryEntry.objects.order_by("on").values_list("pk", flat=True)]
    assert submission.counted == {
        "on": "2026-06-15",
        "quantities": {
            "hours": {
                "measure": "hours",
                "minimum": "12",
                "maximum": None,
                "recorded": "1.5",
                "done": "1.5",
                "confirmed": "0",
                "entries": [
                    {"key": keys[0], "on": "2026-01-12", "minutes": 60, "confirmed": False},
                    {"key": keys[1], "on": "2026-01-13", "minutes": 30, "confirmed": False},
                ],
                "left_out": [],
            }
        },
    }
    entry = LedgerEntry.objects.select_related("body").get(kind="submission.submitted")
    assert entry.body.body["counted"] == ledger.digest_of(submission.counted)


def test_taken_back_and_handed_in_again_it_is_counted_anew(cast: story.Cast) -> None:
    submission = story.handed_in(cast, "D7.02-03", minutes=60)
    actions.withdraw(submission, by=cast["lena"])
    assert submission.counted == {}
    with_another_hour(submission)
    actions.answer(submission, choices={}, declared=True, refuses=False, by=cast["lena"])
    actions.submit(submission, by=cast["lena"])
    assert submission.counted["quantities"]["hours"]["recorded"] == "2"


def with_another_hour(submission: Any) -> None:
    """An hour on the second day; the first lies on the hour that was there."""
    story.coached(submission, 120)


def test_a_sheet_that_asks_for_no_hours_keeps_nothing_and_asks_nothing(
    cast: story.Cast, django_assert_num_queries: Any
) -> None:
    submission = story.handed_in(cast, "D7.01")
    submission = type(submission).objects.select_related("registration", "assessment").get(pk=submission.pk)
    with django_assert_num_queries(0):
        assert frozen_for(submission, date(2026, 6, 15)) == {}
    assert submission.counted == {}
