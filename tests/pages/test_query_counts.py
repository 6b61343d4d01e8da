"""A list costs the same whether it has one row or three."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from assessments import actions as work
from assessments.models import Submission
from centres.models import Appointment, Centre
from centres.scope import tenant
from instruments import actions as own
from learners.actions import record_approval
from marksheets import actions
from qualifications.models import Assessment, Specification
from tests import databases
from tests.diaries import session
from tests.instruments.conftest import APPROVAL
from tests.story import FEEDBACK, handed_in

CODES = ("D7.01", "D7.02-03", "D7.04")
Cast = dict[str, Appointment]
Counter = Callable[[int], Any]


def arrange(staff: Cast, rows: int, stage: str) -> None:
    """So many of Lena's submissions at a stage: submitted, allocated, signed or checked; "own": of all else."""
    if stage == "own":
        arrange_office(staff, rows)
        return
    for code in CODES[:rows]:
        submission = handed_in(staff, code)
        if stage != "submitted":
            work.allocate(submission, assessor=staff["ada"], by=staff["cara"])
        if stage in {"signed", "checked"}:
            sign(staff, submission, stage)
    if stage == "signed":
        session(staff)  # a draft of her diary, so that something always needs her


def arrange_office(staff: Cast, rows: int) -> None:
    """So many own sheets, approvals of shipped sheets and of qualifications."""
    diploma = Specification.objects.get(code="L7-DIP")
    shipped = Assessment.objects.filter(code__startswith="8577").order_by("code")
    for number in range(rows):
        own.start("format = 1", diploma, by=staff["leo"])
        own.approve_shipped(shipped[number], **APPROVAL, by=staff["leo"])
        record_approval("L7-DIP", starts_on=date(2026, 1, 1 + number), by=staff["cara"])


def sign(staff: Cast, submission: Submission, stage: str) -> None:
    """Marked at the maximum and signed; for "checked" also countersigned with the same marks."""
    sheet = actions.open_sheet(submission, by=staff["ada"])
    given = {f"mark-{node.code}": str(node.maximum) for node in submission.assessment.definition.scored}
    words = {f"{kind}-{name.removeprefix('mark-')}": text for name in given for kind, text in FEEDBACK.items()}
    actions.save(sheet, {**given, **words}, version=sheet.version, by=staff["ada"])
    actions.sign(sheet, version=sheet.version, by=staff["ada"])
    if stage == "checked":
        actions.call_in(sheet, version=sheet.version, by=staff["iqbal"])
        actions.fill_same_marks(sheet, version=sheet.version, by=staff["iqbal"])
        actions.countersign(sheet, version=sheet.version, by=staff["iqbal"])


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(
    ("who", "path", "stage", "queries"),
    [
        ("cara", "office/allocate/", "submitted", 9),
        ("cara", "office/learners/", "submitted", 9),
        ("cara", "office/staff/", "submitted", 9),
        ("ada", "mark/", "allocated", 10),
        ("ada", "", "allocated", 10),
        ("iqbal", "check/", "signed", 11),
        ("iqbal", "check/", "checked", 11),
        ("lena", "", "signed", 13),
        ("cara", "", "submitted", 12),
        ("ada", "notices/", "allocated", 11),
        ("ada", "catalogue/", "allocated", 9),
        ("leo", "instruments/", "own", 13),
        ("cara", "office/approvals/", "own", 11),
    ],
)
def test_a_list_costs_the_same(
    who: str,
    path: str,
    stage: str,
    queries: int,
    rows: int,
    northgate: Centre,
    staff: Cast,
    signed_in: Callable[[str], Client],
    django_assert_num_queries: Counter,
) -> None:
    with tenant(northgate):
        arrange(staff, rows, stage)
    client = signed_in(f"{who}@northgate.example")
    client.get(f"/c/northgate/{path}")
    # On PostgreSQL the person and the centre are told to the database, and untold.
    with django_assert_num_queries(queries + (4 if databases.is_postgresql() else 0)):
        assert client.get(f"/c/northgate/{path}").status_code == 200
