"""The next attempt, from the sheet it follows: invite, grant; and what re-opening, releasing and voiding do to it."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from assessments import actions as work
from assessments.actions import Follow
from assessments.models import Submission
from centres import notices
from centres.models import Appointment
from centres.refusals import Refused
from marksheets import chain
from marksheets.actions.door import ask, because, change
from marksheets.actions.fields import carry_into, copied_set
from marksheets.models import MarkSet, MarkSheet, NodeMark
from marksheets.reading import current_sets
from marksheets.workflow import State
from qualifications.outcome import Outcome

NOW_A_PASS = "the earlier attempt is a pass now, so this attempt is withdrawn and counts for nothing."
BEFORE_IT_VOID = "the earlier attempt was withdrawn by the centre, so this attempt counts for nothing."
OVERTAKEN = "Attempt {n} has a result of its own; re-open that one."
HANDED_IN = "Attempt {n} was handed in after this one; void its sheet first."


@transaction.atomic
def invite_resubmission(sheet: MarkSheet, *, version: int, by: Appointment) -> MarkSheet:
    """Open the next attempt after a released referral: only what was referred, or the whole, as the policy said."""
    ask(sheet, "invite_resubmission", by, version)
    if sentence := chain.refusal(sheet, granting=False):
        raise Refused(sentence, code="attempts")
    return _invite(sheet, "invite_resubmission", by=by)


@transaction.atomic
def grant_attempt(sheet: MarkSheet, *, version: int, by: Appointment, reason: str) -> MarkSheet:
    """Open an attempt beyond those the policy allows, with a reason."""
    ask(sheet, "grant_attempt", by, version)
    if sentence := chain.refusal(sheet, granting=True):
        raise Refused(sentence, code="attempts")
    return _invite(sheet, "grant_attempt", by=by, why=because(sheet, "grant_attempt", reason, by=by).text)


def _invite(sheet: MarkSheet, verb: str, *, by: Appointment, why: str = "") -> MarkSheet:
    follow = chain.follow_of(sheet, work.promised(sheet.submission))
    fresh = work.invite(sheet.submission, follow, by=by, because=why)
    facts = {
        "attempt": fresh.attempt,
        "scope": fresh.scope,
        "carried": sorted(fresh.carried),
        "until": fresh.hand_in_by,
    }
    change(sheet, verb, None, by=by, facts=facts | ({"because": why} if why else {}))
    return sheet


def refuse_overtaken(sheet: MarkSheet) -> None:
    """A result is not taken up again once a later attempt has one."""
    later = chain.next_attempt(sheet.submission)
    if later is not None and MarkSheet.objects.filter(submission=later, released_at__isnull=False).exists():
        raise Refused(OVERTAKEN.format(n=later.attempt), code="attempts")


def pause_next(sheet: MarkSheet, *, by: Appointment) -> None:
    """An open attempt that follows pauses while this result is under review (RULINGS 20)."""
    if (later := chain.next_attempt(sheet.submission)) is not None:
        work.pause(later, by=by)


def drop_next(sheet: MarkSheet, *, by: Appointment) -> None:
    """A void sheet is followed by nothing: a draft that follows is withdrawn, work handed in stands in the way."""
    later = chain.next_attempt(sheet.submission)
    if later is None:
        return
    if not later.is_draft:
        raise Refused(HANDED_IN.format(n=later.attempt), code="attempts")
    work.withdraw_attempt(later, by=by, why=BEFORE_IT_VOID)


def go_on(sheet: MarkSheet, *, by: Appointment) -> None:
    """After a release a paused attempt that follows goes on under a scope worked out anew; a pass makes it void."""
    later = chain.next_attempt(sheet.submission)
    if later is None or later.paused_at is None:
        return
    follows = MarkSheet.objects.filter(submission=later).exclude(state=State.VOID).first()
    decision = chain.standing_decision(sheet)
    if decision is not None and decision.outcome is Outcome.PASS:
        work.withdraw_attempt(later, by=by, why=NOW_A_PASS)
        if follows is not None:
            _void(follows, NOW_A_PASS, by=by)
        return
    before, follow = later.carried, chain.follow_of(sheet, work.promised(sheet.submission))
    changed = work.resume(later, follow, by=by)
    if follows is not None:
        _bring_up_to_date(follows, later, follow, by=by, anew=changed, differs=before != follow.carried)


def _bring_up_to_date(
    sheet: MarkSheet, submission: Submission, follow: Follow, *, by: Appointment, anew: bool, differs: bool
) -> None:
    """A sheet that was open when the pause began: another scope starts afresh, other carried marks are written in."""
    if anew:
        fresh = work.void(submission, by=by, with_files=True)
        words = "What is open in this attempt has changed; it can be handed in anew."
        _void(sheet, words, by=by)
        notices.tell(sheet.assessor, f"{fresh.assessment.code}: a sheet of yours is void.", about=sheet.pk)
    elif differs:
        _carry_anew(sheet, follow, by=by)


def _carry_anew(sheet: MarkSheet, follow: Follow, *, by: Appointment) -> None:
    """Carried marks that changed: signed marks are signed again, as the next revision."""
    sets = list(current_sets(sheet).values())
    if sheet.state != State.MARKING:
        change(sheet, "return", State.MARKING, by=by, facts={}, revision=F("revision") + 1, assessed_at=None)
        sets = [copied_set(sheet, marks) for marks in sets]
    for marks in sets:
        _write_carried(marks, follow)


def _write_carried(marks: MarkSet, follow: Follow) -> None:
    for row in NodeMark.objects.filter(mark_set=marks):
        carry_into(row, follow.carried.get(row.node), marks.hand)
        row.save()


def _void(sheet: MarkSheet, why: str, *, by: Appointment) -> None:
    facts = {"because": why}
    change(sheet, "void", State.VOID, by=by, facts=facts, voided_at=timezone.now(), lease_until=None)
