"""Short ways to a diary, through the real actions."""

from __future__ import annotations

from datetime import date, time
from typing import Any

from assessments.confirming import actions as confirming
from assessments.confirming.models import Confirmation
from assessments.diary import actions
from assessments.diary.actions import Given
from assessments.diary.models import DiaryEntry
from centres.models import Appointment
from learners.models import Learner
from tests.story import taken

Cast = dict[str, Appointment]
DAY = date(2026, 3, 4)


def learner(cast: Cast, name: str = "lena") -> Learner:
    """One of the cast as the centre's learner."""
    found: Learner = Learner.objects.select_related("appointment").get(appointment=cast[name])
    return found


def given(on: date = DAY, at: str = "10:00", minutes: int = 60, **more: Any) -> Given:
    """What a learner says about a session; `shares` and columns as named."""
    shares = more.pop("shares", None)
    columns = {"role": "coach", "client": "Client B", **more}
    return Given(on, time.fromisoformat(at) if at else None, minutes, columns, shares)


def session(cast: Cast, *, final: bool = False, who: str = "lena", **more: Any) -> DiaryEntry:
    """A session with Client B, 4 March 2026, 10:00, one hour as coach, unless told otherwise."""
    return actions.log(learner(cast, who), "session", given(**more), by=cast[who], final=final)


def filled(cast: Cast, label: str) -> DiaryEntry:
    """A final session with a file, a goal and a row of the register."""
    entry = session(cast, final=True, client=label)
    actions.attach_all(entry, [taken(cast, b"a feedback form")], by=cast["lena"])
    me = learner(cast)
    actions.set_goal(me, wording=f"A goal of {label}", on=DAY, review_on=None, agreed_with="", by=cast["lena"])
    note = {"on": DAY, "giver": "client", "from_whom": label, "entry": entry, "said": "Well done."}
    actions.note_feedback(me, note, by=cast["lena"])
    return entry


def corrected(cast: Cast, entry: DiaryEntry, name: str) -> Confirmation:
    """Somebody was asked about an entry and says that it lasted three quarters of an hour."""
    asked = confirming.ask(
        learner(cast), [entry], name=name, email="sam@stone.example", hand="coachee", by=cast["lena"]
    )
    said = {item.pk: confirming.Said("corrected", entry.on, 45) for item in asked.items.all()}
    confirming.answer(asked, said, name=name)
    return asked
