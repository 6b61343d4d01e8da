"""The external verifier reads the one sheet a centre asked about, and signs a revision of it."""

from __future__ import annotations

import pytest

from assessments.access import visible_submissions
from centres.models import Appointment, Notice
from centres.refusals import NotYours, Refused
from marksheets import actions
from marksheets.access import visible_sheets
from marksheets.models import Signature
from marksheets.pages.assemble import sheet_page
from marksheets.workflow import State
from tests import story

Cast = dict[str, Appointment]


def test_an_ev_sees_what_they_were_asked_to_read_and_nothing_else(cast: Cast) -> None:
    sheet = story.countersigned(cast)
    story.opened(cast, "D7.04")
    assert not visible_sheets(cast["eve"]).exists()
    actions.ask_ev(sheet, version=sheet.version, by=cast["iqbal"], ev=cast["eve"])
    assert [found.pk for found in visible_sheets(cast["eve"])] == [sheet.pk]
    assert [found.pk for found in visible_submissions(cast["eve"])] == [sheet.submission_id]
    assert Notice.objects.get(to=cast["eve"]).sentence == "D7.01: the centre asks you to read a sheet and sign it."
    with pytest.raises(Refused, match="was asked already"):
        actions.ask_ev(sheet, version=sheet.version, by=cast["iqbal"], ev=cast["eve"])


def test_the_signature_holds_both_others_and_leaves_the_state(cast: Cast) -> None:
    sheet = story.countersigned(cast)
    with pytest.raises(NotYours, match="The centre has not asked you to read this sheet."):
        actions.attest(sheet, version=sheet.version, by=cast["eve"])
    actions.ask_ev(sheet, version=sheet.version, by=cast["iqbal"], ev=cast["eve"])
    actions.attest(sheet, version=sheet.version, by=cast["eve"])
    first, second, third = Signature.objects.order_by("at")
    assert (sheet.state, third.role, third.name) == (State.CHECKED, "ev", "Eve Marlow")
    assert third.payload["signatures"] == {"assessor": first.digest, "iqa": second.digest}
    assert third.payload["signature_before"] == second.digest
    with pytest.raises(Refused, match="An EV has signed this revision already."):
        actions.attest(sheet, version=sheet.version, by=cast["eve"])
    assert Notice.objects.filter(to=cast["iqbal"], sentence="D7.01: the EV signed a sheet.").exists()


def test_a_re_opened_sheet_shows_it_as_signed_on_an_earlier_revision_and_takes_another(cast: Cast) -> None:
    sheet = story.countersigned(cast)
    actions.ask_ev(sheet, version=sheet.version, by=cast["iqbal"], ev=cast["eve"])
    actions.attest(sheet, version=sheet.version, by=cast["eve"])
    actions.reopen(sheet, version=sheet.version, by=cast["leo"], reason="The EV found a page missing.")
    with pytest.raises(Refused, match="An EV signs a countersigned or released sheet; this one is “disputed”"):
        actions.attest(sheet, version=sheet.version, by=cast["eve"])
    actions.resolve(sheet, version=sheet.version, by=cast["leo"], standing="assessor", reason="The page was read.")
    superseded = {s.role: s.superseded for s in sheet_page(sheet, cast["eve"]).signatures}
    assert superseded == {"Assessor": False, "IQA": False, "ILM EV": True, "Lead IQA": False}
    actions.attest(sheet, version=sheet.version, by=cast["eve"])
    assert Signature.objects.filter(role="ev").count() == 2
    assert [s.role for s in sheet_page(sheet, None).signatures] == ["Assessor", "IQA", "Lead IQA", "ILM EV"]
