"""What is done to submissions: the only code that writes them."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from assessments.access import eligible_assessors
from assessments.hours.counted import frozen_for
from assessments.models import Evidence, MayAssess, Reading, StoredFile, Submission
from centres import ledger, notices, policy
from centres.clocks import add_working_days
from centres.models import Appointment
from centres.refusals import NotYours, Refused, Unfit
from centres.roles import Role
from centres.scope import current_centre
from instruments.reading import sheets_for
from learners.models import Registration
from qualifications.models import Assessment

if TYPE_CHECKING:
    from assessments.files.intake import Taken

MOST_FILES = 20


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
    """Let a draft be one of another version of its sheet: its files stay, what was chosen is asked again."""
    drafts = Submission.objects.filter(pk=submission.pk, submitted_at=None)
    if not drafts.update(assessment=assessment, choices={}, declared_own_work=False):
        raise Refused("This was submitted meanwhile.", code="submitted")
    ledger.record("submission.turned", submission, {"to": f"{assessment.code} {assessment.version}"}, by=by)


def drop_draft(submission: Submission, *, by: Appointment) -> None:
    """Take away an empty draft of a sheet that the award no longer has."""
    if not submission.is_draft or submission.files.exists():
        raise Refused("This holds work and is not taken away.")
    ledger.record("submission.dropped", submission, {"assessment": submission.assessment.code}, by=by)
    submission.delete()


@transaction.atomic
def attach(submission: Submission, taken: Taken, *, by: Appointment) -> Evidence:
    """Add a file that came in to a draft: its bytes are in the store, and now they are the learner's evidence."""
    _own_draft(submission, by)
    bytes_, read = taken.received, taken.processed
    if submission.files.filter(sha256=bytes_.sha256).exists():
        raise Refused(f"“{read.name}” is here already, byte for byte.", code="duplicate")
    if submission.files.count() >= MOST_FILES:
        raise Refused(f"A submission holds {MOST_FILES} files; take one away before adding another.")
    evidence = Evidence(
        submission=submission,
        name=read.name,
        kind=read.kind,
        sha256=bytes_.sha256,
        size=bytes_.size,
        pages=read.pages,
        words=read.words,
        scan=taken.scanned,
        uploaded_by_id=by.user_id,
    )
    evidence.save()
    Reading(evidence=evidence, html=read.html).save()
    count_bytes(bytes_.sha256, bytes_.size, +1)
    ledger.record("file.added", submission, {"file": bytes_.sha256, "name": read.name, "scan": taken.scanned}, by=by)
    return evidence


def attach_all(
    submission: Submission, received: Iterable[Taken | Refused], *, by: Appointment
) -> tuple[list[Evidence], list[Refused]]:
    """Add what came in; a file that cannot be taken does not stop the others. What was added, and each refusal."""
    added: list[Evidence] = []
    refusals: list[Refused] = []
    for item in received:
        if isinstance(item, Refused):
            refusals.append(item)
            continue
        try:
            added.append(attach(submission, item, by=by))
        except Refused as refused:
            refusals.append(refused)
    return added, refusals


def note_download(evidence: Evidence, *, by: Appointment) -> None:
    """Every original that is handed out leaves a line."""
    ledger.record("file.downloaded", evidence.submission, {"file": evidence.sha256}, by=by)


@transaction.atomic
def detach(evidence: Evidence, *, by: Appointment) -> None:
    """Take a file out of a draft."""
    _own_draft(evidence.submission, by)
    body = {"file": evidence.sha256, "name": evidence.name}
    submission = evidence.submission
    count_bytes(evidence.sha256, evidence.size, -1)
    evidence.delete()
    ledger.record("file.removed", submission, body, by=by)


