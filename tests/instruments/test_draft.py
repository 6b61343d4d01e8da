"""A draft: every mistake at once with its line, nothing typed is lost, two hands do not overwrite each other."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from centres.models import Appointment, Centre, LedgerEntry
from centres.refusals import NotYours, Refused, Stale, Unfit
from centres.scope import tenant
from instruments import actions
from instruments.drafts import as_text, made_out_for, read_draft, uncovered
from instruments.models import Instrument, State
from instruments.reading import published_units
from instruments.views import EXAMPLE
from qualifications import specfile
from qualifications.models import Assessment, Specification
from tests.instruments.conftest import APPROVAL

SignIn = Callable[[str], Client]
AT = "/c/northgate/instruments/"


def sentences(text: str) -> list[tuple[int | None, str]]:
    """The mistakes of a text: line and sentence."""
    return [(mistake.line, mistake.sentence) for mistake in read_draft(text, published_units()).mistakes]


def line_of(text: str, words: str) -> int:
    """The first line with these words."""
    return next(n for n, line in enumerate(text.split("\n"), start=1) if words in line)


def test_the_shipped_example_and_the_sheet_of_three_sections_have_no_mistake(db: None, text: str) -> None:
    for sound in (text, EXAMPLE.read_text(encoding="utf-8")):
        assert sentences(sound) == []
        sheet = read_draft(sound, published_units()).sheet
        assert sheet is not None
        assert uncovered(sheet, published_units()) == ()


def test_the_example_is_made_out_for_any_unit_with_criteria(db: None) -> None:
    example = EXAMPLE.read_text(encoding="utf-8")
    made = {unit.code: made_out_for(unit, example) for unit in published_units()}
    for code, text in made.items():
        assert sentences(text) == [], code
        sheet = read_draft(text, published_units()).sheet
        assert sheet is not None
        assert sheet.units == (code,)
        assert uncovered(sheet, published_units()) == ()

    lines = made["D7.03"].split("\n")  # outcome 1 has three criteria, the other two have six
    assert [line.split()[2] for line in lines if line.strip().startswith('code = "S')] == [
        *('"S1"', '"S1.1"', '"S1.2"', '"S1.3"', '"S2"', '"S2.1"', '"S2.2"', '"S2.3"', '"S2.4"', '"S2.5"', '"S2.6"'),
    ]
    assert 'units = ["D7.03"]                     # which units it assesses; a unit decides who may mark it' in lines


def test_every_mistake_is_told_with_its_line(db: None, text: str) -> None:
    wrong = text.replace('wording = "centre_own"', 'wording = "official"').replace("minimum = 15", "minimum = 35")
    wrong = wrong.replace('units = ["D7.01"]', 'units = ["D7.01", "X9"]')
    assert sentences(wrong) == [
        (
            line_of(wrong, "wording"),
            "A centre’s own sheet says wording = “centre_own”; “official” is the awarding body’s text alone.",
        ),
        (line_of(wrong, "units"), "No published unit is called X9."),
        (line_of(wrong, "minimum = 35"), "The minimum of 35 is above its maximum of 30; at most 30 can be asked for."),
    ]


@pytest.mark.parametrize(
    ("text", "line", "sentence"),
    [
        ("", 1, "The file must say format = 1."),
        ("format = 1", None, "The text must hold one sheet, opened by [[assessments]], and neither awards nor units."),
        ("format = 1\nunits = 3", 2, "“units” must be a list, in [ ]."),
        ("format = 1\n[[assessments]\n", 2, "The file is not TOML: Expected ']]' at the end of an array declaration."),
    ],
)
def test_what_is_no_sheet_is_told_too(db: None, text: str, line: int | None, sentence: str) -> None:
    assert (line, sentence) in sentences(text)


def test_a_sheet_without_a_unit_could_be_marked_by_nobody(db: None, text: str) -> None:
    without = text.replace('units = ["D7.01"]', "units = []")
    assert "nobody could be appointed to mark it" in sentences(without)[0][1]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("﻿format = 1".encode("utf-16"), "Line 1: The file is in UTF-16"),
        (b'format = 1\ntitle = "caf\xe9"', "Line 2: The file is not in UTF-8 here"),
        (b"format = 1\x00", "zero bytes"),
        (b"#" * 400_001, "longer than 400,000 characters"),
    ],
)
def test_an_upload_that_is_no_text_is_refused(content: bytes, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        as_text(content)


def test_a_mark_of_byte_order_and_foreign_line_ends_are_no_matter() -> None:
    assert as_text(b"\xef\xbb\xbfformat = 1\r\n") == "format = 1\n"


def test_a_refused_file_leaves_no_draft_and_keeps_the_choices(
    northgate: Centre, signed_in: SignIn, diploma: Specification
) -> None:
    file = SimpleUploadedFile("sheet.toml", b'title = "caf\xe9"')
    given = {"specification": diploma.pk, "start": "upload", "source": file}
    page = signed_in("leo@northgate.example").post(f"{AT}new/", given)
    assert page.status_code == 422
    assert "Line 1: The file is not in UTF-8 here" in page.content.decode()
    assert f'value="{diploma.pk}" selected' in page.content.decode()
    with tenant(northgate):
        assert Instrument.objects.count() == 0


def test_a_copy_of_the_printed_sheet_is_sound_and_the_centres_own(
    northgate: Centre, signed_in: SignIn, diploma: Specification
) -> None:
    printed = Assessment.objects.get(code="D7.02-03")
    given = {"specification": diploma.pk, "start": "copy", "sheet": printed.pk}
    assert signed_in("leo@northgate.example").post(f"{AT}new/", given).status_code == 302
    with tenant(northgate):
        copy = Instrument.objects.get()
    assert (copy.code, copy.title, copy.state) == ("D7.02-03-OWN", printed.title, "draft")
    sheet = read_draft(copy.text, published_units())
    assert sheet.mistakes == ()
    assert sheet.sheet is not None
    assert (sheet.sheet.wording, sheet.sheet.nodes) == ("centre_own", printed.definition.nodes)


def test_what_another_window_saved_meanwhile_is_shown_beside_what_was_typed(
    northgate: Centre, staff: dict[str, Appointment], signed_in: SignIn, diploma: Specification, text: str
) -> None:
    with tenant(northgate):
        draft = actions.start(text, diploma, by=staff["leo"])
        actions.save(draft, text + "\n# theirs", version=1, by=staff["leo"])
    leo = signed_in("leo@northgate.example")
    page = leo.post(f"{AT}{draft.pk}/", {"version": 1, "text": text + "\n# mine"})
    assert page.status_code == 409
    assert "-# theirs\n+# mine" in page.content.decode()
    assert 'name="version" value="2"' in page.content.decode()
    assert leo.post(f"{AT}{draft.pk}/", {"version": 2, "text": text + "\n# mine"}).status_code == 302
    with tenant(northgate):
        assert Instrument.objects.get().text == text + "\n# mine"


def test_a_draft_is_written_by_a_lead_iqa_alone(draft: Instrument, cara: Appointment, text: str) -> None:
    with pytest.raises(NotYours):
        actions.save(draft, text, version=1, by=cara)
    with pytest.raises(NotYours):
        actions.start(text, draft.award, by=cara)
    assert Instrument.objects.get().version == 1


@pytest.mark.parametrize("who", ["ada", "iqbal", "eve", "lena", "tom"])
def test_others_find_no_own_sheets(northgate: Centre, signed_in: SignIn, who: str) -> None:
    assert signed_in(f"{who}@northgate.example").get(AT).status_code == 404


def test_what_is_too_long_or_no_text_is_not_stored(draft: Instrument, leo: Appointment) -> None:
    for bad in ("x" * 400_001, "format = 1\x00"):
        with pytest.raises(Unfit):
            actions.save(draft, bad, version=1, by=leo)
    assert Instrument.objects.get().version == 1


def test_each_saving_leaves_a_line_in_the_ledger_and_no_text_in_it(draft: Instrument, leo: Appointment) -> None:
    actions.save(draft, "format = 1", version=1, by=leo)
    entries = LedgerEntry.objects.filter(subject_id=str(draft.pk)).order_by("seq").select_related("body")
    assert [entry.kind for entry in entries] == ["instrument.started", "instrument.saved"]
    assert sorted(entries[1].body.body) == ["code", "text", "version"]
    assert len(entries[1].body.body["text"]) == 64


class TestApproval:
    """With it the text is frozen; without it nothing is placed."""

    def test_it_freezes_the_text_as_it_was_seen(self, approved: Instrument, leo: Appointment, text: str) -> None:
        assert approved.state == State.APPROVED
        assert approved.assessment is not None
        assert approved.assessment.definition == specfile.read_bytes(text.encode(), "", alone=True).assessments[0]
        with pytest.raises(Refused, match="its text no longer changes"):
            actions.save(approved, text, version=approved.version, by=leo)

    def test_not_of_a_text_that_was_changed_meanwhile(self, draft: Instrument, leo: Appointment, text: str) -> None:
        actions.save(draft, text + "\n", version=1, by=leo)
        with pytest.raises(Stale):
            actions.approve(draft, version=1, **APPROVAL, by=leo)
        assert Assessment.objects.filter(code="NG-01").count() == 0

    def test_not_of_a_text_with_mistakes(self, draft: Instrument, leo: Appointment, text: str) -> None:
        actions.save(draft, text.replace("minimum = 15", "minimum = 35"), version=1, by=leo)
        with pytest.raises(Refused, match="The sheet has 1 mistake; it is approved or placed once none is left"):
            actions.approve(draft, version=2, **APPROVAL, by=leo)

    @pytest.mark.parametrize("wrong", [{"reference": " "}, {"holder": ""}, {"granted_on": "2099-01-01"}])
    def test_not_without_a_reference_a_holder_and_a_day_that_has_come(
        self, draft: Instrument, leo: Appointment, wrong: dict[str, str]
    ) -> None:
        from datetime import date

        given = {**APPROVAL, **{k: date.fromisoformat(v) if k == "granted_on" else v for k, v in wrong.items()}}
        with pytest.raises(Unfit):
            actions.approve(draft, version=1, **given, by=leo)

    def test_the_same_version_with_other_words_is_refused(
        self, approved: Instrument, leo: Appointment, text: str
    ) -> None:
        again = actions.again(approved, by=leo)
        actions.save(again, text.replace("Half a page", "A page"), version=1, by=leo)
        with pytest.raises(Refused, match="give the corrected text a new version"):
            actions.approve(again, version=2, **APPROVAL, by=leo)
        actions.save(again, text.replace("Half a page", "A page").replace("2026-1", "2026-2"), version=2, by=leo)
        assert actions.approve(again, version=3, **APPROVAL, by=leo).assessment.version == "2026-2"
