"""What waits for whom, as lists."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from assessments.access import visible_submissions
from assessments.models import Submission, SubmissionQuerySet
from centres.clocks import working_days_between
from centres.models import Appointment, Centre
from centres.roles import Role
from centres.scope import current_centre
from marksheets.access import visible_sheets
from marksheets.models import MarkSheet, Signature
from marksheets.pages.assemble import Place
from marksheets.workflow import State

MOST_ROWS = 100


@dataclass(frozen=True, slots=True)
class QueueRow:
    """One submission in a queue: who, what, when due and what to press."""

    id: str
    learner: str
    assessment: str
    title: str
    attempt: int
    submitted: str
    due: str
    urgency: str  # "late", "soon", ""
    state: str
    url: str
    opens: bool  # True: a POST opens it
    detail: str


@dataclass(frozen=True, slots=True)
class Slice:
    """A hundred rows of a long queue: where they begin, and how many there are in all."""

    rows: list[QueueRow]
    start: int
    total: int

    @property
    def before(self) -> int:
        """Where the hundred before these begin; -1 where these are the first."""
        return max(self.start - MOST_ROWS, 0) if self.start else -1

    @property
    def after(self) -> int:
        """Where the next begin; -1 where these are the last."""
        return self.start + MOST_ROWS if self.start + MOST_ROWS < self.total else -1


def to_mark(by: Appointment, start: int = 0) -> list[QueueRow]:
    """The assessor's work, the earliest due first: what is open on the desk and what is not opened yet."""
    centre = current_centre()
    rows = _unsigned(by).with_rows().select_related("sheet").order_by("due_on", "submitted_at")
    return [_mark_row(submission, centre) for submission in rows[start : start + MOST_ROWS]]


def slice_to_mark(by: Appointment, start: int) -> Slice:
    """The same from one place on, with how many there are (a second query only where there may be more)."""
    rows = to_mark(by, start)
    if start and not rows:  # beyond the end
        return slice_to_mark(by, 0)
    return Slice(rows, start, start + len(rows) if len(rows) < MOST_ROWS else _unsigned(by).count())


def _unsigned(by: Appointment) -> SubmissionQuerySet:
    rows: SubmissionQuerySet = visible_submissions(by)
    return rows.exclude(sheet__state__in=[s.value for s in State if s is not State.MARKING])


def signed_by(by: Appointment) -> list[QueueRow]:
    """What this assessor signed lately and where it stands."""
    centre = current_centre()
    sheets = visible_sheets(by).exclude(state=State.MARKING).select_related("assessor").order_by("-assessed_at")[:10]
    return [_check_row(sheet, centre, by, url="sheet") for sheet in sheets]


def to_check(by: Appointment) -> list[QueueRow]:
    """What waits for an IQA: signed or called in, never their own marking, nor what may go out without a check."""
    centre = current_centre()
    rows = visible_sheets(by)
    sheets = rows.awaiting_iqa().exclude(assessor_user=by.user_id).exclude(pk__in=rows.unsampled().values("pk"))
    sheets = sheets.select_related("assessor", "iqa")
    return [_check_row(sheet, centre, by) for sheet in sheets[:MOST_ROWS]]


def to_release(by: Appointment) -> list[QueueRow]:
    """Countersigned, or decided not to be sampled, and not released yet."""
    centre = current_centre()
    rows = visible_sheets(by)
    ready = rows.filter(Q(state=State.CHECKED) | Q(pk__in=rows.unsampled().values("pk")))
    sheets = ready.exclude(assessor_user=by.user_id).select_related("assessor", "iqa")
    return [_ready_row(sheet, centre, by) for sheet in sheets.order_by("checked_at")[:MOST_ROWS]]


def disputed(by: Appointment) -> list[QueueRow]:
    """Assessor and IQA differ: a lead IQA has to say which set stands."""
    centre = current_centre()
    sheets = visible_sheets(by).filter(state=State.DISPUTED).select_related("assessor", "iqa")
    return [_check_row(sheet, centre, by, url="sheet") for sheet in sheets[:MOST_ROWS]]


def to_decide(by: Appointment) -> list[QueueRow]:
    """The disputes this lead IQA may decide: those where they neither marked nor checked."""
    centre = current_centre()
    sheets = visible_sheets(by).filter(state=State.DISPUTED).exclude(assessor_user=by.user_id)
    sheets = sheets.exclude(iqa_user=by.user_id).select_related("assessor", "iqa")
    return [_check_row(sheet, centre, by, url="sheet") for sheet in sheets[:MOST_ROWS]]


