"""The external verifier reads the one sheet a centre asked about, and signs a revision of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from assessments.access import visible_submissions
from centres.actions import appoint, end_appointment
from centres.models import Appointment, Notice
from centres.refusals import NotYours, Refused
from centres.roles import Role
from marksheets import actions
from marksheets.access import visible_sheets
from marksheets.models import MarkSheet, Signature
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


def test_only_an_ev_in_force_is_asked(cast: Cast) -> None:
    sheet = story.countersigned(cast)
    for other in ("cara", "leo", "sunil"):
        with pytest.raises(Refused, match="was asked already, or is no EV here today."):
            actions.ask_ev(sheet, version=sheet.version, by=cast["iqbal"], ev=cast[other])
    end_appointment(cast["eve"], on=timezone.localdate(), by=cast["cara"])
    with time_machine.travel(timezone.now() + timedelta(days=1)), pytest.raises(Refused, match="Eve Marlow was asked"):
        actions.ask_ev(sheet, version=sheet.version, by=cast["iqbal"], ev=cast["eve"])
    assert not sheet.submission.readers.exists()


def test_being_asked_about_one_sheet_signs_no_other_and_is_not_passed_on(cast: Cast) -> None:
    edda = appoint("edda@northgate.example", "Edda Moss", Role.EV, by=cast["cara"])
    sheet = story.countersigned(cast)
    marks = {"mark-S1": "20", "mark-S2": "20", "mark-S3": "30"}
    other = story.countersigned(cast, marks, "D7.04", marks)
    actions.ask_ev(sheet, version=sheet.version, by=cast["iqbal"], ev=cast["eve"])
    actions.ask_ev(other, version=other.version, by=cast["iqbal"], ev=edda)
    for asked_elsewhere, one in ((edda, sheet), (cast["eve"], other)):
        with pytest.raises(NotYours, match="The centre has not asked you to read this sheet."):
            actions.attest(one, version=one.version, by=asked_elsewhere)
    assert not Signature.objects.filter(role="ev").exists()


@pytest.mark.parametrize(("bring", "editions"), [(story.countersigned, 0), (story.released, 2)])
def test_after_the_release_the_signature_makes_the_next_edition_and_before_it_none(
    cast: Cast, bring: Callable[[Cast], MarkSheet], editions: int
) -> None:
    sheet = bring(cast)
    actions.ask_ev(sheet, version=sheet.version, by=cast["iqbal"], ev=cast["eve"])
    actions.attest(sheet, version=sheet.version, by=cast["eve"])
    found = list(sheet.pdfs.order_by("edition"))
    assert len(found) == editions
    if found:
        names = [[one["name"] for one in edition.page["signatures"]] for edition in found]
        assert names == [["Ada Byrne", "Iqbal Rahman"], ["Ada Byrne", "Iqbal Rahman", "Eve Marlow"]]
