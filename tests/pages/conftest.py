"""Committed-looking rows for pages: arranged inside the centre, then left, so that a client can ask from outside."""

from __future__ import annotations

import pytest

from centres.models import Appointment, Centre
from centres.scope import tenant
from marksheets import actions
from marksheets.models import MarkSheet
from tests.story import marked

Cast = dict[str, Appointment]


@pytest.fixture
def released(northgate: Centre, staff: Cast) -> MarkSheet:
    """Lena's D7.01, 31/50 and 22/50, countersigned with the same marks and released."""
    with tenant(northgate):
        sheet = marked(staff, {"mark-S1": "31", "mark-S2": "22"})
        actions.sign(sheet, version=sheet.version, by=staff["ada"])
        actions.call_in(sheet, version=sheet.version, by=staff["iqbal"])
        actions.fill_same_marks(sheet, version=sheet.version, by=staff["iqbal"])
        actions.countersign(sheet, version=sheet.version, by=staff["iqbal"])
        return actions.release(sheet, version=sheet.version, by=staff["iqbal"])
