"""A return with files: they go to the assessor with the words, through the gate, and to nobody else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from assessments.models import StoredFile
from assessments.uploading.models import RefusedFile
from assessments.uploading.pages import held_lines
from centres.models import LedgerEntry
from centres.refusals import Unfit
from marksheets import actions
from marksheets.models import Enclosure, MarkSheet
from marksheets.pages.assemble import sheet_page
from tests import story
from tests.assessments.file_samples import essay

SignIn = Callable[[str], Client]
WHY = "See the model answer; section 2 lacks its sources."


@pytest.fixture
def sheet(cast: story.Cast) -> MarkSheet:
    """Called in by Iqbal."""
    return story.called_in(cast)


def sent(sheet: MarkSheet, *files: Any, **given: str) -> dict[str, Any]:
    return {"version": str(sheet.version), "reason": WHY, "file": list(files), **given}


def model_answer(name: str = "model answer.docx", body: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, essay() if body is None else body)


def test_the_assessor_reads_the_words_and_the_file(signed_in: SignIn, sheet: MarkSheet) -> None:
    iqbal, url = signed_in("iqbal@northgate.example"), f"/c/northgate/sheets/{sheet.pk}/move/return/"
    body = essay()
    answer = iqbal.post(url, sent(sheet, model_answer(body=body), **{"mark-S1": "31"}))
    assert answer.status_code == 302
    file = Enclosure.objects.get()
    assert (file.name, file.reason.text) == ("model answer.docx", WHY)

    ada = signed_in("ada@northgate.example")
    desk = ada.get(f"/c/northgate/mark/{sheet.pk}/").content.decode()
    here = f"/c/northgate/sheets/enclosed/{file.pk}/"
    assert here in desk
    original = ada.get(here)
    assert b"".join(original.streaming_content) == body
    assert "model answer.docx" in original.headers["Content-Disposition"]
    assert LedgerEntry.objects.filter(kind="enclosure.downloaded", subject_id=str(file.pk)).count() == 1
    assert "enclosed a file" in ada.get(f"/c/northgate/sheets/{sheet.pk}/").content.decode()


def test_a_learner_and_a_stranger_do_not(signed_in: SignIn, sheet: MarkSheet, cast: story.Cast) -> None:
    actions.send_back(
        sheet, version=sheet.version, by=cast["iqbal"], reason=WHY, enclosed=[story.taken(cast, b"the model answer")]
    )
    here = f"/c/northgate/sheets/enclosed/{Enclosure.objects.get().pk}/"
    assert signed_in("lena@northgate.example").get(here).status_code == 404
    assert signed_in("otto@southbank.example").get(here).status_code == 404
    assert sheet_page(sheet, cast["lena"]).reasons == ()
    assert sheet_page(sheet, None).returned is None or not sheet_page(sheet, None).returned.files  # type: ignore[union-attr]


def test_a_file_that_cannot_be_taken_stops_the_return_and_the_words_stay(signed_in: SignIn, sheet: MarkSheet) -> None:
    iqbal, url = signed_in("iqbal@northgate.example"), f"/c/northgate/sheets/{sheet.pk}/move/return/"
    bad = model_answer("virus.exe", b"MZ not a document")
    answer = iqbal.post(url, sent(sheet, model_answer(), bad))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Nothing was returned yet; choose the files again." in page
    assert WHY in page
    sheet.refresh_from_db()
    assert sheet.state == "sampled"
    assert not Enclosure.objects.exists()
    assert RefusedFile.objects.get().name == "virus.exe"


def test_there_is_an_end_to_them(sheet: MarkSheet, cast: story.Cast) -> None:
    files = [story.taken(cast, bytes([n])) for n in range(6)]
    with pytest.raises(Unfit, match="6 files are chosen; 5 is the most that go with a return."):
        actions.send_back(sheet, version=sheet.version, by=cast["iqbal"], reason=WHY, enclosed=files)
    assert not Enclosure.objects.exists()


def test_files_with_another_act_are_left_where_they_are(signed_in: SignIn, sheet: MarkSheet) -> None:
    iqbal = signed_in("iqbal@northgate.example")
    url = f"/c/northgate/sheets/{sheet.pk}/move/hold/"
    answer = iqbal.post(url, sent(sheet, model_answer(), kind="integrity", sentence=""))
    assert answer.status_code in {302, 403, 409, 422}
    assert not Enclosure.objects.exists()
    assert not StoredFile.objects.filter(references__gt=1).exists()


def test_one_that_waits_for_the_scanner_is_read_by_nobody(
    signed_in: SignIn, sheet: MarkSheet, cast: story.Cast
) -> None:
    held = replace(story.taken(cast, b"the model answer"), scanned="held")
    actions.send_back(sheet, version=sheet.version, by=cast["iqbal"], reason=WHY, enclosed=[held])
    answer = signed_in("ada@northgate.example").get(f"/c/northgate/sheets/enclosed/{Enclosure.objects.get().pk}/")
    assert answer.status_code == 409
    assert [(line.name, line.whose) for line in held_lines()] == [("essay.docx", "Iqbal Rahman")]
