"""Filling the page object: read once, for one reader. HTML, JSON and PDF all take what this gives."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from assessments.kept import KeptFile
from assessments.permissions import permissions_said
from centres import policy
from centres.models import Appointment, Centre, Job, LedgerEntry
from centres.refusals import Refused
from centres.roles import Role
from centres.scope import current_centre
from learners.courses import course_said
from marksheets.access import DECIDED, reads_iqas_comments, sees_assessor_column, sees_qa_column, sees_third_column
from marksheets.actions.marking import hand_of
from marksheets.candidates import open_holds
from marksheets.models import Hold, MarkSet, MarkSheet, Reason
from marksheets.models.marks import Hand
from marksheets.pages import annotations, attempts, recorded, rows
from marksheets.pages.boxes import box_of
from marksheets.pages.changes import signed_before
from marksheets.pages.for_staff import for_staff
from marksheets.pages.moves import offered
from marksheets.pages.shape import Document, Event, GivenReason, OpenHold, Row, SheetPage
from marksheets.pages.signing import resolution, signed
from marksheets.reading import current_sets
from marksheets.workflow import MOVES, HoldKind, State

EVENT_WORDS = {f"sheet.{verb}": move.event for verb, move in MOVES.items()} | {
    "sheet.same_marks": "gave the same marks",
    "sheet.enclosed": "enclosed a file",
    "edition.frozen": "The printed form was ordered",
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
    sheet: MarkSheet, reader: Appointment | None, *, place: Place | None = None, slim: bool = False, way: str = ""
) -> SheetPage:
    """The page of a sheet for one reader; None is the printed form itself, which shows both columns.

    `slim` leaves out files and history: what answers a saved field does not need them. `way` is how this reader
    wishes to decide criteria with marks, "marks" or "words", while no value of theirs says it.
    """
    centre, submission, place = current_centre(), sheet.submission, place or Place()
    definition, choices = submission.assessment.definition, policy.in_force()
    unit_outcomes = choices.unit_outcomes
    sets = current_sets(sheet, third_by=reader.user_id if reader else None)
    seen = {hand: marks for hand, marks in sets.items() if reader is None or _sees(sheet, reader, marks, sets)}
    assessor, qa, third = (seen.get(hand) for hand in Hand)
    registration = submission.registration
    files = [] if slim else list(submission.files.all())
    staff = reader is not None and reader.role != Role.LEARNER
    given = tuple(sheet.reasons.prefetch_related("files")) if staff and not slim else ()
    signatures = () if slim else tuple(sheet.signatures.all())
    holds = [] if reader is None else open_holds(sheet)
    hand = _column(sheet, reader, holds)
    ways = rows.ways_of(definition, seen, hand, way)
    hidden = Hand.ASSESSOR in sets and assessor is None and sheet.blind and sheet.state != State.MARKING
    moves = () if reader is None else offered(sheet, reader, centre, sets, holds)
    record = recorded.record_of(sheet, reader, hidden=hidden)
    lines = recorded.lines_of(definition, record, moves)
    pointed = annotations.of(_pointing(sheet, reader, seen, sets), files, reader, writes=hand)
    lined = recorded.in_rows(rows.of(definition, seen, hand, ways, carried=submission.carried), definition, lines)
    box = box_of(definition, assessor, unit_outcomes, record.told)
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
        rows=_with_changes(sheet, seen.get(hand), annotations.beside(lined, pointed) if pointed else lined),
        margin=annotations.about(pointed, ""),
        assessor_box=box,
        qa_box=box_of(definition, qa, unit_outcomes, record.told),
        assessor_name=sheet.assessor.name,
        iqa_name=sheet.iqa.name if sheet.iqa_id else "",
        signatures=signed(sheet, signatures, sets, all_of_them=reader is not None),
        checked_on=date_format(sheet.checked_at, "j M Y") if sheet.checked_at else "",
        documents=tuple(document(file, centre) for file in files),
        moves=moves,
        history=history(sheet) if staff and not slim else (),
        marking_as=hand,
        way=ways,
        form_version=definition.form_version,
        save_url=reverse("sheet-save", args=[centre.slug, sheet.pk]),
        place=place.words,
        queue_url=place.queue_url,
        next_url=place.next_url,
        previous_url=place.previous_url,
        **({"pdf_url": "", "pdf_note": ""} if reader is None or slim else pdf_state(sheet, centre)),
        standing=sheet.standing_set.hand if sheet.standing_set and sheet.state in DECIDED else "",
        third_box=box_of(definition, third, unit_outcomes, record.told),
        resolution=resolution(sheet, definition, signatures),
        blind=sheet.blind,
        hidden=hidden,
        check=_check(sheet, reader),
        under_review=written(sheet.under_review_since),
        returned=_returned(sheet, given),
        reasons=tuple(_given(reason) for reason in given),
        holds=() if slim or reader is None else held(holds, reader),
        recorded=lines,
        scope=attempts.scope_of(submission),
        names_parts=attempts.names_parts(box),
        for_staff=for_staff(sheet, seen, hand, choices.tolerated_marks, slim=slim) if staff else None,
        **({} if slim else attempts.of(sheet, reader, centre)),
    )


def _sees(sheet: MarkSheet, reader: Appointment, marks: MarkSet, sets: dict[str, MarkSet]) -> bool:
    if marks.hand == Hand.ASSESSOR:
        return sees_assessor_column(sheet, reader, sets.get(Hand.IQA))
    if marks.hand == Hand.IQA:
        return sees_qa_column(sheet, reader)
    return sees_third_column(sheet, reader, marks)


def _pointing(
    sheet: MarkSheet, reader: Appointment | None, seen: dict[str, MarkSet], sets: dict[str, MarkSet]
) -> dict[str, MarkSet]:
    """The sets whose comments on the work this reader reads: those they see, and an IQA's once it was returned."""
    if reader is not None and Hand.IQA in sets and reads_iqas_comments(sheet, reader):
        return {**seen, Hand.IQA: sets[Hand.IQA]}
    return seen


