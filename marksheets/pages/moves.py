"""The moves a reader may make now, each with what it asks for, in the words and choices of the page."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.urls import reverse
from django.utils.translation import gettext as _

from centres.models import Appointment, Centre
from centres.roles import Role
from marksheets import candidates, chain
from marksheets.actions.door import may, stopped
from marksheets.models import Hold, MarkSet, MarkSheet
from marksheets.pages.shape import Asked, MoveButton
from marksheets.reading import decision_of, outside_of, overridable
from marksheets.workflow import BY_HAND, HOLDS, MOVES, Move, State
from qualifications.outcome.amounts import called
from qualifications.outcome.words import capital

# The one primary act, in this order: the first that is offered.
PRIMARY = ("sign", "lock", "countersign", "resolve", "call_in", "attest", "release", "invite_resubmission")
HANDS = {"assessor": _("The assessor’s marks"), "iqa": _("The IQA’s marks"), "third": _("The third set")}
Sets = Mapping[str, MarkSet]


def offered(
    sheet: MarkSheet, reader: Appointment, centre: Centre, sets: Sets, holds: list[Hold]
) -> tuple[MoveButton, ...]:
    """The moves that this reader may make and none of the open holds forbids; the first of PRIMARY leads."""

    def free(move: Move) -> bool:
        code, _sentence = stopped(sheet, move.verb, reader, holds)
        return bool(move.sources) and not code and not may(sheet, move.verb, reader)

    found = {move.verb: move for move in MOVES.values() if free(move) and _sensible(move.verb, sheet, reader, sets)}
    asks = {verb: _asks(move, sheet, sets, holds) for verb, move in found.items()}
    leads = next((verb for verb in PRIMARY if verb in found), "")
    return tuple(
        MoveButton(
            verb, move.label, reverse("sheet-move", args=[centre.slug, sheet.pk, verb]), verb == leads, asks[verb]
        )
        for verb, move in found.items()
        if all(one.options or one.kind != "choice" for one in asks[verb])  # nothing to choose: nothing to do
    )


def _sensible(verb: str, sheet: MarkSheet, reader: Appointment, sets: Sets) -> bool:
    """Lawful, and not a button that could only be refused."""
    mine = sets.get("iqa")
    open_eyes = not sheet.blind or (mine is not None and (mine.locked_at is not None or mine.seen_before))
    if verb == "lock":
        return not open_eyes
    if verb == "countersign" and not open_eyes:
        return False
    if verb in {"invite_resubmission", "grant_attempt"}:
        return not chain.refusal(sheet, granting=verb == "grant_attempt")
    if verb == "attest":
        return not sheet.signatures.filter(revision=sheet.revision, role=Role.EV).exists()
    return verb != "take_over" or sheet.reopener_user_id != reader.user_id


def _asks(move: Move, sheet: MarkSheet, sets: Sets, holds: list[Hold]) -> tuple[Asked, ...]:
    return tuple(_hold(holds) if name == "hold" else ASKED[name](sheet, sets) for name in move.asks)


def _reason(sheet: MarkSheet, sets: Sets) -> Asked:
    hints = {
        State.SAMPLED: _("The assessor reads it beside the sheet."),
        State.DISPUTED: _("It is printed on the sheet with your name, and the learner reads it."),
    }
    return Asked("reason", _("Why"), hints.get(State(sheet.state), _("Staff read it; the learner does not.")), "text")


def _standing(sheet: MarkSheet, sets: Sets) -> Asked:
    options = []
    for hand in (hand for hand in HANDS if hand in sets):
        decision = decision_of(sheet, sets[hand])
        if decision.is_decided:
            options.append((hand, f"{HANDS[hand]}: {decision.headline}"))
    return Asked("standing", _("Which marks stand"), "", "choice", tuple(options))


def _people(name: str, label: str, people: list[Appointment], *, required: bool = True) -> Asked:
    return Asked(name, label, "", "choice", tuple((str(one.pk), one.name) for one in people), required)


def _kind(sheet: MarkSheet, sets: Sets) -> Asked:
    return Asked("kind", _("About"), "", "choice", tuple((str(kind), HOLDS[kind].label) for kind in BY_HAND))


def _hold(holds: list[Hold]) -> Asked:
    return Asked("hold", _("Which"), "", "choice", tuple((str(h.pk), f"{h.label}: {h.sentence}") for h in holds))


def _sentence(sheet: MarkSheet, sets: Sets) -> Asked:
    hint = _("Whoever is stopped by it reads this, the learner too. Left empty, the usual sentence stands.")
    return Asked("sentence", _("Public sentence"), hint, "line", required=False)


def _quantity(sheet: MarkSheet, sets: Sets) -> Asked:
    done = {row.quantity for row in outside_of(sheet)}
    short = [sheet.submission.assessment.definition.quantity(code) for code in overridable(sheet) if code not in done]
    return Asked("quantity", _("Of what"), "", "choice", tuple((one.code, capital(called(one))) for one in short))


def _amount(sheet: MarkSheet, sets: Sets) -> Asked:
    hint = _("A number such as 3 or 2.5. With what the diary shows it has to reach what is asked.")
    return Asked("amount", _("How many you saw evidenced outside the diary"), hint, "line")


ASKED: Mapping[str, Callable[[MarkSheet, Sets], Asked]] = {
    "reason": _reason,
    "standing": _standing,
    "assessor": lambda sheet, sets: _people("assessor", _("New assessor"), candidates.assessors_for(sheet)),
    "ev": lambda sheet, sets: _people("ev", _("EV"), candidates.evs_for(sheet)),
    "kind": _kind,
    "person": lambda sheet, sets: _people(
        "person", _("Whose interest, for a conflict"), candidates.people_for(sheet), required=False
    ),
    "sentence": _sentence,
    "quantity": _quantity,
    "amount": _amount,
}
