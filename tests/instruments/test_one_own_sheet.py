"""A centre adds a sheet of its own without a line of code: three sections of 20, 30 and 50, a pass mark of 55, and a
part that is not assessed. One data file is all that is written; everything else is done in the browser."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.html import escape

from assessments.models import Submission
from centres import ledger
from centres.models import Appointment, Centre
from centres.scope import tenant
from instruments.models import Instrument
from learners.models import Learner
from marksheets.models import MarkSheet
from qualifications.models import Specification
from tests.assessments.file_samples import essay

SHEET = Path(__file__).parents[1] / "qualifications" / "data" / "sections_20_30_50.toml"
AT = "/c/northgate"
SignIn = Callable[[str], Client]


def words(response: Any) -> str:
    """What a page says."""
    return response.content.decode()


def at_northgate(name: str, signed_in: SignIn) -> Client:
    """A browser of somebody at Northgate."""
    return signed_in(f"{name}@northgate.example")


def test_from_the_first_draft_to_a_result(northgate: Centre, staff: dict[str, Appointment], signed_in: SignIn) -> None:
    leo, cara, ada = (at_northgate(name, signed_in) for name in ("leo", "cara", "ada"))
    sheet = drafted(leo)
    corrected(leo, sheet)
    looked_at(leo, sheet)
    approved(leo, sheet, refused_first=True)
    placed(leo, sheet, northgate)
    pia = registered(cara, northgate, signed_in)
    work = handed_in(pia, northgate)
    sheet = marked(cara, ada, work, staff, northgate)
    result_read(at_northgate("iqbal", signed_in), pia, sheet, northgate)
    with tenant(northgate):
        assert ledger.first_break() == ""


def drafted(leo: Client) -> str:
    """Leo uploads the file with two slips in it: a section's minimum above its maximum, and a key misspelt."""
    with_slips = SHEET.read_text().replace("minimum = 15", "minimum = 35").replace("guidance = ", "guidence = ", 1)
    diploma = Specification.objects.get(code="L7-DIP")
    file = SimpleUploadedFile("sheet.toml", with_slips.encode(), content_type="application/toml")
    begun = leo.post(f"{AT}/instruments/new/", {"specification": diploma.pk, "start": "upload", "source": file})
    assert begun.status_code == 302
    return str(begun["Location"])


def corrected(leo: Client, sheet: str) -> None:
    """Both mistakes are told at once, with their lines; corrected, nothing is left to say."""
    page = words(leo.get(sheet))
    slip = (
        SHEET.read_text()
        .split("\n")
        .index('  guidance = "Half a page on the organisation and your role in it. It is read and not marked."')
        + 1
    )
    assert f'<a href="#L{slip}" data-line="{slip}">Line {slip}</a>' in page
    assert escape("“guidence” is not a key") in page
    refused = leo.get(f"{sheet}preview/")
    assert refused.status_code == 409
    assert "The sheet still has mistakes" in words(refused)
    halfway = SHEET.read_text().replace("minimum = 15", "minimum = 35")
    assert leo.post(sheet, {"version": 1, "text": halfway}).status_code == 302
    assert "The minimum of 35 is above its maximum of 30; at most 30 can be asked for." in words(leo.get(sheet))
    assert leo.post(sheet, {"version": 2, "text": SHEET.read_text()}).status_code == 302
    assert "It has no mistakes." in words(leo.get(sheet))
    assert leo.get(f"{sheet}file/").content.decode() == SHEET.read_text()


def looked_at(leo: Client, sheet: str) -> None:
    """The page, the printed form, and what made-up marks would decide."""
    page = words(leo.get(f"{sheet}preview/"))
    assert "NG-01 as it will look" in page
    assert page.count("Not marked yet") == 3
    assert "Not assessed" in page
    pdf = leo.get(f"{sheet}specimen/")
    assert (pdf["Content-Type"], pdf.content[:5]) == ("application/pdf", b"%PDF-")
    passed = words(leo.get(f"{sheet}try/", {"mark-S1": "10", "mark-S2": "20", "mark-S3": "30"}))
    assert "60" in passed and "PASS" in passed
    short = words(leo.get(f"{sheet}try/", {"mark-S1": "10", "mark-S2": "17", "mark-S3": "27"}))
    assert "REFERRAL" in short
    assert "54" in short and "55" in short
    wrong = leo.get(f"{sheet}try/", {"mark-S1": "21", "mark-S2": "17", "mark-S3": "27"})
    assert wrong.status_code == 422
    assert 'value="21"' in words(wrong)


