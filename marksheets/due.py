"""What a day brings near for those who mark and check: told once for each sheet and each step."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils.formats import date_format

from assessments.models import Submission
from centres.models import Centre
from centres.notices import tell_once
from marksheets.models import MarkSheet
from marksheets.workflow import State

AHEAD = timedelta(days=3)


def assessors(centre: Centre, on: date) -> None:
    """Decisions that are due within three days, and those that are late."""
    waiting = Q(sheet=None) | Q(sheet__state=State.MARKING)
    rows = Submission.objects.handed_in().filter(waiting, assessor__isnull=False, due_on__lte=on + AHEAD)
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
