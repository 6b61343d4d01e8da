"""Whether a check is blind: the IQA's marks are in before the assessor's are seen (RULINGS 36, 37)."""

from __future__ import annotations

from collections import Counter

from django.db.models import Count

from centres import policy
from marksheets.models import MarkSheet
from marksheets.workflow import State
from qualifications.models import Assessment


def is_blind(sheet: MarkSheet) -> bool:
    """By the centre's policy: never, always, or while the assessor is new to one of the units."""
    choices = policy.in_force()
    if choices.blind_checks == "new_assessors":
        return is_new(sheet, choices.new_assessor_sheets)
    return choices.blind_checks == "always"


def is_new(sheet: MarkSheet, enough: int) -> bool:
    """Whether this assessor has fewer than `enough` countersigned sheets here in any unit of this one (RULINGS 37)."""
    rows = MarkSheet.objects.filter(assessor_user=sheet.assessor_user_id, checked_at__isnull=False)
    counts = rows.exclude(state=State.VOID).order_by().values_list("submission__assessment").annotate(Count("pk"))
    by_assessment = dict(counts)
    checked: Counter[str] = Counter()
    for assessment in Assessment.objects.filter(pk__in=by_assessment):
        checked.update(dict.fromkeys(assessment.definition.units, by_assessment[assessment.pk]))
    return any(checked[unit] < enough for unit in sheet.submission.assessment.definition.units)