def approved(leo: Client, sheet: str, *, refused_first: bool) -> None:
    """Without a reference there is no approval, and without an approval no place; nothing typed is lost."""
    with_place = {"version": 3, "specification": Specification.objects.get(code="L7-DIP").pk, "replaces": ""}
    too_early = leo.post(f"{sheet}place/", with_place)
    assert too_early.status_code == 409
    assert "it is placed once the awarding body’s approval is recorded" in words(too_early)
    given = {"version": 3, "reference": "", "granted_on": "2026-10-01", "holder": "Quality office", "note": "E-mail"}
    refused = leo.post(f"{sheet}approve/", given)
    assert refused.status_code == 422
    assert 'value="Quality office"' in words(refused)
    assert "Reference: This field is required." in words(refused)
    assert leo.post(f"{sheet}approve/", {**given, "reference": "AB/2026/17"}).status_code == 302
    page = words(leo.get(sheet))
    assert "AB/2026/17" in page
    assert "It is approved and its text is fixed." in page
    late = leo.post(sheet, {"version": 4, "text": "format = 1"})
    assert late.status_code == 409
    assert "begin its next version instead" in words(late)


def placed(leo: Client, sheet: str, northgate: Centre) -> None:
    """In place of D7.01, for whoever is registered from now on; Lena keeps hers."""
    with tenant(northgate):
        printed = Submission.objects.get(assessment__code="D7.01", registration__learner__name="Lena Fischer")
        before = printed.assessment_id
        found = Instrument.objects.get()
    diploma = Specification.objects.get(code="L7-DIP").pk
    given = {"version": found.version, "specification": diploma, "replaces": before}
    assert leo.post(f"{sheet}place/", given).status_code == 302
    assert "In use" in words(leo.get(f"{AT}/instruments/"))
    with tenant(northgate):
        assert Submission.objects.get(pk=printed.pk).assessment_id == before


def registered(cara: Client, northgate: Centre, signed_in: SignIn) -> Client:
    """Pia is registered by the centre admin and signs in."""
    from accounts.models import User

    form = {
        "name": "Pia Lund",
        "email": "pia@northgate.example",
        "specification": Specification.objects.get(code="L7-DIP").pk,
        "registered_on": date(2026, 11, 2).isoformat(),
        "method": "blended",
        "funded": "no",
    }
    assert cara.post(f"{AT}/office/learners/new/", form).status_code == 302
    with tenant(northgate):
        mine = Submission.objects.filter(registration__learner=Learner.objects.get(name="Pia Lund"))
        assert sorted(mine.values_list("assessment__code", flat=True)) == ["D7.02-03", "D7.04", "NG-01"]
    assert User.objects.filter(email="pia@northgate.example").exists()
    return signed_in("pia@northgate.example")


def handed_in(pia: Client, northgate: Centre) -> str:
    """She reads the task, adds her file, declares it her own and hands it in."""
    with tenant(northgate):
        mine = Submission.objects.get(assessment__code="NG-01")
    page = words(pia.get(f"{AT}/assignments/{mine.pk}/"))
    assert "Write up one coaching case" in page
    assert "At least 25 of 50 marks" in page
    assert "waits for the awarding body" not in page
    file = BytesIO(essay())
    file.name = "case.docx"
    said = {"answers": "1", "declared": "1", "file": file}
    assert pia.post(f"{AT}/assignments/{mine.pk}/check/", said).status_code == 200
    assert pia.post(f"{AT}/assignments/{mine.pk}/submit/").status_code == 302
    return str(mine.pk)


def marked(cara: Client, ada: Client, work: str, staff: dict[str, Appointment], northgate: Centre) -> MarkSheet:
    """12/20, 20/30 and 24/50: 56 is above the pass mark, and section 3 is one short."""
    assert cara.post(f"{AT}/office/allocate/{work}/", {"assessor": staff["ada"].pk}).status_code == 302
    desk = ada.post(f"{AT}/mark/open/{work}/")
    assert desk.status_code == 302
    with tenant(northgate):
        sheet = MarkSheet.objects.get(submission=work)
    given = {"version": sheet.version}
    for code, mark in (("S1", "12"), ("S2", "20"), ("S3", "24")):
        feedback = {f"strengths-{code}": "Clear and specific.", f"areas-{code}": "Name the evidence."}
        given |= {f"mark-{code}": mark, **feedback}
    assert ada.post(f"{AT}/sheets/{sheet.pk}/move/sign/", given).status_code == 302
    page = words(ada.get(f"{AT}/sheets/{sheet.pk}/"))
    assert "REFERRAL" in page
    assert "Referral: section 3 has 24, needs 25." in page
    assert "56" in page
    return sheet


def result_read(iqbal: Client, pia: Client, sheet: MarkSheet, northgate: Centre) -> None:
    """Iqbal gives the same marks, countersigns and releases; Pia reads which section was short, and why."""
    marks = {"mark-S1": "12", "mark-S2": "20", "mark-S3": "24"}
    for verb in ("call_in", "countersign", "release"):
        with tenant(northgate):
            sheet.refresh_from_db()
        given = {"version": sheet.version, **(marks if verb == "countersign" else {})}
        assert iqbal.post(f"{AT}/sheets/{sheet.pk}/move/{verb}/", given).status_code == 302, verb
    page = words(pia.get(f"{AT}/results/{sheet.submission_id}/"))
    assert "Referral: section 3 has 24, needs 25." in page
    assert "Clear and specific." in page