def _with_changes(sheet: MarkSheet, mine: MarkSet | None, found: tuple[Row, ...]) -> tuple[Row, ...]:
    """The rows with what stood there when it was signed, while its assessor amends it."""
    before = signed_before(sheet, mine) if sheet.state == State.MARKING else {}
    return tuple(replace(row, before=before.get(row.code)) for row in found) if before else found


def written(moment: datetime | None) -> str:
    """ "25 November 2026", "" where there is no moment."""
    return date_format(timezone.localtime(moment), "j F Y") if moment else ""


def _given(reason: Reason) -> GivenReason:
    centre = current_centre()
    files = tuple(document(file, centre, "enclosure") for file in reason.files.all())
    return GivenReason(reason.verb, reason.name, reason.at, reason.text, files)


def _returned(sheet: MarkSheet, given: tuple[Reason, ...]) -> GivenReason | None:
    """Why the sheet is back on the assessor's desk, was re-opened for a new decision, or counts no more."""
    verb = {State.MARKING: "return", State.DISPUTED: "reopen", State.SAMPLED: "reopen", State.VOID: "void"}.get(
        State(sheet.state), ""
    )
    began = sheet.revision if verb == "void" else sheet.revision - 1  # the others began the next revision
    if verb == "return" and not sheet.check_owed:
        return None
    return next((_given(one) for one in reversed(given) if one.verb == verb and one.revision == began), None)


def _check(sheet: MarkSheet, reader: Appointment | None) -> str:
    """Who has the check, for the others who could do it."""
    if reader is None or sheet.state != State.SAMPLED or sheet.iqa is None or sheet.iqa_user_id == reader.user_id:
        return ""
    if sheet.lease_until and sheet.lease_until > timezone.now():
        return f"{sheet.iqa.name} is at work on this check."
    return f"{sheet.iqa.name} has called this sheet in and is not at work on it now."


def held(holds: Iterable[Hold], reader: Appointment) -> tuple[OpenHold, ...]:
    """What holds a sheet. A learner reads the public sentence alone, and nothing of sampling (RULINGS 11)."""
    learner = reader.role == Role.LEARNER
    quiet = {HoldKind.SAMPLING_UNDECIDED, HoldKind.OWED_SAMPLE, HoldKind.CONFLICT} if learner else set()
    return tuple(
        OpenHold("" if learner else hold.label, hold.sentence, "" if learner else hold.reason, hold.placed_at)
        for hold in holds
        if hold.kind not in quiet
    )


def _column(sheet: MarkSheet, reader: Appointment | None, holds: Iterable[Hold]) -> str:
    if reader is None or any(hold.person_id == reader.user_id for hold in holds):
        return ""
    try:
        return hand_of(sheet, reader)
    except Refused:
        return ""


def _due(sheet: MarkSheet, reader: Appointment | None) -> str:
    if reader is None or reader.role == Role.LEARNER:
        return ""
    if sheet.state == State.MARKING and sheet.submission.due_on:
        return f"Decision due {date_format(sheet.submission.due_on, 'D j M')}"
    if sheet.state in {State.ASSESSED, State.SAMPLED} and sheet.check_due_on:
        return f"Check due {date_format(sheet.check_due_on, 'D j M')}"
    return ""


def _choices(sheet: MarkSheet) -> tuple[tuple[str, str], ...]:
    """What the learner said beside the work: the task's choices, the course, whose permission there is."""
    given = sheet.submission.choices
    chosen = tuple(
        (choice.question, option.text)
        for choice in sheet.submission.assessment.definition.choices
        for option in choice.options
        if given.get(choice.code) == option.code
    )
    course = course_said(sheet.submission.registration)
    return (*chosen, *((("Course", course),) if course else ()), *permissions_said(sheet.submission))


def document(file: KeptFile, centre: Centre, route: str = "file") -> Document:
    """One file: what it is, where it is read and where the original is handed out."""
    return Document(
        id=str(file.pk),
        name=file.name,
        kind=file.kind,
        summary=file.summary,
        view_url=f"?file={file.pk}",
        download_url=reverse(route, args=[centre.slug, file.pk]),
    )


def history(sheet: MarkSheet) -> tuple[Event, ...]:
    """What happened to the sheet, from the ledger."""
    entries = LedgerEntry.objects.filter(subject_id=str(sheet.pk)).select_related("actor").order_by("seq")
    return tuple(Event(e.at, e.actor.name if e.actor else "", EVENT_WORDS.get(e.kind, e.kind)) for e in entries)


def pdf_state(sheet: MarkSheet, centre: Centre) -> dict[str, str]:
    """Where the stored form is, or why it is not there yet and how to get it."""
    if sheet.released_at is None:
        return {"pdf_url": "", "pdf_note": ""}
    made = [bool(sha256) for sha256 in sheet.pdfs.order_by("edition").values_list("sha256", flat=True)]
    url = reverse("sheet-pdf", args=[centre.slug, sheet.pk]) if any(made) else ""
    if made and made[-1]:
        return {"pdf_url": url, "pdf_note": ""}
    job = Job.objects.filter(subject_id=str(sheet.pk), kind="pdf").order_by("-created_at").first()
    note = job.sentence if job and job.sentence else "The PDF is being made; it is here in a moment. Reload this page."
    return {"pdf_url": url, "pdf_note": note}
