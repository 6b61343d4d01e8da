"""Whose mark sheets a person may see, and which column of it."""

from __future__ import annotations

from assessments.access import visible
from centres.models import Appointment
from centres.roles import Role
from marksheets.models import MarkSet, MarkSheet
from marksheets.models.sheet import MarkSheetQuerySet
from marksheets.workflow import State

DECIDED = frozenset({State.DISPUTED, State.CHECKED, State.RELEASED, State.VOID})


def visible_sheets(by: Appointment) -> MarkSheetQuerySet:
    """The sheets of the submissions a person may see; a learner's only once their result was given to them."""
    sheets: MarkSheetQuerySet = MarkSheet.objects.filter(visible(by, "submission__")).with_rows()
    return sheets.given_to_learner() if by.role == Role.LEARNER else sheets


def sees_assessor_column(sheet: MarkSheet, by: Appointment, qa: MarkSet | None) -> bool:
    """Unsigned marks are their writer's alone; those under a blind check are hidden until the IQA's own are locked.

    `qa` is the IQA's set that counts now. What hides them hides them everywhere: this is the only place that says so.
    """
    if sheet.assessor_user_id == by.user_id:
        return True
    if sheet.state == State.MARKING:
        return False
    if not sheet.blind or sheet.state in DECIDED:
        return True
    return qa is not None and qa.by_id == by.user_id and (qa.locked_at is not None or qa.seen_before)


def sees_qa_column(sheet: MarkSheet, by: Appointment) -> bool:
    """QA marks are the IQAs' until countersigned; then everybody's who may see the sheet."""
    return sheet.state in DECIDED or by.role in {Role.IQA, Role.LEAD_IQA}


def sees_third_column(sheet: MarkSheet, by: Appointment, third: MarkSet) -> bool:
    """A third set is its writer's and the lead IQAs' until it stands."""
    return sheet.standing_set_id == third.pk or third.by_id == by.user_id or by.role == Role.LEAD_IQA


def reads_iqas_comments(sheet: MarkSheet, by: Appointment) -> bool:
    """What an IQA pointed to in the work is for the assessor once the sheet is returned; their marks are not."""
    return bool(sheet.state == State.MARKING and sheet.check_owed and sheet.assessor_user_id == by.user_id)
