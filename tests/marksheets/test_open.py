"""Opening: by the assessor it was given to, who may assess it today, and once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from assessments import actions as work
from assessments.models import MayAssess, Submission
from centres.actions import appoint
from centres.models import Appointment, LedgerEntry
from centres.refusals import NotYours, Refused
from centres.roles import Role
from marksheets import actions
from marksheets.models import MarkSheet
from tests import story

Cast = dict[str, Appointment]
NOT_GIVEN = "Only the assessor it was given to opens a submission for marking."


@pytest.fixture
def given(cast: Cast) -> Submission:
    """Lena's D7.01, allocated to Ada."""
    return work.allocate(story.handed_in(cast), assessor=cast["ada"], by=cast["cara"])


def test_it_makes_a_blank_sheet_and_says_so_in_the_ledger(given: Submission, cast: Cast) -> None:
    sheet = actions.open_sheet(given, by=cast["ada"])
    assert (sheet.state, sheet.assessor, sheet.iqa) == ("marking", cast["ada"], None)
    rows = sheet.mark_sets.get().node_marks.order_by("node")
    assert [(row.node, row.value, row.strengths, row.bullets) for row in rows] == [
        ("S1", "", "", {}),
        ("S2", "", "", {}),
    ]
    entry = LedgerEntry.objects.select_related("body").get(kind="sheet.open", subject_id=str(sheet.pk))
    assert (entry.actor_id, entry.body.body) == (cast["ada"].user_id, {"assessment": "D7.01"})
    with pytest.raises(Refused, match="This was opened already."):
        actions.open_sheet(given, by=cast["ada"])
    assert MarkSheet.objects.count() == 1


def test_nobody_opens_what_nobody_was_given(cast: Cast) -> None:
    with pytest.raises(NotYours, match=NOT_GIVEN):
        actions.open_sheet(story.handed_in(cast), by=cast["ada"])


def test_it_is_opened_as_an_assessor_and_not_in_another_role(given: Submission, cast: Cast) -> None:
    ada_as_iqa = appoint("ada@northgate.example", "Ada Byrne", Role.IQA, by=cast["cara"])
    for other in (ada_as_iqa, cast["sunil"], cast["leo"]):
        with pytest.raises(NotYours, match=NOT_GIVEN):
            actions.open_sheet(given, by=other)
    assert not MarkSheet.objects.exists()


def test_who_may_no_longer_assess_the_unit_does_not_open_it(given: Submission, cast: Cast) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    MayAssess.objects.filter(appointment=cast["ada"], unit_code="D7.01").update(ends_on=yesterday)
    with pytest.raises(Refused, match="You are not appointed to assess D7.01 today; ask your centre admin."):
        actions.open_sheet(given, by=cast["ada"])
    given.refresh_from_db()
    assert given.opened_at is None
