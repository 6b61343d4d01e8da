"""Marks tried on a sheet without a learner, and its blank form: the desk's own sentences, and nothing kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client

from centres.models import LedgerEntry
from centres.scope import tenant
from marksheets.models import MarkSet, MarkSheet
from marksheets.pages.specimen import specimen_page, try_page
from marksheets.pdf.render import PangoMissing, render_specimen
from qualifications import specfile
from qualifications.models import Assessment
from tests.marksheets.paper import read
from tests.qualifications.made_up import sheet

AT = "/c/northgate/catalogue/sheets/"
SignIn = Callable[[str], Client]


def said(code: str, **typed: str) -> Any:
    """What the sheet says to these fields; `S1` is a mark, `b_S1_1` a bullet, `q_hours` a quantity."""
    names = {"b": "bullet", "q": "quantity"}
    fields = {}
    for name, value in typed.items():
        kind, _, code_of = name.partition("_")
        fields[f"{names[kind]}-{code_of.replace('_', '.')}" if kind in names else f"mark-{name}"] = value
    return try_page(sheet(code), fields, "whole_sheet")


@pytest.fixture
def lena(signed_in: SignIn) -> Client:
    """The learner's browser."""
    return signed_in("lena@northgate.example")


def asked(client: Client, code: str, status: int = 200, **fields: str) -> str:
    """The page of a sheet with these fields in the address, one space between words."""
    row = Assessment.objects.get(code=code)
    question = {name.replace("_", "-", 1).replace("_", "."): value for name, value in fields.items()}
    answer = client.get(f"{AT}{row.pk}/try/?{urlencode(question)}")
    assert answer.status_code == status
    return " ".join(answer.content.decode().split())


def test_84_with_14_of_30_is_a_referral_of_that_section() -> None:
    page = said("D7.02-03", S1="34", S2="14", S3="36")
    box = page.assessor_box
    assert (box.word, box.total, box.headline) == ("REFERRAL", 84, "Referral: section 2 has 14, needs 15.")
    assert box.reasons[0] == "The total is 50 or more, but marks cannot be moved between sections."
    assert page.units == (("D7.02", "held until the whole sheet passes"), ("D7.03", "referred"))


def test_17_15_18_passes_and_the_units_are_met() -> None:
    page = said("D7.02-03", S1="17", S2="15", S3="18", q_hours="12")
    assert (page.assessor_box.word, page.assessor_box.total) == ("PASS", 50)
    assert page.units == (("D7.02", "met"), ("D7.03", "met"))
    assert page.assessor_box.warnings == ()


def test_a_pass_with_an_unmet_bullet_and_short_hours_warns_twice() -> None:
    box = said("D7.02-03", S1="17", S2="15", S3="18", b_S3_2="not_met", q_hours="11.5").assessor_box
    assert box.word == "PASS"
    assert box.warnings == (
        "The diary shows 11.5 hours as coach or mentor, at least 12 are needed.",
        "Section 3 passes with a bullet that is not met: “Feedback from clients and others on own leadership mentoring "
        "or executive coaching practice is sought”.",
    )


def test_a_bullet_that_cannot_be_read_is_no_unmet_one() -> None:
    box = said("D7.02-03", S1="17", S2="15", S3="18", b_S3_2="perhaps", q_hours="12").assessor_box
    assert (box.word, box.warnings) == ("PASS", ())


def test_a_blank_is_not_decided() -> None:
    page = said("D7.02-03", S1="34", S2="", S3="36")
    assert (page.assessor_box.word, page.assessor_box.headline) == ("Not decided", "1 section still to mark.")


