"""From an empty draft to an opened submission: files, answers, handing in, allocation, withdrawal, void."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping

from django.db import transaction
from django.utils import timezone

from assessments.actions.files import attach_each, columns_of, count_bytes, keep
from assessments.files.intake import HELD, Taken
from assessments.hours.counted import frozen_for
from assessments.models import Evidence, Reading, Submission
from assessments.permissions import unasked
from centres import ledger, notices, policy
from centres.clocks import add_working_days
from centres.ids import uuid7
from centres.models import Appointment
from centres.refusals import NotYours, Refused, Unfit

MOST_FILES = 20
PAUSED = "Your result of attempt {n} is under review; this attempt waits, and you get the days again when it goes on."
WITHDRAWN = "You are withdrawn from this registration; nothing more is handed in under it. Ask your centre."
# What an attempt was invited with holds for the draft that takes its place.
KEPT_BY_A_FRESH_DRAFT = (
    *("attempt", "follows_id", "scope", "carried", "invited_by_id", "invited_at"),
    *("granted_because", "hand_in_by", "policy_version"),
)


@transaction.atomic
def attach(submission: Submission, taken: Taken, *, by: Appointment) -> Evidence:
    """Add a file that came in to a draft: its bytes are in the store, and now they are the learner's evidence."""
    own_draft(submission, by)
    return attach_for(submission, taken, by=by)


def attach_for(submission: Submission, taken: Taken, *, by: Appointment) -> Evidence:
    """The same by staff, who hand in for a learner: the row says who brought it."""
    if submission.files.filter(sha256=taken.received.sha256).exists():
        raise Refused(f"“{taken.processed.name}” is here already, byte for byte.", code="duplicate")
    room_for_a_file(submission)
    evidence = Evidence(submission=submission, **columns_of(taken, by))
    keep(evidence, "file.added", submission, by=by)
    Reading(evidence=evidence, html=taken.processed.html).save()
    return evidence


def room_for_a_file(submission: Submission) -> None:
    """Refuse where no more files can be added."""
    if submission.files.count() >= MOST_FILES:
        raise Refused(f"A submission holds {MOST_FILES} files; take one away before adding another.")


def attach_all(
    submission: Submission, received: Iterable[Taken | Refused], *, by: Appointment
) -> tuple[list[Evidence], list[Refused]]:
    """Add what came in to a draft; as `attach_each`."""
    return attach_each(received, lambda taken: attach(submission, taken, by=by), by=by)


def note_download(evidence: Evidence, *, by: Appointment) -> None:
    """Every original that is handed out leaves a line."""
    ledger.record("file.downloaded", evidence.submission, {"file": evidence.sha256}, by=by)


@transaction.atomic
def detach(evidence: Evidence, *, by: Appointment) -> None:
    """Take a file out of a draft."""
    own_draft(evidence.submission, by)
    body = {"file": evidence.sha256, "name": evidence.name}
    submission = evidence.submission
    count_bytes(evidence.sha256, evidence.size, -1)
    evidence.delete()
    ledger.record("file.removed", submission, body, by=by)


def use_refused(submission: Submission) -> bool:
    """Whether another attempt of the chain refuses the awarding body's use: one refusal binds them all (RULINGS 22)."""
    return Submission.objects.chain_of(submission).exclude(pk=submission.pk).filter(refuses_ilm_use=True).exists()


@transaction.atomic
def answer(
    submission: Submission, *, choices: Mapping[str, str], declared: bool, refuses: bool, by: Appointment
) -> None:
    """Keep what the learner says about a draft: choices the task offers, own work, ILM's use."""
    own_draft(submission, by)
    offered = {choice.code: choice for choice in submission.assessment.definition.choices}
    for code, given in choices.items():
        if code not in offered:
            raise Unfit(f"This task offers no choice called “{code[:40]}”.")
        if given and given not in {option.code for option in offered[code].options}:
            raise Unfit(f"“{given[:40]}” is not one of the answers to “{offered[code].question}”.")
    submission.choices = {code: value for code, value in choices.items() if value}
    # One refusal binds every attempt: it may be added later, and is never taken back (RULINGS 22).
    submission.declared_own_work, submission.refuses_ilm_use = declared, refuses or use_refused(submission)
    submission.save(update_fields=["choices", "declared_own_work", "refuses_ilm_use"])


def missing(submission: Submission) -> list[str]:
    """What still keeps a draft from being submitted, a sentence each."""
    files = list(submission.files.values_list("name", "scan"))
    sentences = [] if files else ["Add the file with your work."]
    held = [name for name, scan in files if scan == HELD]
    sentences += [f"“{name}” is held until it is scanned for viruses; wait a little, then look again." for name in held]
    sentences += [
        f"Answer: {choice.question}."
        for choice in submission.assessment.definition.choices
        if choice.code not in submission.choices
    ]
    sentences += unasked(submission)
    return sentences if submission.declared_own_work else [*sentences, "Confirm that this is your own work."]


