"""What a day brings near for learners and the office: told once for each thing and each step before its day."""

from __future__ import annotations

from datetime import date, timedelta

from django.urls import reverse
from django.utils.formats import date_format

from assessments.diary.models import Goal
from assessments.models import Submission
from centres.models import Appointment, Centre
from centres.notices import tell_once
from centres.roles import Role
from learners.models import Registration

HAND_IN = (14, 3, 0)  # days before
ENDING = (90, 30)


def step_of(day: date, on: date, steps: tuple[int, ...]) -> int | None:
    """The step that a day ahead has come to: the smallest that is not yet passed; None before all and after the day.

    A morning that was missed does not swallow a step: the next one tells it.
    """
    left = (day - on).days
    return min((step for step in steps if 0 <= left <= step), default=None)


def learners(centre: Centre, on: date) -> None:
    """Work that is to be handed in: its learner is told."""
    last = on + timedelta(days=max(HAND_IN))
    rows = Submission.objects.drafts().filter(hand_in_by__range=(on, last), paused_at=None)
    for draft in rows.select_related("registration__learner__appointment", "assessment", "centre"):
        step = step_of(draft.hand_in_by, on, HAND_IN)
        if step is None:
            continue
        sentence = f"{draft.assessment.code}: hand it in {_when(draft.hand_in_by, on)}."
        once = f"hand_in:{draft.pk}:{draft.hand_in_by}:{step}"
        to = draft.registration.learner.appointment
        tell_once(once, to, sentence, draft.get_absolute_url(), kind="due", about=draft.pk, asks="submit")


def registrations(centre: Centre, on: date) -> None:
    """Registrations that end: their learner is told, and the office, without a name."""
    last = on + timedelta(days=max(ENDING))
    rows = Registration.objects.filter(complete_by__range=(on, last), withdrawn_on=None)
    office = list(Appointment.objects.now().filter(centre=centre, role=Role.ADMIN))
    for one in rows.select_related("learner__appointment", "specification").defer("specification__document"):
        step = step_of(one.complete_by, on, ENDING)
        if step is None or not one.submissions.filter(submitted_at=None, voided_at=None).exists():
            continue
        once = f"ending:{one.pk}:{one.complete_by}:{step}"
        day = date_format(one.complete_by, "j F Y")
        sentence = (
            f"Your registration for {one.specification.title} ends on {day}; ask your centre if you need more time."
        )
        tell_once(once, one.learner.appointment, sentence, reverse("home", args=[centre.slug]), kind="ending")
        for person in office:
            path = reverse("learner", args=[centre.slug, one.learner_id])
            tell_once(once, person, f"A registration ends on {day} with work still open.", path, kind="ending")


def goals(centre: Centre, on: date) -> None:
    """Goals whose review has come."""
    rows = Goal.objects.filter(standing="open", review_on=on).select_related("learner__appointment")
    for goal in rows:
        path = reverse("diary-goal", args=[centre.slug, goal.pk])
        to = goal.learner.appointment
        tell_once(
            f"goal:{goal.pk}:{on}", to, "A goal of yours is to be reviewed today.", path, kind="due", about=goal.pk
        )


def _when(day: date, on: date) -> str:
    left = (day - on).days
    return "today" if left == 0 else f"by {date_format(day, 'j F Y')}, {left} day{'s' if left != 1 else ''} from now"