def test_rubbish_gets_a_sentence_for_each_field_and_counts_as_left_open() -> None:
    page = said("D7.02-03", S1="35", S2="12.5", S3="-1", S9="3", b_S1_1="x", b_S9_9="met", q_hours="many")
    assert dict(page.errors) == {
        "mark-S1": "Section 1 takes whole marks from 0 to 34; 35 is too many.",
        "mark-S2": "Section 2 takes whole marks from 0 to 30; 12.5 is not a whole mark.",
        "mark-S3": "Section 3 takes whole marks from 0 to 36; -1 is below 0.",
        "mark-S9": "D7.02-03 has no “mark-S9”; take it out of the address.",
        "bullet-S1.1": "Bullet S1.1 is met, not met, or left open.",
        "bullet-S9.9": "D7.02-03 has no “bullet-S9.9”; take it out of the address.",
        "quantity-hours": "Hours as coach or mentor take a number such as 12 or 11.5; “many” is not one.",
    }
    assert page.assessor_box.headline == "3 sections still to mark."
    assert [refusal.place for refusal in page.refusals if "Bullet" in refusal.sentence] == ["p-S1.1"]


@pytest.mark.parametrize("who", ["lena", "ada", "iqbal", "leo", "eve", "tom", "cara"])
def test_everybody_may_try(signed_in: SignIn, who: str) -> None:
    page = asked(signed_in(f"{who}@northgate.example"), "D7.01", mark_S1="31", mark_S2="22")
    assert "<strong>Referral: section 2 has 22, needs 25.</strong>" in page
    assert "53" in page


def test_the_address_keeps_what_was_typed(lena: Client) -> None:
    page = asked(lena, "D7.01", status=422, mark_S1="51", bullet_S1_1="not_met", mark_S2="25")
    assert 'name="mark-S1" value="51"' in page
    assert 'name="mark-S2" value="25"' in page
    assert 'name="bullet-S1.1" value="not_met" checked' in page
    assert "Section 1 takes whole marks from 0 to 50; 51 is too many." in page
    assert "<title>Error: Try marks on D7.01" in page


def test_before_anything_is_typed_it_says_what_to_do(lena: Client) -> None:
    page = asked(lena, "D7.01")
    assert "Give some marks, then press the button." in page
    assert "What would it say?" in page


def test_nothing_is_stored(lena: Client, northgate: Any) -> None:
    with tenant(northgate):
        before = (MarkSheet.objects.count(), MarkSet.objects.count(), LedgerEntry.objects.count())
    asked(lena, "D7.01", mark_S1="31", mark_S2="22")
    with tenant(northgate):
        assert (MarkSheet.objects.count(), MarkSet.objects.count(), LedgerEntry.objects.count()) == before


@pytest.mark.django_db
def test_every_published_sheet_can_be_tried_blank_and_has_a_specimen() -> None:
    for row in Assessment.objects.all():
        page = try_page(row.definition, {}, "whole_sheet")
        assert page.assessor_box.outcome == "undecided", row
        assert len(page.scored_rows) == len(row.definition.scored)
        assert specimen_page(row.definition).signatures == ()


def printed(assessment: specfile.Assessment) -> Any:
    try:
        return read(render_specimen(specimen_page(assessment)))
    except PangoMissing as missing:
        pytest.skip(str(missing))


def test_the_specimen_is_the_blank_form_with_the_word_across_it() -> None:
    paper = printed(sheet("D7.02-03"))
    assert len(paper.pages) == 2
    assert paper.text.count("SPECIMEN") == 2
    assert "Specimen: no learner, no result, no seal" in paper.text
    assert paper.text.count("PASS/REFERRAL") == 2
    assert "/34 marks (min 17) /34 marks (min 17)" in paper.text
    assert "Signed electronically" not in paper.text and "Edition" not in paper.text
    assert "Section referral if applicable: Date of IQA check: Name of assessor: Name of IQA:" in paper.text


def test_a_learner_may_have_the_specimen_and_it_carries_no_seal(lena: Client) -> None:
    row = Assessment.objects.get(code="D7.01")
    answer = lena.get(f"{AT}{row.pk}/specimen/")
    if answer.status_code == 503:
        pytest.skip("no Pango here")
    assert answer["Content-Disposition"] == f'inline; filename="D7.01 {row.version} specimen.pdf"'
    assert answer.content.startswith(b"%PDF") and b"/ByteRange" not in answer.content
