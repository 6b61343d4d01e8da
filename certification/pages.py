"""Home: the one page that asks every storey what needs this person now."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from assessments.access import visible_submissions
from assessments.models import Submission
from assessments.pages import draft_rows
from centres.models import Appointment, Centre
from centres.notices import unread_paths
from centres.roles import Role
from centres.templatetags.house import in_words
from learners.models import Offer, Registration
from marksheets.models import MarkSheet
from marksheets.pages import queues
from marksheets.pages.queues import QueueRow
from marksheets.workflow import State

MOST = 7
# How far a learner's own word for a state is along the four steps, and in which tone it is shown.
REACHED = {"Submitted": 0, "Being marked": 1, "Being checked": 2, "Result ready": 3, "Under review": 3}
KINDS = {"Result ready": "ok", "Under review": "warn", "Withdrawn by the centre": ""}


@dataclass(frozen=True, slots=True)
class Need:
    """One thing that needs this person: what, why and when, and one button."""

    title: str
    reason: str
    label: str
    url: str
    urgent: bool = False
    posts: bool = False


@dataclass(frozen=True, slots=True)
class HomePage:
    """What a person reads first: a sentence, then at most seven needs, then where their things stand."""

    sentence: str
    detail: str
    needs: tuple[Need, ...]
    more_url: str
    more_label: str
    standing: tuple[Standing, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """One stage of an assignment as the learner follows it."""

    name: str
    detail: str
    state: str  # "done", "now", ""


@dataclass(frozen=True, slots=True)
class Standing:
    """One of the learner's assignments and how far it is."""

    title: str
    url: str
    word: str
    kind: str  # "ok", "ref", "le", ""
    steps: tuple[Step, ...]


def home_page(by: Appointment, centre: Centre) -> HomePage:
    """The home of whoever is asking, in their role."""
    builders = {
        Role.LEARNER: _learner,
        Role.ASSESSOR: _assessor,
        Role.IQA: _iqa,
        Role.LEAD_IQA: _iqa,
        Role.EV: _ev,
        Role.ADMIN: _admin,
        Role.TUTOR: _tutor,
    }
    return builders.get(Role(by.role), _quiet)(by, centre)


def counted(number: int, one: str, many: str) -> str:
    """ "Four sheets" or "One sheet": numbers below ten in words."""
    return f"{in_words(number)} {one if number == 1 else many}"


def _learner(by: Appointment, centre: Centre) -> HomePage:
    rows = visible_submissions(by).with_rows().select_related("sheet", "registration__specification")
    mine = list(rows.order_by("registration__registered_on", "id"))
    unread = unread_paths(by)
    needs = [*_offers(by), *(need for submission in mine if (need := _learner_need(submission, centre, unread)))]
    awards = {s.registration.specification.title: s.registration for s in mine}
    detail = " · ".join(f"{title}, complete by {date_format(r.complete_by, 'j F Y')}" for title, r in awards.items())
    first = by.name.split()[0]
    count = len(needs)
    verb = "needs" if count == 1 else "need"
    sentence = (
        f"Hello {first}. {counted(count, 'thing', 'things')} {verb} you."
        if needs
        else f"Hello {first}. Nothing needs you now."
    )
    standing = tuple(_standing(s, centre) for s in mine if not s.is_draft)
    log = reverse("diary-new", args=[centre.slug, "session"])
    return HomePage(sentence, detail, tuple(needs[:MOST]), log, "Log a session", standing)


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


def _learner_need(submission: Submission, centre: Centre, unread: set[str]) -> Need | None:
    name = _named(submission)
    sheet = getattr(submission, "sheet", None)
    if submission.is_draft:
        reason = _draft_reason(submission)
        return Need(name, reason, "Open", reverse("assignment", args=[centre.slug, submission.pk]))
    path = reverse("result", args=[centre.slug, submission.pk])
    if sheet is not None and sheet.state == State.RELEASED and path in unread:
        when = date_format(timezone.localtime(sheet.released_at), "j M Y")
        return Need(f"Your result for {name}", f"Released {when}.", "Read the result", path)
    return None


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
    return Standing(name, url, word, kind, () if word not in REACHED else _steps(submission, REACHED[word]))


def _steps(submission: Submission, reached: int) -> tuple[Step, ...]:
    handed = date_format(timezone.localtime(submission.submitted_at), "j M")
    due = f"decision due {date_format(submission.due_on, 'j M')}" if submission.due_on and reached <= 1 else ""
    names = (("Submitted", handed), ("Being marked", due), ("Being checked", ""), ("Result", ""))
    if reached == 3:
        return tuple(Step(n, d, "done") for n, d in names)
    return tuple(Step(n, d, "done" if i < reached else "now" if i == reached else "") for i, (n, d) in enumerate(names))


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


def _assessor(by: Appointment, centre: Centre) -> HomePage:
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


def _iqa(by: Appointment, centre: Centre) -> HomePage:
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


def _admin(by: Appointment, centre: Centre) -> HomePage:
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


def _ev(by: Appointment, centre: Centre) -> HomePage:
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


def _tutor(by: Appointment, centre: Centre) -> HomePage:
    rows = draft_rows(centre)
    if not rows:
        return _quiet(by, centre)
    needs = tuple(
        Need(f"{row.learner}, {row.code}", f"Draft {row.number}, asked on {row.asked_at:%d %b}", "Read", row.url)
        for row in rows[:MOST]
    )
    sentence = f"{counted(len(rows), 'draft waits', 'drafts wait')} for your comments."
    return HomePage(sentence, "", needs, reverse("drafts", args=[centre.slug]), "All drafts")


def _quiet(by: Appointment, centre: Centre) -> HomePage:
    sentence = "Nothing needs you now. You can read the specifications of the awards taught here."
    return HomePage(sentence, "", (), reverse("catalogue", args=[centre.slug]), "The specifications")
