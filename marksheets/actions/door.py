"""The one door: every move is asked of the table, made by one conditional update, and written in the ledger."""

from __future__ import annotations

from typing import Any

from django.db.models import F

from centres import ledger, naive
from centres.models import Appointment
from centres.refusals import NotYours, Refused, Stale
from marksheets.models import MarkSheet
from marksheets.workflow import MOVES, Move, State, refusal

STALE = "This sheet was changed in another window or by somebody else since you opened it."


def may(sheet: MarkSheet, verb: str, by: Appointment) -> str:
    """Why `by` may not make this move now, as a sentence; "" when they may."""
    is_assessor = sheet.assessor_user_id == by.user_id
    return refusal(MOVES[verb], State(sheet.state), frozenset({by.role}), is_assessor_of_it=is_assessor)


def ask(sheet: MarkSheet, verb: str, by: Appointment, version: int) -> Move:
    """Refuse a wrong hand, a wrong state, an open hold or a stale page; otherwise the move."""
    move = MOVES[verb]
    if sentence := may(sheet, verb, by):
        wrong_hand = State(sheet.state) in move.sources
        raise (NotYours if wrong_hand else Refused)(sentence)
    if hold := sheet.holds.filter(lifted_at=None, kind__in=move.forbidden_by).first():
        raise Refused(hold.sentence, code="held")
    if sheet.version != version and not naive.without("versions"):
        raise Stale(STALE)
    return move


def change(sheet: MarkSheet, verb: str, to: State, *, by: Appointment, facts: dict[str, Any], **fields: Any) -> None:
    """Move the sheet: nothing happens unless version and state are still those just asked about."""
    rows = MarkSheet.objects.filter(pk=sheet.pk, **_unchanged(sheet, sheet.version))
    if not rows.update(state=to.value, version=F("version") + 1, **fields):
        raise Stale(STALE)
    sheet.refresh_from_db()
    ledger.record(f"sheet.{verb}", sheet, {"state": to.value, "revision": sheet.revision, **facts}, by=by)


def touch(sheet: MarkSheet, version: int) -> None:
    """Count a change that is not a move (a saved field); refuse it when the page is stale."""
    rows = MarkSheet.objects.filter(pk=sheet.pk, **_unchanged(sheet, version))
    if not rows.update(version=F("version") + 1):
        raise Stale(STALE)
    sheet.version = version + 1


def _unchanged(sheet: MarkSheet, version: int) -> dict[str, Any]:
    """What must still hold in the row for the update to touch it."""
    return {} if naive.without("versions") else {"version": version, "state": sheet.state}