@transaction.atomic
def submit(submission: Submission, *, by: Appointment) -> Submission:
    """Hand in: nothing in it changes from here on, and the learner gets a receipt."""
    own_draft(submission, by)
    refuse_now(submission)
    if sentences := missing(submission):
        raise Unfit(" ".join(sentences))
    files = [{"name": f.name, "sha256": f.sha256, "size": f.size} for f in submission.files.all()]
    choices, now = policy.in_force(), timezone.now()
    fields = {
        "submitted_at": now,
        "receipt": f"CS-{secrets.token_hex(4).upper()}",
        "files_digest": ledger.digest_of(files),
        "counted": frozen_for(submission),
        # A later attempt keeps the version it was opened under (RULINGS 24).
        "policy_version": choices.version if submission.attempt == 1 else submission.policy_version,
        "due_on": add_working_days(timezone.localdate(now), choices.marking_working_days, by.centre.nation),
    }
    if not Submission.objects.filter(pk=submission.pk, submitted_at=None).update(**fields):
        raise Refused("This was submitted already.")
    submission.refresh_from_db()
    came = timezone.localdate(submission.on_behalf_at or now)
    late = submission.hand_in_by is not None and came > submission.hand_in_by
    facts = {"receipt": submission.receipt, "files": files, "refuses_ilm_use": submission.refuses_ilm_use}
    if submission.counted:
        facts["counted"] = ledger.digest_of(submission.counted)
    facts |= {"late": late} if late else {}
    ledger.record("submission.submitted", submission, facts, by=by)
    notices.settle(submission.pk, "submit", by=by)
    return submission


def refuse_now(submission: Submission) -> None:
    """What no file and no tick can mend: a pause, or a registration that has ended."""
    if submission.paused_at is not None:
        raise Refused(PAUSED.format(n=submission.attempt - 1), code="paused")
    if submission.registration.withdrawn_on is not None:
        raise Refused(WITHDRAWN, code="withdrawn")


def mark_opened(submission: Submission) -> bool:
    """Note that marking has begun; False when it had begun before, or the work was withdrawn meanwhile."""
    waiting = Submission.objects.handed_in().filter(pk=submission.pk, opened_at=None, paused_at=None, voided_at=None)
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
def void(submission: Submission, *, by: Appointment, with_files: bool = False) -> Submission:
    """It counts for nothing any more; answers the fresh draft of the same attempt that takes its place.

    The draft is empty where the wrong file was handed in; `with_files` it holds what was handed in.
    """
    Submission.objects.filter(pk=submission.pk).update(voided_at=timezone.now())
    fresh = Submission(
        registration_id=submission.registration_id,
        assessment_id=submission.assessment_id,
        **{name: getattr(submission, name) for name in KEPT_BY_A_FRESH_DRAFT},
    )
    fresh.save(force_insert=True)
    if with_files:
        _copy_files(submission, fresh)
    ledger.record("submission.voided", submission, {"fresh": str(fresh.pk)}, by=by)
    return fresh


def _copy_files(submission: Submission, fresh: Submission) -> None:
    """The files, and whose permission what is in them has."""
    for file in submission.files.select_related("reading"):
        reading = file.reading
        file.pk, file.submission, file.uploaded_at = uuid7(), fresh, timezone.now()
        file.save(force_insert=True)
        Reading(evidence=file, html=reading.html).save(force_insert=True)
        count_bytes(file.sha256, file.size, +1)
    for permission in submission.permissions.all():
        permission.pk, permission.submission = uuid7(), fresh
        permission.save(force_insert=True)


def own_draft(submission: Submission, by: Appointment) -> None:
    """Refuse anybody but the learner, and anything but a draft."""
    if submission.registration.learner.appointment_id != by.pk:
        raise NotYours("Only the learner changes their own submission.")
    if not submission.is_draft:
        raise Refused("This was submitted and can no longer be changed.", code="submitted")


@transaction.atomic
def refuse_use(submission: Submission, *, by: Appointment) -> Submission:
    """Refuse the awarding body's use after handing in; it binds every attempt and is never taken back (RULINGS 22)."""
    if submission.registration.learner.appointment_id != by.pk:
        raise NotYours("Only the learner says how their own work may be used.")
    if submission.refuses_ilm_use or use_refused(submission):
        raise Refused("You have refused this already; it binds every attempt.", code="refused_before")
    Submission.objects.filter(pk=submission.pk).update(refuses_ilm_use=True)
    submission.refresh_from_db()
    ledger.record("submission.use_refused", submission, {"attempt": submission.attempt}, by=by)
    return submission
