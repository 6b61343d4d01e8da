"""Random sheets that were accepted, from publishing to the page and to the paper.

A dozen in every run, two hundred with COUNTERSIGN_RANDOM_IN_FULL=1; the specifications are those of
tests/qualifications/test_random_specifications.py.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from django.test import Client

from assessments.actions import may_assess, prepare
from centres.models import Appointment, Centre
from config.demo.cast import sign_in
from learners.actions import add_learner, record_approval, register
from marksheets import actions
from marksheets.models import MarkSheet
from marksheets.pages.assemble import sheet_page
from marksheets.pdf.render import PangoMissing, render_sheet
from qualifications import actions as catalogue_actions
from qualifications import outcome
from qualifications.models import Specification as Published
from tests.api.conftest import at
from tests.marksheets.paper import read as read_paper
from tests.qualifications.random_specifications import IN_FULL, Specification, accepted, read, typed
from tests.story import Cast, opened

COUNT = 200 if IN_FULL else 12
WORDS = {outcome.Outcome.PASS: "PASS", outcome.Outcome.REFERRAL: "REFERRAL"}


def enrol(one: Specification) -> Appointment:
    """A learner on the award; Ada may assess its units."""
    sign_in("pia@northgate.example", "Pia Lund")
    learner = add_learner("Pia Lund", "pia@northgate.example", by=None, invite=False)
    record_approval(one.award.code, starts_on=date(2026, 1, 1), by=None)
    prepare(register(learner, Published.objects.get(code=one.award.code), by=None), by=None)
    assert learner.appointment is not None
    for assessor in Appointment.objects.filter(role="assessor", centre=learner.centre):
        for unit in one.units:
            may_assess(assessor, unit.code, date(2026, 1, 1), by=None)
    return learner.appointment


def marked(one: Specification, cast: Cast) -> MarkSheet:
    """Ada's desk with every value and a word to each."""
    sheet = opened({**cast, "pia": enrol(one)}, one.sheet.code, learner="pia")
    fields = dict(typed(one.marked.values)) | {f"areas-{code}": "Name the evidence." for code in one.marked.values}
    assert actions.save(sheet, fields, version=sheet.version, by=cast["ada"]) == {}
    return sheet


@pytest.mark.parametrize("at_", range(COUNT))
def test_it_is_published_marked_shown_and_printed(
    db: None, tmp_path: Path, at_: int, northgate: Centre, signed_in: Callable[[str], Client]
) -> None:
    one = accepted(COUNT)[at_]
    catalogue_actions.publish(read(tmp_path, one.text))
    with at() as cast:
        sheet = marked(one, cast)
        # The diary of this learner is empty: nothing is recorded.
        decision = outcome.decide(one.sheet, one.marked.values)
        if decision.outcome is not outcome.Outcome.UNDECIDED:
            sheet = actions.sign(sheet, version=sheet.version, by=cast["ada"])
        page = sheet_page(sheet, None)
        try:
            paper = read_paper(render_sheet(page, draft=False)).text
        except PangoMissing as missing:
            pytest.skip(str(missing))

    assert page.assessor_box is not None
    assert (page.assessor_box.outcome, page.assessor_box.headline) == (decision.outcome.value, decision.headline)
    assert [row.code for row in page.scored_rows] == [node.code for node in one.sheet.scored]
    assert ("Circled: " + WORDS[decision.outcome] in paper) if decision.outcome in WORDS else "Circled:" not in paper
    answer = signed_in("ada@northgate.example").get(f"/c/northgate/sheets/{sheet.pk}/")
    assert answer.status_code == 200
    assert decision.headline.split(":")[0] in answer.content.decode()
