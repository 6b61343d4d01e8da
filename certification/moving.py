"""Moving registrations to another version of their award: what it would mean, the offer, the learner's answer.

It walks from the registration to its submissions and their sheets, so it lives above them all (RULINGS 24).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from assessments import actions as work
from assessments.models import Submission
from centres.ledger import digest_of
from centres.models import Appointment
from centres.refusals import Refused
from instruments.reading import sheets_for
from learners.actions import answer_offer, move_registration, offer_move
from learners.models import Offer, Registration
from marksheets.models import MarkSheet
from marksheets.workflow import State
from qualifications.models import Assessment, Specification

CHANGED = "What the move means for you has changed since you read it. Read it again, then answer."
DONE = frozenset({State.RELEASED, State.VOID})


@dataclass(frozen=True, slots=True)
class Step:
    """What a move does to one assignment. `act` is "keep", "carry", "turn", "again", "new", "drop" or "stop"."""

    act: str
    sentence: str  # as the learner reads it
    submission: Submission | None = None
    sheet: Assessment | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """What a move of one registration would mean, or why it cannot be made now."""

    refusals: tuple[str, ...]
    steps: tuple[Step, ...]

    @property
    def terms(self) -> list[str]:
        """What the learner is shown and consents to."""
        return [step.sentence for step in self.steps]

    @property
    def digest(self) -> str:
        """By which a page knows that the terms are still those it showed."""
        return digest_of(self.terms)


def plan(registration: Registration, new: Specification) -> Plan:
    """Assignment by assignment, in the order of the new version; changes nothing."""
    steps = tuple(_steps(registration, new))
    stops = tuple(step.sentence for step in steps if step.act == "stop")
    return Plan((*_refusals(registration, new), *stops), tuple(step for step in steps if step.act != "stop"))


def _refusals(registration: Registration, new: Specification) -> Iterator[str]:
    old = registration.specification
    if old.code != new.code:
        yield f"{new.title} is another award; an upgrade leads there, not a move between versions."
    elif old.pk == new.pk:
        yield f"The registration is for version {new.version} already."
    elif sentence := new.registration_refusal(timezone.localdate()):
        yield sentence
    if Registration.objects.filter(learner=registration.learner_id, specification=new).exclude(pk=registration.pk):
        yield f"The learner has a registration for version {new.version} of its own."


def _steps(registration: Registration, new: Specification) -> Iterator[Step]:
    theirs = {submission.assessment.code: submission for submission in _latest(registration)}
    sheets = {sheet.code: sheet for sheet in sheets_for(new)}
    for code, sheet in sheets.items():
        yield (
            _step(theirs[code], sheet)
            if code in theirs
            else Step("new", f"{_name(sheet)} is new for you.", None, sheet)
        )
    for code, submission in theirs.items():
        if code not in sheets:
            yield _gone(submission)


def _latest(registration: Registration) -> list[Submission]:
    """The last attempt at each assessment comes last, so that it is the one that counts."""
    rows = Submission.objects.filter(registration=registration, voided_at=None).select_related("assessment", "sheet")
    return list(rows.order_by("attempt", "id"))


def _step(submission: Submission, sheet: Assessment) -> Step:
    old, sheet_of_marks = submission.assessment, getattr(submission, "sheet", None)
    name = _name(sheet)
    if old.pk == sheet.pk:
        return _kept(submission, sheet_of_marks, name)
    if submission.is_draft:
        files = "; the files you have added stay" if submission.files.exists() else ""
        return Step("turn", f"{name} is asked in version {sheet.version}{files}.", submission, sheet)
    if sheet_of_marks is None:
        return Step("stop", f"{name} is handed in and not marked yet: it is withdrawn or marked before a move.")
    if sheet_of_marks.state not in DONE:
        return _under_way(name)
    if old.structure_hash == sheet.structure_hash:
        return Step("carry", f"{name}: your marks count in the new version as they stand.", submission, sheet)
    sentence = f"{name} is assessed in another way now: your result stays on record, and you hand in anew."
    return Step("again", sentence, submission, sheet)


def _kept(submission: Submission, sheet: MarkSheet | None, name: str) -> Step:
    if sheet is not None and sheet.state not in DONE:
        return _under_way(name)
    return Step("keep", f"{name} stays as it is.", submission, submission.assessment)


def _under_way(name: str) -> Step:
    return Step("stop", f"{name} is being marked; a move waits until its result is released.")


def _gone(submission: Submission) -> Step:
    name, sheet = _name(submission.assessment), getattr(submission, "sheet", None)
    if submission.is_draft and submission.files.exists():
        return Step("stop", f"{name} is not in the new version, and the draft holds files: take them out first.")
    if submission.is_draft:
        return Step("drop", f"{name} is not asked any more.", submission)
    if sheet is None:
        return Step("stop", f"{name} is handed in and not in the new version: it is withdrawn or marked before a move.")
    if sheet.state not in DONE:
        return _under_way(name)
    return Step("keep", f"{name} is not asked any more; your result stays on record.", submission)


def _name(sheet: Assessment) -> str:
    return f"{sheet.code} {sheet.title}"


def offer(registration: Registration, new: Specification) -> Offer:
    """Offer the move; refused where it could not be made now, or where the learner has answered or has one open."""
    meant = plan(registration, new)
    if sentence := not_offered(registration, new) or next(iter(meant.refusals), ""):
        raise Refused(sentence)
    return offer_move(registration, new, meant.terms)


def not_offered(registration: Registration, new: Specification) -> str:
    """Why no (further) offer is made, as far as earlier ones tell; "" when one may be."""
    earlier = Offer.objects.filter(registration=registration, new=new).order_by("-id").first()
    if Offer.objects.filter(registration=registration, state=Offer.State.OPEN).exists():
        return "An offer waits for the learner’s answer."
    if earlier is not None and earlier.state == Offer.State.DECLINED:
        return "The learner declined this move."
    return ""


@transaction.atomic
def accept(found: Offer, *, shown: str, by: Appointment) -> Registration:
    """Move the registration as the learner consents; `shown` is the digest of the terms they read."""
    registration = found.registration
    meant = plan(registration, found.new)
    if meant.refusals:
        raise Refused(meant.refusals[0])
    if meant.digest != shown:
        raise Refused(CHANGED, code="stale")
    answer_offer(found, Offer.State.ACCEPTED, terms=meant.terms, by=by)
    move_registration(registration, found.new, by=by)
    for step in meant.steps:
        _take(step, registration, by)
    return registration


@transaction.atomic
def decline(found: Offer, *, by: Appointment) -> Offer:
    """Stay with the version of the registration."""
    return answer_offer(found, Offer.State.DECLINED, terms=found.terms, by=by)


def _take(step: Step, registration: Registration, by: Appointment) -> None:
    if step.act in {"new", "again"}:
        assert step.sheet is not None
        work.lay_out(registration, step.sheet)
    elif step.act == "turn":
        assert step.submission is not None and step.sheet is not None
        work.turn_draft(step.submission, step.sheet, by=by)
    elif step.act == "drop":
        assert step.submission is not None
        work.drop_draft(step.submission, by=by)