def to_attest(by: Appointment) -> list[QueueRow]:
    """What an EV was asked to read and has not signed as it stands now."""
    centre = current_centre()
    signed = Signature.objects.filter(role=Role.EV, by=by.user_id).values("sheet", "revision")
    done = {(row["sheet"], row["revision"]) for row in signed}
    sheets = visible_sheets(by).filter(state__in=[State.CHECKED, State.RELEASED]).select_related("assessor", "iqa")
    waiting = [sheet for sheet in sheets[:MOST_ROWS] if (sheet.pk, sheet.revision) not in done]
    return [_check_row(sheet, centre, by, url="sheet") for sheet in waiting]


def place_in(rows: list[QueueRow], sheet_id: str, queue_url: str, words: str) -> Place:
    """Where a sheet stands among the rows it was read with; of a full hundred there may be more."""
    many = f"{len(rows)} or more" if len(rows) == MOST_ROWS else f"{len(rows)}"
    spot = next((n for n, row in enumerate(rows) if row.id == sheet_id), None)
    if spot is None:
        return Place(queue_url=queue_url)
    after, before = rows[spot + 1 : spot + 2], rows[max(spot - 1, 0) : spot]
    return Place(
        words=f"{spot + 1} of {many} {words}",
        queue_url=queue_url,
        next_url=after[0].url if after else "",
        previous_url=before[0].url if before else "",
    )


def _mark_row(submission: Submission, centre: Centre) -> QueueRow:
    sheet = getattr(submission, "sheet", None)
    view, pk = ("desk", sheet.pk) if sheet else ("open", submission.pk)
    words, urgency = due_words(submission.due_on, centre.nation)
    return QueueRow(
        id=str(pk),
        learner=submission.registration.learner.name,
        assessment=submission.assessment.code,
        title=submission.assessment.title,
        attempt=submission.attempt,
        submitted=date_format(timezone.localtime(submission.submitted_at), "j M Y"),
        due=words,
        urgency=urgency,
        state="Not opened" if sheet is None else "Returned by the IQA" if sheet.check_owed else "On your desk",
        url=reverse(view, args=[centre.slug, pk]),
        opens=sheet is None,
        detail="",
    )


def _ready_row(sheet: MarkSheet, centre: Centre, by: Appointment) -> QueueRow:
    """A sheet that may go out; one that nobody checked says why it may, and has no check to be late with."""
    row = _check_row(sheet, centre, by, url="sheet")
    return row if sheet.state == State.CHECKED else replace(row, state="Not sampled", due="", urgency="")


def _check_row(sheet: MarkSheet, centre: Centre, by: Appointment, *, url: str = "check") -> QueueRow:
    words, urgency = due_words(sheet.check_due_on, centre.nation)
    waits = sheet.state in {State.ASSESSED, State.SAMPLED}
    return QueueRow(
        id=str(sheet.pk),
        learner=sheet.submission.registration.learner.name,
        assessment=sheet.submission.assessment.code,
        title=sheet.submission.assessment.title,
        attempt=sheet.submission.attempt,
        submitted=date_format(timezone.localtime(sheet.submission.submitted_at), "j M Y"),
        due=words if waits else "",
        urgency=urgency if waits else "",
        state=_state(sheet, url),
        url=reverse(url, args=[centre.slug, sheet.pk]),
        opens=False,
        detail=f"signed by {_name(sheet.assessor, by)}{_checker(sheet, by)}",
    )


def _state(sheet: MarkSheet, url: str) -> str:
    if sheet.state == State.ASSESSED and url == "check":
        return "To be called in"
    return "Under review" if sheet.state == State.DISPUTED and sheet.under_review_since else sheet.state_name


def _checker(sheet: MarkSheet, by: Appointment) -> str:
    if sheet.iqa is None:
        return ""
    return f", {'with' if sheet.state == State.SAMPLED else 'checked by'} {_name(sheet.iqa, by)}"


def _name(person: Appointment, reader: Appointment) -> str:
    return "you" if person.user_id == reader.user_id else person.name


def due_words(due: date | None, nation: str) -> tuple[str, str]:
    """A due date in working days as people say it, and how pressing it is."""
    if due is None:
        return "", ""
    days = working_days_between(timezone.localdate(), due, nation)
    if days < 0:
        return f"{-days} working day{'s' if days < -1 else ''} late", "late"
    if days == 0:
        return "due today", "soon"
    return f"due {date_format(due, 'D j M')}", "soon" if days <= 2 else ""
