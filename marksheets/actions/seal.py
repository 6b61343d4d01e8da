"""What a signature binds: canonical JSON of everything that was decided, its digest in the ledger."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from centres import ledger
from centres.models import Appointment
from centres.refusals import Refused
from marksheets.models import MarkSet, MarkSheet, Signature
from marksheets.reading import amounts_of, decision_of, marks_of, outside_of
from qualifications.outcome.words import number

CLOCK = (
    "The server’s clock says {now:%H:%M on %d %B %Y}, which is before the last signature on this sheet. Nothing was "
    "signed; tell whoever runs the installation that the clock was set back."
)


def seal(sheet: MarkSheet, role: str, marks: MarkSet, *, by: Appointment, **more: Any) -> Signature:
    """Sign one revision of a sheet.

    The payload holds the digest of the signature before it, and of the latest by each other role (RULINGS 17); `more`
    is what this signature says beyond the marks. Time is the database's, and never before the last signature's.
    """
    now = ledger.database_now()
    earlier = list(sheet.signatures.order_by("at"))
    if earlier and now < earlier[-1].at:
        raise Refused(CLOCK.format(now=now), code="clock")
    payload = {
        **_payload(sheet, role, marks, by, now),
        **_chain(earlier),
        **_carried(sheet, marks),
        **_annotations(marks),
        **more,
    }
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


def _chain(earlier: list[Signature]) -> dict[str, Any]:
    return {
        "signature_before": earlier[-1].digest if earlier else "",
        "signatures": {signature.role: signature.digest for signature in earlier},
    }


def _carried(sheet: MarkSheet, marks: MarkSet) -> dict[str, Any]:
    """What a resubmission says beyond its own marks: what it follows, what it carries, and which parts were named."""
    submission = sheet.submission
    named = {"named": marks.named} if marks.named else {}
    if submission.attempt == 1:
        return named
    return {"scope": submission.scope, "carried": submission.carried, "follows": str(submission.follows_id), **named}


def _annotations(marks: MarkSet) -> dict[str, Any]:
    """What the signer pointed to in the work; nothing where that is nothing."""
    rows = marks.annotations.select_related("file")
    found = [
        {
            "file": row.file.name,
            "page": row.page,
            "areas": row.areas,
            "quote": row.quote,
            "about": row.about,
            "text": row.text,
            "for_learner": row.for_learner,
        }
        for row in rows
    ]
    return {"annotations": found} if found else {}


def _payload(sheet: MarkSheet, role: str, marks: MarkSet, by: Appointment, at: datetime) -> dict[str, Any]:
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
        "file_hashes": {file.name: file.sha256 for file in submission.files.all()},
        "role": role,
        "signed_by": by.name,
        "user": by.user_id,
        "at": at.isoformat(),
        "set": {"hand": marks.hand, "revision": marks.revision, "by": marks.by_id},
        "same_marks": marks.same_marks,
        "blind": sheet.blind,
        "changed_after_reveal": marks.changed_after_reveal,
        "seen_before": marks.seen_before,
        "marks": {mark.node: _row(mark) for mark in marks_of(marks)},
        "outcome": decision.outcome.value,
        "total": decision.total,
        "referred": list(decision.referred),
        "policy_version": submission.policy_version,
        **_quantities(sheet),
    }


def _quantities(sheet: MarkSheet) -> dict[str, Any]:
    """What the diary shows and what is evidenced outside it; nothing where the sheet asks for no quantity."""
    if not sheet.submission.counted:
        return {}
    outside = outside_of(sheet)
    return {
        "quantities": {code: number(amount) for code, amount in amounts_of(sheet, outside).items()},
        "outside": [
            {"quantity": row.quantity, "amount": number(row.amount), "because": row.reason, "by": row.name}
            for row in outside
        ],
    }


def _row(mark: Any) -> dict[str, Any]:
    return {
        "value": mark.value,
        "strengths": mark.strengths,
        "areas_for_improvement": mark.areas_for_improvement,
        "bullets": mark.bullets,
        **({} if mark.carried_from is None else {"carried_from": mark.carried_from}),
    }
