"""Two people at one sheet: every edit that was acknowledged is in the database, every refused one is shown back."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from html import unescape

import pytest
from django.test import Client

from centres.models import Appointment
from marksheets.models import MarkSet, MarkSheet
from tests import story

SignIn = Callable[[str], Client]
STEPS = 60


class Checker:
    """An IQA at their own browser, with the page they last saw."""

    def __init__(self, client: Client, sheet: MarkSheet, person: Appointment) -> None:
        self.client, self.person, self.base = client, person, f"/c/northgate/sheets/{sheet.pk}/"
        self.page_url = f"/c/northgate/check/{sheet.pk}/"
        self.version = ""
        self.acknowledged: dict[str, str] = {}
        self.look()

    def look(self) -> None:
        """Reload the page."""
        found = re.search(r'name="version" value="(\d+)"', self.client.get(self.page_url).content.decode())
        assert found is not None
        self.version = found[1]

    def save(self, field: str, typed: str) -> bool:
        """As the desk saves a field; whether it was taken. One that was not is shown, and the page read anew."""
        given = {"version": self.version, field: typed}
        answer = self.client.post(f"{self.base}save/", given, headers={"X-Requested-With": "desk"})
        page = unescape(answer.content.decode())
        if answer.status_code == 200:
            found = re.search(r'id="version" name="version" value="(\d+)"', page)
            assert found is not None
            self.version = found[1]
            self.acknowledged[field] = typed
            return True
        assert answer.status_code in {403, 409}, answer.status_code
        assert typed in page, "what was refused is shown back"
        self.look()
        return False

    def take_over(self) -> bool:
        """Read the page anew and take the check over; whether it was given."""
        self.look()
        answer = self.client.post(f"{self.base}move/take_over/", {"version": self.version})
        self.look()
        return answer.status_code == 302


@pytest.mark.parametrize("seed", range(4))
def test_nothing_acknowledged_is_lost_and_nothing_refused_is_swallowed(
    signed_in: SignIn, cast: story.Cast, seed: int
) -> None:
    chance = random.Random(seed)  # noqa: S311 - a story that is the same every time
    sheet = story.called_in(cast)
    people = [Checker(signed_in(f"{name}@northgate.example"), sheet, cast[name]) for name in ("iqbal", "leo")]
    taken, refused, moved = 0, 0, 0
    for step in range(STEPS):
        who = chance.choice(people)
        if chance.random() < 0.2:
            moved += who.take_over()
        elif chance.random() < 0.5:
            done = who.save("note-staff", f"Note {step} of {who.person.name}, said at length.")
            taken, refused = taken + done, refused + (not done)
        else:
            done = who.save(f"mark-S{chance.randint(1, 2)}", str(chance.randint(0, 50)))
            taken, refused = taken + done, refused + (not done)
    assert min(taken, refused, moved) > 0, "the story met everything it is about"
    for who in people:
        marks = MarkSet.objects.filter(sheet=sheet, hand="iqa", by=who.person.user_id).first()
        kept = {} if marks is None else {f"mark-{row.node}": row.value for row in marks.node_marks.all()}
        kept |= {"note-staff": marks.staff_note} if marks else {}
        assert {field: kept.get(field) for field in who.acknowledged} == who.acknowledged
