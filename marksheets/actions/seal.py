"""What a signature binds: canonical JSON of everything that was decided, its digest in the ledger."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from centres import ledger
from centres.models import Appointment
from marksheets.models import MarkSet, MarkSheet, Signature
from marksheets.reading import decision_of, marks_of


def seal(sheet: MarkSheet, role: str, marks: MarkSet, *, by: Appointment, before: Signature | None) -> Signature:
    """Sign one revision of a sheet. An IQA's payload holds the digest of the assessor's signature (RULINGS 17)."""
    now = timezone.now()
    payload = _payload(sheet, role, marks, by, now.isoformat(), before.digest if before else "")
    signature = Signature(
        sheet=sheet,
        revision=sheet.revision,
        role=role,
        by_id=by.user_id,
        name=by.name,
        at=now,
        payload=payload,
        digest=ledger.digest_of(payload),
    )
    signature.save(force_insert=True)
    return signature


def _payload(sheet: MarkSheet, role: str, marks: MarkSet, by: Appointment, at: str, before: str) -> dict[str, Any]:
    submission = sheet.submission
    decision = decision_of(sheet, marks)
    return {
        "sheet": str(sheet.pk),
        "revision": sheet.revision,
        "assessment": submission.assessment.code,
        "specification_digest": submission.assessment.digest,
        "learner": submission.registration.learner.name,
        "registration_number": submission.registration.number,
        "attempt": submission.attempt,
        "files": submission.files_digest,
        "role": role,
        "signed_by": by.name,
        "user": by.user_id,
        "at": at,
        "same_marks": marks.same_marks,
        "marks": {mark.node: _row(mark) for mark in marks_of(marks)},
        "outcome": decision.outcome.value,
        "total": decision.total,
        "referred": list(decision.referred),
        "policy_version": submission.policy_version,
        "signature_before": before,
    }


def _row(mark: Any) -> dict[str, Any]:
    return {
        "value": mark.value,
        "strengths": mark.strengths,
        "areas_for_improvement": mark.areas_for_improvement,
        "bullets": mark.bullets,
    }
