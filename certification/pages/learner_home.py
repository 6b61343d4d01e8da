"""The learner's home: what only they can do, then how far their work is."""

from __future__ import annotations

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from assessments.access import visible_submissions
from assessments.diary.models import DiaryEntry
from assessments.models import Submission
from centres.models import Appointment, Centre
from centres.notices import unread_paths
from certification.pages.shape import HomePage, Need, Standing, Step, counted
from learners.models import Offer
from marksheets.models import MarkSheet
from marksheets.workflow import State

# How far a learner's own word for a state is along the four steps, and in which tone it is shown.
REACHED = {"Submitted": 0, "Being marked": 1, "Being checked": 2, "Result ready": 3, "Under review": 3}
KINDS = {"Result ready": "ok", "Under review": "warn", "Withdrawn by the centre": ""}


def learner(by: Appointment, centre: Centre) -> HomePage:
    """Offers, results to read, work to hand in, entries to finish; then every assignment."""
    rows = visible_submissions(by).with_rows().select_related("sheet", "registration__specification")
    mine = list(rows.order_by("registration__registered_on", "id"))
    unread = unread_paths(by)
    results = [need for submission in mine if (need := _result(submission, centre, unread))]
    drafts = [_draft(submission, centre) for submission in mine if submission.is_draft]
    needs = [*_offers(by), *results, *drafts, *_unfinished(by, centre)]
    awards = {s.registration.specification.title: s.registration for s in mine}
    detail = " · ".join(f"{title}, complete by {date_format(r.complete_by, 'j F Y')}" for title, r in awards.items())
    standing = tuple(_standing(s, centre) for s in mine if not s.is_draft)
    log = reverse("diary-new", args=[centre.slug, "session"])
    return HomePage("", detail, tuple(needs), log, "Log a session", standing)


def greeting(by: Appointment, count: int) -> str:
    """ "Hello Lena. Two things need you." """
    first = by.name.split()[0]
    verb = "needs" if count == 1 else "need"
    rest = f"{counted(count, 'thing', 'things')} {verb} you." if count else "Nothing needs you now."
    return f"Hello {first}. {rest}"


def _unfinished(by: Appointment, centre: Centre) -> list[Need]:
    """Entries of the diary that wait to be finished, as one thing (one query)."""
    count = DiaryEntry.objects.standing().filter(learner__appointment=by, is_final=False).count()
    if not count:
        return []
    title = f"{counted(count, 'diary entry is', 'diary entries are')} still a draft"
    return [Need(title, "A draft counts for nothing yet.", "Finish", reverse("diary", args=[centre.slug]))]


def _offers(by: Appointment) -> list[Need]:
    """Offers to move to another version, which only the learner can answer."""
    rows = Offer.objects.filter(registration__learner__appointment=by, state=Offer.State.OPEN).select_related("new")
    return [
        Need(
            f"{offer.new.title}: version {offer.new.version} is offered to you",
            "Nothing changes unless you accept.",
            "Read and answer",
            offer.get_absolute_url(),
        )
        for offer in rows.select_related("centre").defer("new__document")
    ]


def _draft(submission: Submission, centre: Centre) -> Need:
    path = reverse("assignment", args=[centre.slug, submission.pk])
    return Need(_named(submission), _draft_reason(submission), "Open", path)


def _result(submission: Submission, centre: Centre, unread: set[str]) -> Need | None:
    """A result that its learner has not read yet."""
    sheet = getattr(submission, "sheet", None)
    path = reverse("result", args=[centre.slug, submission.pk])
    if sheet is None or sheet.state != State.RELEASED or path not in unread:
        return None
    when = date_format(timezone.localtime(sheet.released_at), "j M Y")
    return Need(f"Your result for {_named(submission)}", f"Released {when}.", "Read the result", path)


def _named(submission: Submission) -> str:
    name = f"{submission.assessment.code} {submission.assessment.title}"
    return name if submission.attempt == 1 else f"{name}, attempt {submission.attempt}"


def _draft_reason(submission: Submission) -> str:
    """What a draft waits for, in a sentence."""
    if submission.registration.withdrawn_on is not None:
        return "You are withdrawn from this award; nothing more is handed in."
    if submission.paused_at is not None:
        return "Paused while your earlier result is under review."
    if submission.awaits_declaration:
        return "It was handed in for you: say that it is your own work."
    day = date_format(submission.hand_in_by or submission.registration.complete_by, "j F Y")
    return f"Hand it in by {day}."


def _standing(submission: Submission, centre: Centre) -> Standing:
    sheet: MarkSheet | None = getattr(submission, "sheet", None)
    name = _named(submission)
    word = sheet.learner_name_of_state if sheet is not None else "Submitted"
    given = sheet is not None and (sheet.released_at is not None or sheet.state == State.VOID)
    url = reverse("result" if given else "receipt", args=[centre.slug, submission.pk])
    kind = KINDS.get(word, "le")
    so_far = reverse("so-far", args=[centre.slug, submission.pk])
    return Standing(name, url, word, kind, () if word not in REACHED else _steps(submission, REACHED[word]), so_far)


def _steps(submission: Submission, reached: int) -> tuple[Step, ...]:
    handed = date_format(timezone.localtime(submission.submitted_at), "j M")
    due = f"decision due {date_format(submission.due_on, 'j M')}" if submission.due_on and reached <= 1 else ""
    names = (("Submitted", handed), ("Being marked", due), ("Being checked", ""), ("Result", ""))
    if reached == 3:
        return tuple(Step(n, d, "done") for n, d in names)
    return tuple(Step(n, d, "done" if i < reached else "now" if i == reached else "") for i, (n, d) in enumerate(names))
