"""The homes of staff: the queue of each role in a sentence, and its first rows."""

from __future__ import annotations

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from assessments.models import Submission
from assessments.pages import draft_rows
from centres.models import Appointment, Centre
from centres.roles import Role
from certification.pages.shape import MOST, HomePage, Need, counted
from learners.models import Registration
from marksheets.pages import queues
from marksheets.pages.queues import QueueRow


def _from_rows(rows: list[QueueRow], label: str, open_label: str) -> tuple[Need, ...]:
    return tuple(
        Need(
            f"{row.learner}, {row.assessment}",
            " · ".join(filter(None, [row.state, row.due, row.detail])),
            open_label if row.opens else label,
            row.url,
            row.urgency == "late",
            row.opens,
        )
        for row in rows[:MOST]
    )


def assessor(by: Appointment, centre: Centre) -> HomePage:
    """What waits for marks."""
    rows = queues.to_mark(by)
    late = sum(row.urgency == "late" for row in rows)
    sentence = (
        f"{counted(len(rows), 'sheet waits', 'sheets wait')} for your marks."
        if rows
        else "Nothing waits for your marks."
    )
    detail = (
        f"{counted(late, 'is', 'are')} past the due date." if late else "None is past its due date." if rows else ""
    )
    return HomePage(
        sentence,
        detail,
        _from_rows(rows, "Go on marking", "Open and mark"),
        reverse("queue", args=[centre.slug]),
        "The whole queue",
    )


def iqa(by: Appointment, centre: Centre) -> HomePage:
    """Disputes, checks, and what can be released."""
    rows, ready = queues.to_check(by), queues.to_release(by)
    disputes = queues.to_decide(by) if by.role == Role.LEAD_IQA else []
    sentence = (
        f"{counted(len(rows), 'sheet waits', 'sheets wait')} for a check." if rows else "Nothing waits for a check."
    )
    if disputes:
        sentence = f"{counted(len(disputes), 'dispute waits', 'disputes wait')} for your decision. {sentence}"
    detail = "No sampling plan is approved, so every signed sheet is called in."
    if ready:
        detail = f"{counted(len(ready), 'sheet', 'sheets')} can be released. " + detail
    needs = _from_rows(disputes, "Decide", "Decide") + _from_rows(rows, "Check", "Check")
    needs += _from_rows(ready, "Release", "Release")
    return HomePage(sentence, detail, needs[:MOST], reverse("checks", args=[centre.slug]), "All that waits")


def admin(by: Appointment, centre: Centre) -> HomePage:
    """Work that nobody has yet."""
    waiting = list(Submission.objects.to_allocate().with_rows()[: MOST + 1])
    total = Submission.objects.to_allocate().count()
    sentence = (
        f"{counted(total, 'submission waits', 'submissions wait')} for an assessor."
        if total
        else "Everything handed in is with an assessor."
    )
    needs = tuple(_to_allocate(submission, centre) for submission in waiting[:MOST])
    learners = Registration.objects.count()
    return HomePage(
        sentence, f"{learners} registrations.", needs, reverse("waiting", args=[centre.slug]), "All that waits"
    )


def _to_allocate(submission: Submission, centre: Centre) -> Need:
    due, urgency = queues.due_words(submission.due_on, centre.nation)
    handed = f"Handed in {date_format(timezone.localtime(submission.submitted_at), 'j M Y')}"
    return Need(
        f"{submission.registration.learner.name}, {submission.assessment.code}",
        f"{handed} · decision {due}" if due else handed,
        "Allocate",
        reverse("allocate", args=[centre.slug, submission.pk]),
        urgency == "late",
    )


def ev(by: Appointment, centre: Centre) -> HomePage:
    """Sheets that the centre has asked to be read."""
    rows = queues.to_attest(by)
    sentence = (
        f"{counted(len(rows), 'sheet waits', 'sheets wait')} for your reading and your signature." if rows else ""
    )
    detail = "You see what a centre has asked you to read, and nothing else." if rows else ""
    return HomePage(
        sentence or "Nothing needs you now. The centre has not asked you to read a sheet.",
        detail,
        _from_rows(rows, "Read and sign", "Read and sign"),
        reverse("catalogue", args=[centre.slug]),
        "The specifications",
    )


def tutor(by: Appointment, centre: Centre) -> HomePage:
    """Drafts that wait for comments."""
    rows = draft_rows(centre)
    if not rows:
        return quiet(by, centre)
    needs = tuple(
        Need(f"{row.learner}, {row.code}", f"Draft {row.number}, asked on {row.asked_at:%d %b}", "Read", row.url)
        for row in rows[:MOST]
    )
    sentence = f"{counted(len(rows), 'draft waits', 'drafts wait')} for your comments."
    return HomePage(sentence, "", needs, reverse("drafts", args=[centre.slug]), "All drafts")


def quiet(by: Appointment, centre: Centre) -> HomePage:
    """Nothing to do, and something to read."""
    sentence = "Nothing needs you now. You can read the specifications of the awards taught here."
    return HomePage(sentence, "", (), reverse("catalogue", args=[centre.slug]), "The specifications")