@transaction.atomic
def answer(
    submission: Submission, *, choices: Mapping[str, str], declared: bool, refuses: bool, by: Appointment
) -> None:
    """Keep what the learner says about a draft: choices the task offers, own work, ILM's use."""
    _own_draft(submission, by)
    offered = {choice.code: choice for choice in submission.assessment.definition.choices}
    for code, given in choices.items():
        if code not in offered:
            raise Unfit(f"This task offers no choice called “{code[:40]}”.")
        if given and given not in {option.code for option in offered[code].options}:
            raise Unfit(f"“{given[:40]}” is not one of the answers to “{offered[code].question}”.")
    submission.choices = {code: value for code, value in choices.items() if value}
    submission.declared_own_work, submission.refuses_ilm_use = declared, refuses
    submission.save(update_fields=["choices", "declared_own_work", "refuses_ilm_use"])


def missing(submission: Submission) -> list[str]:
    """What still keeps a draft from being submitted, a sentence each."""
    sentences = [] if submission.files.exists() else ["Add the file with your work."]
    sentences += [
        f"Answer: {choice.question}."
        for choice in submission.assessment.definition.choices
        if choice.code not in submission.choices
    ]
    return sentences if submission.declared_own_work else [*sentences, "Confirm that this is your own work."]


@transaction.atomic
def submit(submission: Submission, *, by: Appointment) -> Submission:
    """Hand in: nothing in it changes from here on, and the learner gets a receipt."""
    _own_draft(submission, by)
    if sentences := missing(submission):
        raise Unfit(" ".join(sentences))
    files = [{"name": f.name, "sha256": f.sha256, "size": f.size} for f in submission.files.all()]
    choices, now = policy.in_force(), timezone.now()
    fields = {
        "submitted_at": now,
        "receipt": f"CS-{secrets.token_hex(4).upper()}",
        "files_digest": ledger.digest_of(files),
        "counted": frozen_for(submission),
        "policy_version": choices.version,
        "due_on": add_working_days(timezone.localdate(now), choices.marking_working_days, by.centre.nation),
    }
    if not Submission.objects.filter(pk=submission.pk, submitted_at=None).update(**fields):
        raise Refused("This was submitted already.")
    submission.refresh_from_db()
    facts = {"receipt": submission.receipt, "files": files, "refuses_ilm_use": submission.refuses_ilm_use}
    if submission.counted:
        facts["counted"] = ledger.digest_of(submission.counted)
    ledger.record("submission.submitted", submission, facts, by=by)
    notices.settle(submission.pk, "submit", by=by)
    return submission


@transaction.atomic
def allocate(submission: Submission, *, assessor: Appointment, by: Appointment) -> Submission:
    """Give a handed-in submission to an assessor who may assess all of its units; possible until it is opened."""
    if by.role not in {Role.ADMIN, Role.LEAD_IQA}:
        raise NotYours("Submissions are allocated by the centre admin or a lead IQA.")
    if submission.is_draft:
        raise Refused("This is still a draft; it can be allocated once the learner has submitted it.")
    if assessor.pk not in {person.pk for person in eligible_assessors(submission)}:
        units = " and ".join(submission.assessment.definition.units)
        raise Refused(f"{assessor.name} is not appointed to assess {units} for this learner today.")
    changed = Submission.objects.filter(pk=submission.pk, opened_at=None).update(
        assessor=assessor, allocated_at=timezone.now()
    )
    if not changed:
        raise Refused("The assessor has opened this already; it can no longer be given to somebody else here.")
    submission.refresh_from_db()
    notices.settle(submission.pk, "open")  # whoever had it before
    path = reverse("open", args=[assessor.centre.slug, submission.pk])
    sentence = f"{submission.assessment.code}: a submission is waiting for you."
    notices.tell(assessor, sentence, path, about=submission.pk, asks="open")
    ledger.record("submission.allocated", submission, {"to": str(assessor.pk), "name": assessor.name}, by=by)
    return submission


