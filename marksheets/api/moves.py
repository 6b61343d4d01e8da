"""One address for every verb of the table, described in its words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar
from uuid import UUID

from django.shortcuts import get_object_or_404
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from assessments.access import visible_submissions
from centres.api.describing import WRITES, Problem, described
from centres.models import ApiToken
from centres.refusals import NotYours
from centres.roles import Role
from centres.step_up import sign_in_again
from marksheets import actions, forms
from marksheets.api.sheets import IF_MATCH, STAFF_READERS, Sheet, SheetView, Version
from marksheets.models import MarkSheet
from marksheets.models.marks import Hand
from marksheets.workflow import BY_HAND, HOLDS, MOVES, Move

BY_TOKEN = "A signature is yours alone: sign in and make it in the browser. A token reads and moves, and never signs."


class AskedAgain(Problem):
    """The wrong hand; or a signature whose last proof of who signs is too old, with the address to give it at."""

    url = serializers.CharField(required=False, help_text="Where the person proves who they are.")


class MoveView(SheetView):
    """One verb of the table on one sheet."""

    move: ClassVar[Move]
    roles = {"post": STAFF_READERS}

    def make(self, pk: UUID) -> MarkSheet:
        """Make the move; by token never one that signs."""
        sheet = self.sheet(pk)
        if self.move.signs and isinstance(self.request.auth, ApiToken):
            raise NotYours(BY_TOKEN, code="session_only")
        if self.move.signs:
            sign_in_again(self.request._request, self.appointment, replay=False)
        asked = forms.asked(actions.lawful(sheet, self.move.verb, self.appointment), self.body, sheet)
        moved: MarkSheet = actions.VERBS[self.move.verb](sheet, version=self.version(), by=self.appointment, **asked)
        return moved


class Opening(SheetView):
    """`open`: the verb that makes a sheet from a submission."""

    roles = {"post": frozenset({Role.ASSESSOR})}

    @described(MOVES["open"].label, gives=Sheet, status=201, errors=WRITES)
    def post(self, request: Request, pk: UUID) -> Response:
        """Begin marking: by the assessor it was given to, once."""
        submission = get_object_or_404(visible_submissions(self.appointment).with_rows(), pk=pk)
        sheet = actions.open_sheet(submission, by=self.appointment)
        return self.shown(self.sheet(sheet.pk), status=201)


ASKED: dict[str, Callable[[], serializers.Field[Any, Any, Any, Any]]] = {
    "reason": lambda: serializers.CharField(help_text="A sentence that says why."),
    "standing": lambda: serializers.ChoiceField(Hand.choices, help_text="Whose marks stand."),
    "assessor": lambda: serializers.UUIDField(help_text="The appointment of the assessor it goes to."),
    "ev": lambda: serializers.UUIDField(help_text="The appointment of the EV."),
    "kind": lambda: serializers.ChoiceField([(str(kind), HOLDS[kind].label) for kind in BY_HAND]),
    "person": lambda: serializers.UUIDField(required=False, help_text="For a conflict: whose appointment."),
    "hold": lambda: serializers.UUIDField(help_text="The hold to lift; `moves` names them."),
    "quantity": lambda: serializers.CharField(help_text="The quantity’s code; `moves` names those that are short."),
    "amount": lambda: serializers.CharField(help_text="How much of it, in its own measure: 3 or 2.5."),
    "sentence": lambda: serializers.CharField(required=False, allow_blank=True, help_text="What people read."),
}


def takes(move: Move) -> type[serializers.Serializer[Any]]:
    """What a verb's body may carry."""
    name = "".join(word.title() for word in move.verb.split("_")) + "Asked"
    fields = {name: ASKED[name]() for name in move.asks}
    return type(name, (Version,), {**fields, "__doc__": Version.__doc__}) if fields else Version


def move_view(move: Move) -> type[MoveView]:
    """The route of one verb, described in the table's words."""

    also = {403: AskedAgain} if move.signs else {}

    @described(move.label, takes=takes(move), gives=Sheet, errors=WRITES, also=also, parameters=(IF_MATCH,))
    def post(self: MoveView, request: Request, pk: UUID) -> Response:
        return self.shown(self.sheet(self.make(pk).pk))

    to = " or ".join(state.staff_name for state in move.to) or "as it was"
    by = "In a session only: it is a signature." if move.signs else "By session or token."
    post.__doc__ = f"The sheet is then: {to}. {by}"
    return type(f"Move{move.verb.title().replace('_', '')}", (MoveView,), {"move": move, "post": post})
