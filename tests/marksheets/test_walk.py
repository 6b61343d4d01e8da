"""The whole walk through the actions: upload to released."""

from __future__ import annotations

import pytest

from centres import ledger
from centres.models import Appointment, LedgerEntry
from marksheets.workflow import State
from tests.story import handed_in, marked, opened


def test_it_goes_from_upload_to_released(cast: dict[str, Appointment]) -> None:
    from marksheets import actions

    sheet = marked(cast, {"mark-S1": "31", "mark-S2": "22"})
    actions.sign(sheet, version=sheet.version, by=cast["ada"])
    actions.call_in(sheet, version=sheet.version, by=cast["iqbal"])
    actions.save(sheet, {"mark-S1": "30", "mark-S2": "23"}, version=sheet.version, by=cast["iqbal"])
    actions.countersign(sheet, version=sheet.version, by=cast["iqbal"])
    assert sheet.state == State.CHECKED
    actions.release(sheet, version=sheet.version, by=cast["iqbal"])
    assert sheet.state == State.RELEASED
    kinds = list(LedgerEntry.objects.filter(subject_id=str(sheet.pk)).values_list("kind", flat=True))
    assert kinds == ["sheet.open", "sheet.sign", "sheet.call_in", "sheet.countersign", "sheet.release"]
    assert ledger.first_break() == ""


@pytest.mark.parametrize("marks", [("31", "26"), ("24", "22")])
def test_a_different_outcome_or_section_is_a_dispute(cast: dict[str, Appointment], marks: tuple[str, str]) -> None:
    from marksheets import actions

    sheet = marked(cast, {"mark-S1": "31", "mark-S2": "22"})
    actions.sign(sheet, version=sheet.version, by=cast["ada"])
    actions.call_in(sheet, version=sheet.version, by=cast["iqbal"])
    actions.save(sheet, {"mark-S1": marks[0], "mark-S2": marks[1]}, version=sheet.version, by=cast["iqbal"])
    actions.countersign(sheet, version=sheet.version, by=cast["iqbal"])
    assert sheet.state == State.DISPUTED


def test_stories_start_empty(cast: dict[str, Appointment]) -> None:
    assert handed_in(cast).submitted_at is not None
    assert opened(cast, code="D7.04").state == State.MARKING
