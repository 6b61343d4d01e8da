"""Two hands that agree and lie far apart all the same (RULINGS 2)."""

from __future__ import annotations

import pytest

from centres import policy
from centres.models import Appointment, LedgerEntry, Notice
from marksheets.models import MarkSheet
from marksheets.pages.around import ForStaff
from marksheets.pages.assemble import sheet_page
from marksheets.workflow import State
from qualifications import outcome
from qualifications.models import Assessment
from qualifications.outcome import Value
from tests import story

Cast = dict[str, Appointment]
FAR = {"mark-S1": "38", "mark-S2": "22"}  # Ada gives 31 and 22
SAID = "Section 1 has 31 and 38: 7 apart, where 5 are tolerated."


def told(sheet: MarkSheet, reader: Appointment) -> ForStaff:
    """What staff alone are told of it."""
    found = sheet_page(sheet, reader).for_staff
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("one", "other", "tolerated", "found"),
    [(31, 36, 5, []), (31, 37, 5, ["S1"]), (37, 31, 5, ["S1"]), (31, 31, 0, []), (31, 32, 0, ["S1"])],
)
def test_more_than_is_tolerated_whichever_is_higher(
    db: None, one: int, other: int, tolerated: int, found: list[str]
) -> None:
    sheet = Assessment.objects.get(code="D7.01").definition
    both = [{"S1": Value(mark=mark), "S2": Value(mark=25)} for mark in (one, other)]
    assert [each.node.code for each in outcome.apart(sheet, *both, tolerated)] == found


def test_what_is_not_marked_by_number_is_never_apart(db: None) -> None:
    sheet = Assessment.objects.get(code="D7.01").definition
    assert outcome.apart(sheet, {"S1": Value(met=True)}, {"S1": Value(mark=3)}, 0) == ()
    assert outcome.apart(sheet, {"S1": Value(mark=40)}, {}, 0) == ()


def test_it_changes_no_outcome_and_the_lead_iqas_hear_of_it(cast: Cast) -> None:
    sheet = story.countersigned(cast, second=FAR)
    assert sheet.state == State.CHECKED
    assert [notice.sentence for notice in Notice.objects.filter(to=cast["leo"], about=sheet.pk)] == [
        "D7.01: the marks of assessor and IQA lie further apart than your centre tolerates."
    ]
    assert LedgerEntry.objects.filter(kind="sheet.countersign").count() == 1


def test_staff_read_it_and_the_learner_and_the_paper_do_not(cast: Cast) -> None:
    sheet = story.released(cast, second=FAR)
    for who in ("ada", "iqbal", "leo", "cara"):
        assert told(sheet, cast[who]).apart == (SAID,)
    assert sheet_page(sheet, cast["lena"]).for_staff is sheet_page(sheet, None).for_staff is None


def test_a_centre_tolerates_what_it_will(cast: Cast) -> None:
    policy.adopt({"tolerated_marks": 7, "blind_checks": "never"}, by=None)
    sheet = story.countersigned(cast, second=FAR)
    assert not Notice.objects.filter(to=cast["leo"], about=sheet.pk).exists()
    assert told(sheet, cast["leo"]).apart == ()


def test_before_it_is_countersigned_nothing_is_said(cast: Cast) -> None:
    policy.adopt({"blind_checks": "never"}, by=None)
    assert told(story.called_in(cast), cast["iqbal"]).apart == ()
