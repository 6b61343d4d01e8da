"""Filling the page object: read once, for one reader. HTML, JSON and PDF all take what this gives."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.formats import date_format

from assessments.models import Evidence
from centres import policy
from centres.models import Appointment, Centre, Job, LedgerEntry
from centres.roles import Role
from centres.scope import current_centre
from marksheets.access import sees_assessor_column, sees_qa_column
from marksheets.actions.door import may
from marksheets.models import MarkSet, MarkSheet
from marksheets.models.marks import Hand
from marksheets.pages import rows
from marksheets.pages.shape import Box, Document, Event, MoveButton, SheetPage, Signed
from marksheets.reading import values_of
from marksheets.workflow import MOVES, State
from qualifications import outcome
from qualifications.outcome import Decision

ROLE_WORDS = {Role.ASSESSOR: "Assessor", Role.IQA: "IQA", Role.EV: "ILM EV"}
EVENT_WORDS = {
    "sheet.open": "opened it for marking",
    "sheet.sign": "signed the marks",
    "sheet.call_in": "called it in for checking",
    "sheet.same_marks": "gave the same marks",
    "sheet.countersign": "countersigned it",
    "sheet.release": "released the result",
    "pdf.stored": "The printed form was stored",
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a sheet stands in its reader's queue."""

    words: str = ""
    queue_url: str = ""
    next_url: str = ""
    previous_url: str = ""


def sheet_page(
    sheet: MarkSheet, reader: Appointment | None, *, place: Place | None = None, slim: bool = False
) -> SheetPage:
    """The page of a sheet for one reader; None is the printed form itself, which shows both columns.

    `slim` leaves out files and history: what answers a saved field does not need them.
    """
    centre, submission, place = current_centre(), sheet.submission, place or Place()
    definition, unit_outcomes = submission.assessment.definition, policy.in_force().unit_outcomes
    sets = {
        marks.hand: marks for marks in sheet.mark_sets.filter(revision=sheet.revision).prefetch_related("node_marks")
    }
    assessor = sets.get(Hand.ASSESSOR) if reader is None or sees_assessor_column(sheet, reader) else None
    qa = sets.get(Hand.IQA) if reader is None or sees_qa_column(sheet, reader) else None
    registration = submission.registration
    files = [] if slim else list(submission.files.all())
    signatures = [] if slim else list(sheet.signatures.filter(revision=sheet.revision))
    return SheetPage(
        id=str(sheet.pk),
        version=sheet.version,
        revision=sheet.revision,
        state=sheet.state,
        state_name=sheet.learner_name_of_state if reader and reader.role == Role.LEARNER else sheet.state_name,
        centre_name=centre.name,
        centre_number=centre.number,
        assessment_code=definition.code,
        assessment_title=definition.title,
        sheet_title=definition.sheet_title or definition.title,
        award_title="" if slim else registration.specification.title,
        authenticity=definition.authenticity,
        use_statement=definition.use_statement,
        refusal_line=definition.refusal,
        rule_text=definition.rule_text,
        wording_official=definition.wording == "official",
        learner_name=registration.learner.name,
        registration_number=registration.number,
        attempt=submission.attempt,
        submitted_at=submission.submitted_at,
        due=_due(sheet, reader),
        declared=submission.declared_own_work,
        refuses_use=submission.refuses_ilm_use,
        choices=_choices(sheet),
        words=0 if slim else sum(file.words for file in files),
        rows=rows.of(definition, assessor, qa),
        assessor_box=_box(definition, assessor, unit_outcomes),
        qa_box=_box(definition, qa, unit_outcomes),
        assessor_name=sheet.assessor.name,
        iqa_name=sheet.iqa.name if sheet.iqa_id else "",
        signatures=tuple(Signed(ROLE_WORDS[Role(s.role)], s.name, s.at, s.digest, False) for s in signatures),
        checked_on=date_format(sheet.checked_at, "j M Y") if sheet.checked_at else "",
        documents=tuple(document(file, centre) for file in files),
        moves=() if reader is None else moves(sheet, reader, centre),
        history=() if reader is None or slim or reader.role == Role.LEARNER else history(sheet),
        marking_as=_column(sheet, reader),
        save_url=reverse("sheet-save", args=[centre.slug, sheet.pk]),
        place=place.words,
        queue_url=place.queue_url,
        next_url=place.next_url,
        previous_url=place.previous_url,
        **({"pdf_url": "", "pdf_note": ""} if reader is None or slim else pdf_state(sheet, centre)),
    )


