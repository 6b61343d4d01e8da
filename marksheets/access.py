"""Whose mark sheets a person may see, and which column of it."""

from __future__ import annotations

from assessments.access import visible
from centres.models import Appointment
from centres.roles import Role
from marksheets.models import MarkSheet
from marksheets.models.sheet import MarkSheetQuerySet
from marksheets.workflow import State

DECIDED = frozenset({State.DISPUTED, State.CHECKED, State.RELEASED})


def visible_sheets(by: Appointment) -> MarkSheetQuerySet:
    """The sheets of the submissions a person may see; a learner's only once released."""
    sheets: MarkSheetQuerySet = MarkSheet.objects.filter(visible(by, "submission__")).with_rows()
    return sheets.given_to_learner() if by.role == Role.LEARNER else sheets


def sees_assessor_column(sheet: MarkSheet, by: Appointment) -> bool:
    """Unsigned marks are their writer's alone."""
    return sheet.state != State.MARKING or sheet.assessor_user_id == by.user_id


def sees_qa_column(sheet: MarkSheet, by: Appointment) -> bool:
    """QA marks are the IQAs' until countersigned; then everybody's who may see the sheet."""
    return sheet.state in DECIDED or by.role in {Role.IQA, Role.LEAD_IQA}
