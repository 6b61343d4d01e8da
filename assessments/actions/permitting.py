"""Whose permission a piece of writing has: recorded once for each person involved, before it is handed in."""

from __future__ import annotations

from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone

from assessments.actions.submitting import own_draft
from assessments.diary.cautions import looks_like_a_full_name
from assessments.models import Permission, Submission
from assessments.permissions import nodes_that_ask
from centres import ledger
from centres.models import Appointment
from centres.refusals import Refused, Unfit

NAMELESS = "“{who}” looks like a name; names are not disclosed, so give a letter or a label, such as “Client B”."


@transaction.atomic
def permit(submission: Submission, node: str, *, who: str, given_on: date, how: str, by: Appointment) -> Permission:
    """Record that somebody involved allowed it."""
    own_draft(submission, by)
    _asks(submission, node)
    label = " ".join(who.split())
    if not label:
        raise Unfit("Say who allowed it, by a letter or a label such as “Client B”.", code="who")
    if looks_like_a_full_name(label):
        raise Unfit(NAMELESS.format(who=label), code="who")
    if given_on > timezone.localdate():
        raise Unfit("The day lies ahead; record it once it is given.", code="given_on")
    if submission.permissions.filter(node=node, who__iexact=label).exists():
        raise Refused(f"The permission of {label} is recorded already.", code="who")
    submission.permissions.filter(node=node, who="").delete()
    row = Permission(submission=submission, node=node, who=label, given_on=given_on, how=how)
    _put(row)
    ledger.record("permission.recorded", submission, {"node": node, "on": given_on, "how": how}, by=by)
    return row


@transaction.atomic
def nobody_else(submission: Submission, node: str, *, by: Appointment) -> Permission:
    """Record the learner's word that nobody else is involved."""
    own_draft(submission, by)
    _asks(submission, node)
    if submission.permissions.filter(node=node).exists():
        raise Refused("Somebody is recorded here; take them out first, or leave it as it is.", code="who")
    row = Permission(submission=submission, node=node)
    _put(row)
    ledger.record("permission.nobody_else", submission, {"node": node}, by=by)
    return row


@transaction.atomic
def take_out(permission: Permission, *, by: Appointment) -> None:
    """Take out what was recorded by mistake, while the work is a draft."""
    own_draft(permission.submission, by)
    ledger.record("permission.taken_out", permission.submission, {"node": permission.node}, by=by)
    permission.delete()


def _put(row: Permission) -> None:
    """Two windows that say the same at the same moment say it once."""
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as twice:
        raise Refused("This is recorded already.", code="who") from twice


def _asks(submission: Submission, node: str) -> None:
    if node not in {each.code for each in nodes_that_ask(submission)}:
        raise Unfit("This part asks for nobody’s permission.", code="who")
