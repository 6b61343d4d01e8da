"""Every move of the table, from every state, by every hand: its own, another's of the same role, a stranger's.

What is lawful stands in tests/marksheets/test_table.py, by hand. A refusal changes nothing; a stranger finds nothing.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.db import transaction
from django.test import Client

from assessments.actions import may_assess
from centres.actions import appoint
from centres.models import Appointment, LedgerHead
from centres.roles import Role
from marksheets import actions
from marksheets.models import MarkSheet
from marksheets.workflow import MOVES
from tests import story
from tests.marksheets.test_table import LAWFUL, STATES

FLOOR = 2_016  # distinct probes; it rises with the table and may not fall
VERBS = [verb for verb in MOVES if verb != "open"]
SignIn = Callable[[str], Client]
# Who asks: their role, what they are to the sheet, and whether they meet it at all.
HANDS = {
    "ada": ("assessor", "assessor", True),
    "sunil": ("assessor", "neither", False),  # an assessor meets what was given to them
    "iqbal": ("iqa", "checker", True),
    "nadia": ("iqa", "neither", True),
    "leo": ("lead_iqa", "neither", True),
    "cara": ("admin", "neither", True),
    "eve": ("ev", "neither", True),  # she was asked to read it
    "edda": ("ev", "neither", False),  # she was not
    "tom": ("tutor", "neither", False),
    "lena": ("learner", "neither", False),  # her own sheet is a result to her, never the staff's page
    "mara": ("learner", "neither", False),
    "ivan": ("iqa", "assessor", True),  # Ada's own second hat
}
STRANGERS = ("nina", "ravi", "otto", "kofi")


@dataclass(frozen=True)
class Scene:
    """A sheet in one state and what each move of it would need."""

    sheet: MarkSheet
    asks: dict[str, str]


def bring(cast: story.Cast, state: str) -> MarkSheet:
    """D7.01 of Lena in one of the seven states, as far from its beginning as need be."""
    ways = {
        "marking": lambda: story.marked(cast, story.MARKS),
        "assessed": lambda: story.signed(cast),
        "sampled": lambda: story.called_in(cast),
        "disputed": lambda: story.disputed(cast),
        "checked": lambda: story.countersigned(cast),
        "released": lambda: story.released(cast),
        "void": lambda: _voided(cast),
    }
    sheet = ways[state]()
    if state == "sampled":
        actions.save(sheet, story.MARKS, version=sheet.version, by=cast["iqbal"])
    MarkSheet.objects.filter(pk=sheet.pk, iqa=None).exclude(state="marking").update(
        iqa=cast["iqbal"], iqa_user=cast["iqbal"].user_id
    )
    MarkSheet.objects.filter(pk=sheet.pk).update(lease_until=None)  # Iqbal is not at work on it now
    return sheet


def _voided(cast: story.Cast) -> MarkSheet:
    sheet = story.released(cast)
    return actions.void(sheet, version=sheet.version, by=cast["leo"], reason="The wrong file.")


@pytest.fixture
def scene(request: pytest.FixtureRequest, cast: story.Cast) -> Scene:
    """Everybody is there, the sheet stands where it shall, a hold that forbids nothing can be lifted."""
    for name, role in (("Nadia Wren", Role.IQA), ("Edda Moss", Role.EV)):
        cast[name.split()[0].lower()] = _hired(name, role, cast)
    cast["ivan"] = appoint("ada@northgate.example", "Ada Byrne", Role.IQA, by=cast["cara"])
    may_assess(cast["sunil"], "D7.01", cast["sunil"].starts_on, by=None)
    sheet = bring(cast, request.param)
    if sheet.state == "assessed":  # decided not to be sampled, so that a release could only be refused for its hand
        actions.lift(sheet, version=sheet.version, by=cast["leo"], hold=sheet.holds.get(), reason="Not sampled.")
    if sheet.state != "void":
        actions.hold(sheet, version=sheet.version, by=cast["leo"], kind="conflict", reason="Kin.", person=cast["sunil"])
    from assessments.models import Reader

    Reader(submission=sheet.submission, reader=cast["eve"], asked_by=cast["iqbal"]).save()
    sheet.refresh_from_db()
    asks = {
        "reason": "Because the story asks for it.",
        "standing": "assessor",
        "assessor": str(cast["sunil"].pk),
        "ev": str(cast["edda"].pk),
        "kind": "integrity",
        "hold": str(getattr(sheet.holds.filter(lifted_at=None).first(), "pk", "")),
        "version": str(sheet.version),
    }
    return Scene(sheet, asks)


def _hired(name: str, role: Role, cast: story.Cast) -> Appointment:
    from config.demo.cast import sign_in

    address = f"{name.split()[0].lower()}@northgate.example"
    sign_in(address, name)
    return appoint(address, name, role, by=cast["cara"], invite=False)


@pytest.mark.parametrize("scene", STATES, indirect=True)
def test_just_what_is_lawful_is_done_and_everything_else_changes_nothing(
    scene: Scene, cast: story.Cast, signed_in: SignIn
) -> None:
    wrong = []
    for who, (role, hand, meets) in HANDS.items():
        client, by = _at_the_browser(who, cast, signed_in)
        for verb in VERBS:
            states, roles, hands = (words.split() for words in LAWFUL[verb])
            if verb == "lock" and scene.sheet.state == "sampled":
                continue  # of a blind check alone: tests/marksheets/test_blind.py
            if verb == "override" and scene.sheet.state == "marking" and who == "ada":
                continue  # asks for a diary that falls short: tests/marksheets/test_override.py
            if verb == "grant_attempt" and scene.sheet.state == "released":
                continue  # beyond the policy's number alone: tests/attempts/test_resubmit.py
            lawful = meets and scene.sheet.state in states and role in roles and hand in hands
            status, changed = _tried(client, scene, verb, by)
            expected = {302} if lawful else {403, 409} if meets else {404}
            if status not in expected or changed != lawful:
                wrong.append((scene.sheet.state, who, verb, status, changed))
    for who in STRANGERS:
        client = signed_in(f"{who}@southbank.example")
        wrong += [(who, verb) for verb in VERBS if _tried(client, scene, verb, "") != (404, False)]
    assert wrong == []


def test_how_many_they_are() -> None:
    count = len(VERBS) * len(STATES) * (len(HANDS) + len(STRANGERS))
    sys.stdout.write(f"{count:,} distinct moves tried\n")
    assert count >= FLOOR


def _at_the_browser(who: str, cast: story.Cast, signed_in: SignIn) -> tuple[Client, str]:
    """A browser, and the appointment it acts as: Ada has two."""
    return signed_in(cast[who].user.email), str(cast[who].pk)


def _tried(client: Client, scene: Scene, verb: str, by: str) -> tuple[int, bool]:
    """The status of one try, and whether anything was changed by it; taken back afterwards."""
    with _taken_back():
        before = _state(scene)
        status = client.post(f"/c/northgate/sheets/{scene.sheet.pk}/move/{verb}/", {**scene.asks, "appointment": by})
        return status.status_code, _state(scene) != before


def _state(scene: Scene) -> tuple[object, ...]:
    row = MarkSheet.objects.get(pk=scene.sheet.pk)
    return row.state, row.version, row.revision, LedgerHead.objects.get().digest


class _taken_back:  # noqa: N801 - reads as a word
    """A savepoint that never holds."""

    def __enter__(self) -> None:
        self.point = transaction.atomic()
        self.point.__enter__()

    def __exit__(self, *problem: object) -> None:
        transaction.set_rollback(True)
        self.point.__exit__(None, None, None)
