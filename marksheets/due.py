"""What a day brings near for those who mark and check: told once for each sheet and each step."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

from django.urls import reverse
from django.utils.formats import date_format

from assessments.models import Submission
from centres.clocks import working_days_between
from centres.models import Appointment, Centre
from centres.notices import tell_once
from centres.roles import Role
from marksheets.actions.sharing import unsigned
from marksheets.models import MarkSheet
from marksheets.workflow import State

AHEAD = timedelta(days=3)
LONG = 3  # working days after which a late decision is more than its assessor’s


def assessors(centre: Centre, on: date) -> None:
    """Decisions that are due within three days, and those that are late."""
    rows = Submission.objects.handed_in().filter(unsigned(), assessor__isnull=False, due_on__lte=on + AHEAD)
    for one in rows.select_related("assessor", "assessment", "sheet").distinct():
        late = one.due_on < on
        day = date_format(one.due_on, "j F")
        sentence = f"{one.assessment.code}: a decision {'was due on' if late else 'is due by'} {day}."
        sheet = getattr(one, "sheet", None)
        path = reverse("desk", args=[centre.slug, sheet.pk]) if sheet else reverse("queue", args=[centre.slug])
        once = f"decision:{one.pk}:{one.due_on}:{'late' if late else 'soon'}"
        tell_once(once, one.assessor, sentence, path, kind="due", about=sheet.pk if sheet else one.pk, asks="sign")


def checkers(centre: Centre, on: date) -> None:
    """Checks that somebody has in hand and that are late."""
    rows = MarkSheet.objects.filter(state=State.SAMPLED, iqa__isnull=False, check_due_on__lt=on)
    for sheet in rows.select_related("iqa", "submission__assessment"):
        sentence = f"{sheet.submission.assessment.code}: a check was due on {date_format(sheet.check_due_on, 'j F')}."
        path = reverse("check", args=[centre.slug, sheet.pk])
        once = f"check:{sheet.pk}:{sheet.check_due_on}"
        tell_once(once, sheet.iqa, sentence, path, kind="due", about=sheet.pk, asks="countersign")


def offices(centre: Centre, on: date) -> None:
    """Decisions so late that somebody else has to act: told once a week, in one sentence for each desk."""
    rows = Submission.objects.handed_in().filter(unsigned(), assessor__isnull=False, voided_at=None, paused_at=None)
    late = Counter(
        assessor
        for assessor, due in rows.filter(due_on__lt=on).values_list("assessor", "due_on")
        if working_days_between(due, on, centre.nation) >= LONG
    )
    year, number, _ = on.isocalendar()
    people = Appointment.objects.now().filter(centre=centre, role__in=[Role.ADMIN, Role.LEAD_IQA])
    for assessor, count in late.items():
        path = reverse("share-out", args=[centre.slug]) + f"?whose={assessor}"
        what = "A decision is" if count == 1 else f"{count} decisions of one assessor are"
        sentence = f"{what} {LONG} working days late or more. Ask for a day, or share the work out."
        for person in people:
            tell_once(f"late:{assessor}:{year}-{number}", person, sentence, path, kind="due")
