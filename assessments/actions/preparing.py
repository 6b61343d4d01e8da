"""Empty drafts: laid out at registration, turned or taken away when a registration moves to another version."""

from __future__ import annotations

from typing import Any

from assessments.models import Scope, Submission
from centres import ledger
from centres.models import Appointment
from centres.refusals import Refused
from instruments.reading import sheets_for
from learners.models import Registration
from qualifications.models import Assessment


def prepare(registration: Registration, *, by: Appointment | None) -> list[Submission]:
    """A first, empty attempt at every assessment that the award has in this centre now, for the learner to fill."""
    drafts = []
    for assessment in sheets_for(registration.specification):
        draft = Submission(registration=registration, assessment=assessment)
        draft.save()
        drafts.append(draft)
    ledger.record("submissions.prepared", registration, {"assessments": [str(d.assessment) for d in drafts]}, by=by)
    return drafts


def lay_out(registration: Registration, assessment: Assessment) -> Submission:
    """One more empty first attempt, where a version of the award has a further assessment."""
    draft = Submission(registration=registration, assessment=assessment)
    draft.save()
    return draft


def turn_draft(submission: Submission, assessment: Assessment, *, by: Appointment) -> None:
    """Let a draft be one of another version of its sheet: its files stay, what was chosen is asked again.

    What was carried into it stays where the two versions have the same structure, else all of it is open (RULINGS 24).
    """
    drafts = Submission.objects.filter(pk=submission.pk, submitted_at=None)
    changes: dict[str, Any] = {}
    if submission.carried and submission.assessment.structure_hash != assessment.structure_hash:
        changes = {"carried": {}, "scope": Scope.WHOLE}
    if not drafts.update(assessment=assessment, choices={}, declared_own_work=False, **changes):
        raise Refused("This was submitted meanwhile.", code="submitted")
    ledger.record("submission.turned", submission, {"to": f"{assessment.code} {assessment.version}"}, by=by)


def drop_draft(submission: Submission, *, by: Appointment) -> None:
    """Take away an empty draft of a sheet that the award no longer has."""
    kept = (submission.files, submission.readings, submission.extensions, submission.permissions)
    if not submission.is_draft or submission.attempt > 1 or any(rows.exists() for rows in kept):
        raise Refused("This holds work and is not taken away.")
    ledger.record("submission.dropped", submission, {"assessment": submission.assessment.code}, by=by)
    submission.delete()
