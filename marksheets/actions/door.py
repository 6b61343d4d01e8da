"""The one door: every move is asked of the table, made by one conditional update, and written in the ledger."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.db.models import F
from django.utils import timezone

from centres import ledger, naive, notices
from centres.models import Appointment
from centres.refusals import NotYours, Refused, Stale, Unfit
from marksheets.models import Hold, MarkSheet, Reason
from marksheets.workflow import MOVES, HoldKind, Move, Party, State, forbids, refusal

STALE = "This sheet was changed in another window or by somebody else since you opened it."
LEASE = timedelta(minutes=15)  # after the last thing an IQA saved, anybody else may take the check over
LONGEST_REASON = 2_000
PAUSED = frozenset({"sign", "countersign", "resolve", "release"})
PAUSED_SENTENCE = "The result of attempt {n} is under review; this attempt is paused until that is decided."


def may(sheet: MarkSheet, verb: str, by: Appointment) -> str:
    """Why `by` may not make this move now, as a sentence; "" when they may."""
    return refusal(MOVES[verb], State(sheet.state), party(sheet, by))


def party(sheet: MarkSheet, by: Appointment) -> Party:
    """What this person is to the sheet, in the role they act in."""
    return Party(by.role, is_assessor=sheet.assessor_user_id == by.user_id, is_checker=sheet.iqa_user_id == by.user_id)


def lawful(sheet: MarkSheet, verb: str, by: Appointment) -> Move:
    """Refuse a wrong hand or a wrong state; asked before anything that came with the move is read."""
    move = MOVES[verb]
    if sentence := may(sheet, verb, by):
        wrong_hand = State(sheet.state) in move.sources
        raise (NotYours if wrong_hand else Refused)(sentence)
    return move


def ask(sheet: MarkSheet, verb: str, by: Appointment, version: int) -> Move:
    """Refuse a wrong hand, a wrong state, an open hold or a stale page; otherwise the move."""
    move = lawful(sheet, verb, by)
    code, sentence = stopped(sheet, verb, by, sheet.holds.filter(lifted_at=None))
    if code:
        raise Refused(sentence, code=code)
    if sheet.version != version and not naive.without("versions"):
        raise Stale(STALE)
    return move


def stopped(sheet: MarkSheet, verb: str, by: Appointment, holds: Iterable[Hold]) -> tuple[str, str]:
    """What stops a move that is lawful in itself, as code and sentence; ("", "") where nothing does."""
    for hold in holds:
        if forbids(hold.kind, verb, names_this_person=hold.person_id == by.user_id):
            return "held", hold.sentence
    if verb in PAUSED and sheet.submission.paused_at is not None:
        return "paused", PAUSED_SENTENCE.format(n=sheet.submission.attempt - 1)
    return "", ""


def refuse_conflict(sheet: MarkSheet, by: Appointment) -> None:
    """A person with a declared interest writes nothing on the sheet either."""
    if hold := sheet.holds.filter(lifted_at=None, kind=HoldKind.CONFLICT, person=by.user_id).first():
        raise Refused(hold.sentence, code="held")


def change(
    sheet: MarkSheet, verb: str, to: State | None, *, by: Appointment | None, facts: dict[str, Any], **fields: Any
) -> None:
    """Make the move: nothing happens unless version and state are still those just asked about.

    `to` None leaves the state as it is; `by` None is the system itself.
    """
    state = (to or State(sheet.state)).value
    rows = MarkSheet.objects.filter(pk=sheet.pk, **_unchanged(sheet, sheet.version))
    if not rows.update(state=state, version=F("version") + 1, **fields):
        raise Stale(STALE)
    sheet.refresh_from_db()
    ledger.record(f"sheet.{verb}", sheet, {"state": state, "revision": sheet.revision, **facts}, by=by)
    notices.settle(sheet.pk, *(MOVES if to is State.VOID else (verb,)), by=by)


def touch(sheet: MarkSheet, version: int) -> None:
    """Count a change that is not a move (a saved field); refuse it when the page is stale. Renews the lease."""
    rows = MarkSheet.objects.filter(pk=sheet.pk, **_unchanged(sheet, version))
    if not rows.update(version=F("version") + 1, lease_until=lease() if sheet.state == State.SAMPLED else None):
        raise Stale(STALE)
    sheet.version = version + 1


def _unchanged(sheet: MarkSheet, version: int) -> dict[str, Any]:
    """What must still hold in the row for the update to touch it."""
    return {} if naive.without("versions") else {"version": version, "state": sheet.state}


def lease() -> Any:
    """Until when somebody who has just saved is taken to be at work."""
    return timezone.now() + LEASE


def because(sheet: MarkSheet, verb: str, text: str, *, by: Appointment) -> Reason:
    """Keep why a move is made; one without words is refused."""
    words = text.replace("\r\n", "\n").strip()
    if not words:
        raise Unfit(f"{MOVES[verb].act} asks for a reason; write a sentence that says why.", code="reason")
    if len(words) > LONGEST_REASON:
        most = f"{LONGEST_REASON:,} is the most it may be."
        raise Unfit(f"The reason is {len(words):,} characters; {most}", code="reason")
    reason = Reason(sheet=sheet, revision=sheet.revision, verb=verb, text=words, by_id=by.user_id, name=by.name)
    reason.save(force_insert=True)
    return reason
