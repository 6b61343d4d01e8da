"""A note for staff alone, and how long somebody was at work on a sheet."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from django.test import Client

from centres import policy
from centres.models import Appointment, Centre
from centres.refusals import Stale
from centres.scope import tenant
from marksheets import actions, forms
from marksheets.models import MarkSet, MarkSheet
from marksheets.pages.around import ForStaff
from marksheets.pages.assemble import sheet_page
from marksheets.pages.conflict import clashes
from marksheets.pages.frozen import freeze
from marksheets.reading import set_of
from tests import story

Cast = dict[str, Appointment]
SignIn = Callable[[str], Client]
WORDS = "Ask Tom whether the plan was agreed."


def noted(cast: Cast) -> MarkSheet:
    sheet = story.marked(cast, story.MARKS)
    assert actions.save(sheet, {"note-staff": WORDS}, version=sheet.version, by=cast["ada"], spent=61) == {}
    return sheet


def called_in(cast: Cast) -> MarkSheet:
    sheet = noted(cast)
    actions.sign(sheet, version=sheet.version, by=cast["ada"])
    actions.call_in(sheet, version=sheet.version, by=cast["iqbal"])
    return sheet


def for_staff(sheet: MarkSheet, reader: Appointment) -> ForStaff:
    """What staff alone are told of it."""
    found = sheet_page(sheet, reader).for_staff
    assert found is not None
    return found


def told(sheet: MarkSheet, reader: Appointment | None) -> str:
    return json.dumps(freeze(sheet_page(sheet, reader)))


def test_its_writer_has_it_in_the_box(cast: Cast) -> None:
    page = for_staff(noted(cast), cast["ada"])
    assert (page.note, page.notes, page.time_spent) == (WORDS, (), "1 min at the sheet")


def test_nobody_reads_it_before_the_marks_are_theirs_to_read(cast: Cast) -> None:
    sheet = noted(cast)
    assert WORDS not in told(sheet, cast["iqbal"])
    policy.adopt({"blind_checks": "always"}, by=None)
    actions.sign(sheet, version=sheet.version, by=cast["ada"])
    actions.call_in(sheet, version=sheet.version, by=cast["iqbal"])
    for who in ("iqbal", "leo", "cara"):
        assert WORDS not in told(sheet, cast[who])
        assert "at the sheet" not in told(sheet, cast[who])


def test_who_checks_reads_it_beside_their_own(cast: Cast) -> None:
    policy.adopt({"blind_checks": "never"}, by=None)
    sheet = called_in(cast)
    actions.save(sheet, {**story.MARKS, "note-staff": "He was asked."}, version=sheet.version, by=cast["iqbal"])
    page = for_staff(sheet, cast["iqbal"])
    assert (page.note, page.notes) == ("He was asked.", (("Assessor", WORDS),))
    assert "He was asked." not in told(sheet, cast["ada"])
    actions.countersign(sheet, version=sheet.version, by=cast["iqbal"])
    assert for_staff(sheet, cast["ada"]).notes == (("Assessor", WORDS), ("IQA", "He was asked."))


def test_no_learner_and_no_paper_ever_has_it(cast: Cast) -> None:
    policy.adopt({"blind_checks": "never"}, by=None)
    sheet = called_in(cast)
    actions.save(sheet, story.MARKS, version=sheet.version, by=cast["iqbal"])
    actions.countersign(sheet, version=sheet.version, by=cast["iqbal"])
    actions.release(sheet, version=sheet.version, by=cast["iqbal"])
    for reader in (cast["lena"], None):
        assert WORDS not in told(sheet, reader)
        assert sheet_page(sheet, reader).for_staff is None
    assert WORDS not in json.dumps([pdf.page for pdf in sheet.pdfs.all()])
    assert WORDS not in json.dumps([signature.payload for signature in sheet.signatures.all()])


def test_a_returned_sheet_begins_with_it(cast: Cast) -> None:
    policy.adopt({"blind_checks": "never"}, by=None)
    sheet = called_in(cast)
    actions.send_back(sheet, version=sheet.version, by=cast["iqbal"], reason="Say which evidence is missing.")
    assert for_staff(sheet, cast["ada"]).note == WORDS


def test_too_long_a_note_is_told_and_all_else_is_kept(cast: Cast) -> None:
    sheet = noted(cast)
    given = {"note-staff": "x" * 10_001, "mark-S2": "24"}
    problems = actions.save(sheet, given, version=sheet.version, by=cast["ada"])
    assert problems == {"note-staff": "This is 10,001 characters; 10,000 is the most a box holds."}
    marks = set_of(sheet, "assessor")
    assert marks is not None
    assert (marks.staff_note, marks.node_marks.get(node="S2").value) == (WORDS, "24")


def test_two_tabs_are_shown_both_notes(cast: Cast) -> None:
    sheet = noted(cast)
    with pytest.raises(Stale):
        actions.save(sheet, {"note-staff": "Another word."}, version=1, by=cast["ada"])
    (clash,) = clashes(sheet, set_of(sheet, "assessor"), {"note-staff": "Another word."})
    assert (clash.label, clash.mine, clash.theirs) == ("Note for staff", "Another word.", WORDS)


def test_the_box_stands_where_it_is_saved(northgate: Centre, staff: Cast, signed_in: SignIn) -> None:
    """The sheet's own page has no form of its fields: there the note is read, not written."""
    with tenant(northgate):
        sheet = noted(staff)
    ada, box = signed_in("ada@northgate.example"), 'name="note-staff"'
    assert box in ada.get(f"/c/northgate/mark/{sheet.pk}/").content.decode()
    page = ada.get(f"/c/northgate/sheets/{sheet.pk}/").content.decode()
    assert (WORDS in page, box in page) == (True, False)


@pytest.mark.parametrize(
    ("said", "seconds"),
    [("61", 61), ("0", 0), ("3600", 3600), ("3601", 0), ("-5", 0), ("9e9", 0), ("", 0), ("١٢", 0), (None, 0)],
)
def test_only_a_sensible_stretch_is_counted(said: str | None, seconds: int) -> None:
    assert forms.spent({} if said is None else {"spent": said}) == seconds


def test_the_desk_counts_it_up(northgate: Centre, staff: Cast, signed_in: SignIn) -> None:
    with tenant(northgate):
        sheet = story.opened(staff, "D7.01")
    ada = signed_in("ada@northgate.example")
    for number in (1, 2):
        with tenant(northgate):
            version = MarkSheet.objects.get(pk=sheet.pk).version
        sent = {"version": version, "note-staff": f"Note {number}", "spent": "40"}
        assert ada.post(f"/c/northgate/sheets/{sheet.pk}/save/", sent).status_code == 302
    page = ada.get(f"/c/northgate/mark/{sheet.pk}/").content.decode()
    assert "Note 2</textarea>" in page
    with tenant(northgate):
        assert MarkSet.objects.get(sheet=sheet.pk).seconds == 80
