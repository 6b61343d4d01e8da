"""The next attempt at an assessment: invited or granted, paused, resumed, made void. The marks come from above.

A mark sheet decides what is referred and calls down with a `Follow`; this module keeps it and never reads a mark.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from assessments.actions.submitting import use_refused
from assessments.models import Scope, Submission
from centres import ledger, notices, policy
from centres.clocks import add_working_days
from centres.models import Appointment
from centres.policy import Choices
from centres.refusals import Refused

CHANGED = "What is open in it was worked out anew: read what {code} asks for before you hand it in."


@dataclass(frozen=True, slots=True)
class Follow:
    """What the next attempt opens: `scope`, and what is carried by node code (see `Submission.carried`)."""

    scope: str
    carried: dict[str, dict[str, Any]]


def promised(submission: Submission) -> Choices:
    """The choices an attempt was handed in under: what was said before it holds after it (RULINGS 24)."""
    return policy.at(submission.policy_version)


def deadline(before: Submission, nation: str) -> date:
    """The day a resubmission is due, counted from today; not after the registration's own end while that lies ahead."""
    today, last = timezone.localdate(), before.registration.complete_by
    day = add_working_days(today, promised(before).resubmission_working_days, nation)
    return min(day, last) if last >= today else day


@transaction.atomic
def invite(submission: Submission, follow: Follow, *, by: Appointment, because: str = "") -> Submission:
    """Open the next attempt for the learner, its scope frozen; `because` is why one beyond the policy is granted."""
    _refuse(submission)
    fresh = Submission(
        registration_id=submission.registration_id,
        assessment_id=submission.assessment_id,
        attempt=submission.attempt + 1,
        follows=submission,
        scope=follow.scope,
        carried=follow.carried,
        choices=submission.choices if follow.scope == Scope.REFERRED else {},
        refuses_ilm_use=submission.refuses_ilm_use or use_refused(submission),
        invited_by=by,
        invited_at=timezone.now(),
        granted_because=because,
        hand_in_by=deadline(submission, by.centre.nation),
        policy_version=policy.in_force().version,
    )
    fresh.save(force_insert=True)
    _tell_invited(fresh, by)
    facts = {"attempt": fresh.attempt, "scope": fresh.scope, "carried": sorted(fresh.carried), "follows": submission.pk}
    ledger.record("submission.invited", fresh, {**facts, "until": fresh.hand_in_by, "because": because}, by=by)
    return fresh


def _refuse(submission: Submission) -> None:
    if submission.registration.withdrawn_on is not None:
        raise Refused("The learner is withdrawn from this registration; nothing more is handed in under it.")
    later = Submission.objects.chain_of(submission).filter(attempt__gt=submission.attempt, voided_at=None)
    if found := later.first():
        raise Refused(f"Attempt {found.attempt} is open already.", code="invited")


def _tell_invited(fresh: Submission, by: Appointment) -> None:
    until = date_format(fresh.hand_in_by, "j F Y") if fresh.hand_in_by else ""
    sentence = f"You can hand in {fresh.assessment.code} again, until {until}."
    path = reverse("assignment", args=[by.centre.slug, fresh.pk])
    notices.tell(fresh.registration.learner.appointment, sentence, path, about=fresh.pk, asks="submit")


@transaction.atomic
def pause(submission: Submission, *, by: Appointment) -> None:
    """The result it follows is under review: nothing of it is handed in, opened or decided until that is over."""
    if not Submission.objects.filter(pk=submission.pk, paused_at=None).update(paused_at=timezone.now()):
        return
    submission.refresh_from_db()
    code = submission.assessment.code
    sentence = f"{code}: attempt {submission.attempt} is paused while the result before it is under review."
    _tell(submission, sentence)
    ledger.record("submission.paused", submission, {"attempt": submission.attempt}, by=by)


@transaction.atomic
def resume(submission: Submission, follow: Follow, *, by: Appointment) -> bool:
    """Go on under a scope worked out anew, with the days again (RULINGS 20). Whether what is open has changed.

    Work that was handed in for another scope and not opened yet becomes a draft again, with its files.
    """
    changed = set(follow.carried) != set(submission.carried) or follow.scope != submission.scope
    back: dict[str, Any] = {}
    if changed and submission.submitted_at is not None and submission.opened_at is None:
        back = {"submitted_at": None, "receipt": "", "files_digest": "", "due_on": None, "declared_own_work": False}
        back |= {"assessor": None, "allocated_at": None}
    Submission.objects.filter(pk=submission.pk).update(
        paused_at=None,
        scope=follow.scope,
        carried=follow.carried,
        hand_in_by=deadline(submission.follows or submission, by.centre.nation),
        **back,
    )
    submission.refresh_from_db()
    if back:
        notices.settle(submission.pk, "open")
    code, until = submission.assessment.code, submission.hand_in_by
    words = CHANGED.format(code=code) if changed else "What is open in it is as it was."
    sentence = f"{code}: attempt {submission.attempt} goes on. {words}"
    if submission.is_draft and until:
        sentence += f" Hand it in by {date_format(until, 'j F Y')}."
    _tell(submission, sentence, asks="submit" if submission.is_draft else "")
    facts = {"scope": submission.scope, "carried": sorted(submission.carried), "until": until, "changed": changed}
    ledger.record("submission.resumed", submission, facts, by=by)
    return changed


@transaction.atomic
def withdraw_attempt(submission: Submission, *, by: Appointment, why: str) -> None:
    """Void and uncounted, with nothing in its place: the result before it became a pass, or was void itself."""
    Submission.objects.filter(pk=submission.pk).update(voided_at=timezone.now(), paused_at=None)
    submission.refresh_from_db()
    notices.settle(submission.pk, "submit", "open")
    notices.tell(submission.registration.learner.appointment, f"{submission.assessment.code}: {why}")
    ledger.record("submission.voided", submission, {"because": why}, by=by)


def _tell(submission: Submission, sentence: str, *, asks: str = "") -> None:
    learner = submission.registration.learner.appointment
    path = reverse("assignment", args=[learner.centre.slug, submission.pk])
    notices.tell(learner, sentence, path, about=submission.pk, asks=asks)