@transaction.atomic
def reassign(submission: Submission, *, assessor: Appointment, by: Appointment) -> Submission:
    """Give a submission that is being marked to another assessor; the sheet's own door has asked who may."""
    submission.assessor, submission.allocated_at = assessor, timezone.now()
    submission.save(update_fields=["assessor", "allocated_at"])
    ledger.record("submission.reassigned", submission, {"to": str(assessor.pk), "name": assessor.name}, by=by)
    return submission


def mark_opened(submission: Submission) -> bool:
    """Note that marking has begun; False when it had begun before, or the work was withdrawn meanwhile."""
    waiting = Submission.objects.handed_in().filter(pk=submission.pk, opened_at=None)
    return bool(waiting.update(opened_at=timezone.now()))


@transaction.atomic
def withdraw(submission: Submission, *, by: Appointment) -> Submission:
    """The learner takes work back until it is opened; it uses no attempt, and is declared anew (RULINGS 9)."""
    if submission.registration.learner.appointment_id != by.pk:
        raise NotYours("Only the learner withdraws their own submission.")
    if submission.is_draft:
        raise Refused("This is a draft; there is nothing to withdraw.", code="draft")
    receipt, assessor = submission.receipt, submission.assessor
    back = {"submitted_at": None, "receipt": "", "files_digest": "", "due_on": None, "declared_own_work": False}
    back["counted"] = {}
    waiting = Submission.objects.handed_in().filter(pk=submission.pk, opened_at=None)
    if not waiting.update(assessor=None, allocated_at=None, **back):
        raise Refused("Your assessor has opened this already, so it can no longer be withdrawn.", code="opened")
    submission.refresh_from_db()
    notices.settle(submission.pk, "open")
    if assessor is not None:
        notices.tell(assessor, f"{submission.assessment.code}: a submission was withdrawn before you opened it.")
    ledger.record("submission.withdrawn", submission, {"receipt": receipt}, by=by)
    return submission


@transaction.atomic
def void(submission: Submission, *, by: Appointment) -> Submission:
    """It counts for nothing any more; answers the fresh, empty draft of the same attempt that takes its place."""
    Submission.objects.filter(pk=submission.pk).update(voided_at=timezone.now())
    fresh = Submission(
        registration_id=submission.registration_id, assessment_id=submission.assessment_id, attempt=submission.attempt
    )
    fresh.save(force_insert=True)
    ledger.record("submission.voided", submission, {"fresh": str(fresh.pk)}, by=by)
    return fresh


def _own_draft(submission: Submission, by: Appointment) -> None:
    if submission.registration.learner.appointment_id != by.pk:
        raise NotYours("Only the learner changes their own submission.")
    if not submission.is_draft:
        raise Refused("This was submitted and can no longer be changed.", code="submitted")


def count_bytes(sha256: str, size: int, step: int) -> None:
    """One row more (+1) or fewer (-1) of this centre needs the bytes under a hash."""
    row, _ = StoredFile.objects.get_or_create(sha256=sha256, defaults={"size": size, "centre": current_centre()})
    StoredFile.objects.filter(pk=row.pk).update(references=F("references") + step)
    StoredFile.objects.filter(pk=row.pk, references=0).update(unused_since=timezone.now())
    StoredFile.objects.filter(pk=row.pk, references__gt=0).update(unused_since=None)


@transaction.atomic
def may_assess(appointment: Appointment, unit_code: str, starts_on: date, *, by: Appointment | None) -> MayAssess:
    """Note that an assessor may assess a unit from a day on (RULINGS 38)."""
    if appointment.role != Role.ASSESSOR:
        raise Refused(f"{appointment.name} is appointed here as {appointment.role_name}; only assessors assess.")
    row, made = MayAssess.objects.get_or_create(
        appointment=appointment, unit_code=unit_code, starts_on=starts_on, defaults={"centre": appointment.centre}
    )
    if made:
        ledger.record("assessor.may_assess", appointment, {"unit": unit_code, "from": starts_on}, by=by)
    return row
