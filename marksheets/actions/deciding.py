"""The lead IQA's and the EV's verbs, and release: resolve, release, re-open, void, ask an EV, attest."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from assessments import actions as work
from assessments.models import Reader
from centres import notices
from centres.models import Appointment
from centres.refusals import NotYours, Refused, Unfit
from centres.roles import Role
from marksheets.actions.attempts import drop_next, go_on, pause_next, refuse_overtaken
from marksheets.actions.door import ask, because, change
from marksheets.actions.printing import freeze_edition
from marksheets.actions.seal import seal
from marksheets.candidates import evs_for
from marksheets.models import MarkSheet
from marksheets.models.marks import Hand
from marksheets.reading import current_sets, decision_of, set_of
from marksheets.workflow import State

NOT_WHOLE = "This set is not complete; give every mark of it first, or let another set stand."


@transaction.atomic
def resolve(sheet: MarkSheet, *, version: int, by: Appointment, standing: str, reason: str) -> MarkSheet:
    """Say which set stands in a dispute, and why (RULINGS 1, 2, 8). No set is overwritten."""
    ask(sheet, "resolve", by, version)
    if standing not in Hand.values:
        raise Unfit("Choose which marks stand.", code="standing")
    marks = current_sets(sheet, third_by=by.user_id).get(standing)
    if marks is None or not decision_of(sheet, marks).is_decided:
        raise Unfit(NOT_WHOLE, code="standing")
    words = because(sheet, "resolve", reason, by=by)
    signature = seal(sheet, Role.LEAD_IQA, marks, by=by, resolution={"standing": standing, "because": words.text})
    facts = {"standing": standing, "because": words.text, "signature": signature.digest}
    change(
        sheet,
        "resolve",
        State.CHECKED,
        by=by,
        facts={**facts, "outcome": signature.payload["outcome"]},
        standing_set=marks,
        resolver_user_id=by.user_id,
        resolved_at=signature.at,
    )
    path, code = reverse("sheet", args=[by.centre.slug, sheet.pk]), sheet.submission.assessment.code
    for person in filter(None, (sheet.assessor, sheet.iqa)):
        notices.tell(person, f"{code}: the dispute about a sheet of yours is resolved.", path, about=sheet.pk)
    return sheet


@transaction.atomic
def release(sheet: MarkSheet, *, version: int, by: Appointment) -> MarkSheet:
    """Give the result to the learner; the printed form is made by the queue, once.

    From "signed by the assessor" only once it was decided that the sheet is not sampled: the assessor's set stands.
    """
    ask(sheet, "release", by, version)
    stands = sheet.standing_set if sheet.checked_at else set_of(sheet, Hand.ASSESSOR)
    change(
        sheet,
        "release",
        State.RELEASED,
        by=by,
        facts={"sampled": sheet.checked_at is not None},
        released_at=timezone.now(),
        under_review_since=None,
        standing_set=stands,
    )
    learner = sheet.submission.registration.learner.appointment
    path = reverse("result", args=[by.centre.slug, sheet.submission_id])
    sentence = f"Your result for {sheet.submission.assessment.code} is ready."
    notices.tell(learner, sentence, path, kind="result", about=sheet.submission_id)
    freeze_edition(sheet, by=by)
    go_on(sheet, by=by)
    return sheet


@transaction.atomic
def reopen(sheet: MarkSheet, *, version: int, by: Appointment, reason: str) -> MarkSheet:
    """Take a decision up again: what was countersigned is disputed anew, what was not is called in (RULINGS 20, 21)."""
    ask(sheet, "reopen", by, version)
    refuse_overtaken(sheet)
    words = because(sheet, "reopen", reason, by=by)
    given, countersigned = sheet.state == State.RELEASED, sheet.checked_at is not None
    if given and not sheet.pdfs.exists():
        freeze_edition(sheet, by=None)  # released before editions were frozen: what the learner has is kept now
    change(
        sheet,
        "reopen",
        State.DISPUTED if countersigned else State.SAMPLED,
        by=by,
        facts={"because": words.text},
        revision=F("revision") + 1,
        reopener_user_id=by.user_id,
        under_review_since=timezone.now() if given else sheet.under_review_since,
        check_owed=not countersigned,
        blind=False,
    )
    _tell_reopened(sheet, by, given=given)
    if given:
        pause_next(sheet, by=by)
    return sheet


def _tell_reopened(sheet: MarkSheet, by: Appointment, *, given: bool) -> None:
    code, slug = sheet.submission.assessment.code, by.centre.slug
    if given:
        learner = sheet.submission.registration.learner.appointment
        path = reverse("result", args=[slug, sheet.submission_id])
        sentence = f"Your result for {code} is under review; it stands until you are told otherwise."
        notices.tell(learner, sentence, path, kind="result", about=sheet.submission_id)
    path = reverse("sheet", args=[slug, sheet.pk])
    for person in filter(None, (sheet.assessor, sheet.iqa)):
        notices.tell(person, f"{code}: a sheet of yours was re-opened.", path, about=sheet.pk)


@transaction.atomic
def void(sheet: MarkSheet, *, version: int, by: Appointment, reason: str) -> MarkSheet:
    """A wrong file or a wrong learner: the sheet counts for nothing, and the learner gets a fresh draft."""
    ask(sheet, "void", by, version)
    drop_next(sheet, by=by)
    words = because(sheet, "void", reason, by=by)
    fresh = work.void(sheet.submission, by=by)
    change(sheet, "void", State.VOID, by=by, facts={"because": words.text}, voided_at=timezone.now(), lease_until=None)
    code, slug = sheet.submission.assessment.code, by.centre.slug
    learner = sheet.submission.registration.learner.appointment
    draft, path = reverse("assignment", args=[slug, fresh.pk]), reverse("sheet", args=[slug, sheet.pk])
    sentence = f"{code} was withdrawn by the centre; you can hand it in anew."
    notices.tell(learner, sentence, draft, kind="result", about=fresh.pk, asks="submit")
    notices.tell(sheet.assessor, f"{code}: a sheet of yours is void.", path, about=sheet.pk)
    return sheet


@transaction.atomic
def ask_ev(sheet: MarkSheet, *, version: int, by: Appointment, ev: Appointment) -> MarkSheet:
    """Let one EV read this one sheet and its files, and sign."""
    ask(sheet, "ask_ev", by, version)
    if ev.pk not in {person.pk for person in evs_for(sheet)}:
        raise Refused(f"{ev.name} was asked already, or is no EV here today.")
    Reader(submission=sheet.submission, reader=ev, asked_by=by).save(force_insert=True)
    change(sheet, "ask_ev", None, by=by, facts={"ev": ev.name})
    path = reverse("sheet", args=[by.centre.slug, sheet.pk])
    sentence = f"{sheet.submission.assessment.code}: the centre asks you to read a sheet and sign it."
    notices.tell(ev, sentence, path, about=sheet.pk, asks="attest")
    return sheet


@transaction.atomic
def attest(sheet: MarkSheet, *, version: int, by: Appointment) -> MarkSheet:
    """The EV's signature on the revision as it stands. After release it makes the next edition (RULINGS 18)."""
    ask(sheet, "attest", by, version)
    asked = Reader.objects.filter(submission=sheet.submission_id, reader=by).select_related("asked_by__centre").first()
    if asked is None:
        raise NotYours("The centre has not asked you to read this sheet.")
    if sheet.signatures.filter(revision=sheet.revision, role=Role.EV).exists():
        raise Refused("An EV has signed this revision already.", code="signed")
    marks = sheet.standing_set
    assert marks is not None  # countersigning, resolving and releasing each set it
    signature = seal(sheet, Role.EV, marks, by=by)
    change(sheet, "attest", None, by=by, facts={"signature": signature.digest})
    if sheet.state == State.RELEASED:
        freeze_edition(sheet, by=by)
    path = reverse("sheet", args=[by.centre.slug, sheet.pk])
    notices.tell(asked.asked_by, f"{sheet.submission.assessment.code}: the EV signed a sheet.", path, about=sheet.pk)
    return sheet