def _column(sheet: MarkSheet, reader: Appointment | None) -> str:
    if reader is None:
        return ""
    own = sheet.assessor_user_id == reader.user_id
    if sheet.state == State.MARKING and own and reader.role == Role.ASSESSOR:
        return "assessor"
    checks = sheet.state == State.SAMPLED and not own and reader.role in {Role.IQA, Role.LEAD_IQA}
    return "iqa" if checks else ""


def _due(sheet: MarkSheet, reader: Appointment | None) -> str:
    if reader is None or reader.role == Role.LEARNER:
        return ""
    if sheet.state == State.MARKING and sheet.submission.due_on:
        return f"Decision due {date_format(sheet.submission.due_on, 'D j M')}"
    if sheet.state in {State.ASSESSED, State.SAMPLED} and sheet.check_due_on:
        return f"Check due {date_format(sheet.check_due_on, 'D j M')}"
    return ""


def _choices(sheet: MarkSheet) -> tuple[tuple[str, str], ...]:
    given = sheet.submission.choices
    return tuple(
        (choice.question, option.text)
        for choice in sheet.submission.assessment.definition.choices
        for option in choice.options
        if given.get(choice.code) == option.code
    )


def _box(definition: outcome.Assessment, marks: MarkSet | None, unit_outcomes: str) -> Box | None:
    if marks is None:
        return None
    decision = outcome.decide(definition, values_of(definition, marks.node_marks.all()), unit_outcomes=unit_outcomes)
    return _boxed(definition, decision, same_marks=marks.same_marks)


def _boxed(definition: outcome.Assessment, decision: Decision, *, same_marks: bool) -> Box:
    words = {"pass": "PASS", "referral": "REFERRAL", "undecided": "Not decided"}
    names = {node.code: node.short or node.heading or node.name for node in definition.walk()}
    return Box(
        outcome=decision.outcome.value,
        word=words[decision.outcome.value],
        total=decision.total,
        running=decision.running,
        available=decision.available or None,
        headline=decision.headline,
        reasons=tuple(
            r.sentence for r in decision.reasons if r.sentence.lower().rstrip(".") not in decision.headline.lower()
        ),
        referred=tuple(names[code] for code in decision.referred),
        warnings=tuple(decision.warnings),
        same_marks=same_marks,
    )


def document(file: Evidence, centre: Centre) -> Document:
    """One file: what it is, where it is read and where the original is."""
    return Document(
        id=str(file.pk),
        name=file.name,
        kind=file.kind,
        summary=file.summary,
        view_url=f"?file={file.pk}",
        download_url=reverse("file", args=[centre.slug, file.pk]),
    )


def moves(sheet: MarkSheet, reader: Appointment, centre: Centre) -> tuple[MoveButton, ...]:
    """The moves the table allows this reader now."""
    return tuple(
        MoveButton(verb, move.label, reverse("sheet-move", args=[centre.slug, sheet.pk, verb]), primary=True)
        for verb, move in MOVES.items()
        if move.sources and not may(sheet, verb, reader)
    )


def history(sheet: MarkSheet) -> tuple[Event, ...]:
    """What happened to the sheet, from the ledger."""
    entries = LedgerEntry.objects.filter(subject_id=str(sheet.pk)).select_related("actor").order_by("seq")
    return tuple(Event(e.at, e.actor.name if e.actor else "", EVENT_WORDS.get(e.kind, e.kind)) for e in entries)


def pdf_state(sheet: MarkSheet, centre: Centre) -> dict[str, str]:
    """Where the stored form is, or why it is not there yet and how to get it."""
    if sheet.state != State.RELEASED:
        return {"pdf_url": "", "pdf_note": ""}
    made = [bool(sha256) for sha256 in sheet.pdfs.order_by("edition").values_list("sha256", flat=True)]
    url = reverse("sheet-pdf", args=[centre.slug, sheet.pk]) if any(made) else ""
    if made and made[-1]:
        return {"pdf_url": url, "pdf_note": ""}
    job = Job.objects.filter(subject_id=str(sheet.pk), kind="pdf").order_by("-created_at").first()
    note = job.sentence if job and job.sentence else "The PDF is being made; it is here in a moment. Reload this page."
    return {"pdf_url": url, "pdf_note": note}
