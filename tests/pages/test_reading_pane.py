"""What lies beside a sheet: a PDF page by page or as text, words found in it, the diary; and who may turn its pages."""

from __future__ import annotations

import re
from datetime import date, time

import pytest
from django.test import Client

from assessments import actions as work
from assessments.diary import actions as diary
from assessments.files.intake import take_in
from assessments.models import Evidence
from centres.models import Appointment, Centre
from centres.scope import tenant
from marksheets import actions
from marksheets.models import MarkSheet
from tests.assessments.file_samples import lines, pdf
from tests.story import draft

Cast = dict[str, Appointment]
PAGES = (lines("Own values are reviewed.", "Clients differ."), lines("Twelve hours were coached; own values again."))


@pytest.fixture
def sheet(northgate: Centre, staff: Cast) -> MarkSheet:
    """Lena's D7.01 as a PDF of two pages, open on Ada's desk."""
    with tenant(northgate):
        submission, lena = draft(staff), staff["lena"]
        work.attach(submission, take_in([pdf(*PAGES)], northgate.pk, "essay.pdf"), by=lena)
        choices = {one.code: one.options[0].code for one in submission.assessment.definition.choices}
        work.answer(submission, choices=choices, declared=True, refuses=False, by=lena)
        work.submit(submission, by=lena)
        work.allocate(submission, assessor=staff["ada"], by=staff["cara"])
        return actions.open_sheet(submission, by=staff["ada"])


@pytest.fixture
def file(northgate: Centre, sheet: MarkSheet) -> Evidence:
    """That PDF."""
    with tenant(northgate):
        return Evidence.objects.get(submission=sheet.submission_id)


@pytest.fixture
def ada(client: Client, staff: Cast) -> Client:
    """Ada's browser."""
    client.force_login(staff["ada"].user)
    return client


def pane_of(client: Client, sheet: MarkSheet, asked: str = "") -> str:
    """The reading pane as HTML."""
    page = client.get(f"/c/northgate/mark/{sheet.pk}/{asked}").content.decode()
    return page[page.index('<section class="work"') : page.index("</section>", page.index('<section class="work"'))]


def said(html: str) -> list[str]:
    """The words in their places on drawn pages."""
    return re.findall(r"<text [^>]*>([^<]+)</text>", html)


def test_a_pdf_opens_as_pages_that_come_when_they_are_turned_to(ada: Client, sheet: MarkSheet, file: Evidence) -> None:
    pane = pane_of(ada, sheet)

    assert re.findall(r'data-leaf="([^"]*)"', pane) == [
        f"/c/northgate/files/{file.pk}/pages/1/",
        f"/c/northgate/files/{file.pk}/pages/2/",
    ]
    assert said(pane) == []


def test_without_javascript_a_page_is_turned_to_by_its_link(ada: Client, sheet: MarkSheet, file: Evidence) -> None:
    pane = pane_of(ada, sheet, f"?file={file.pk}&page=2")

    assert said(pane) == ["Twelve", "hours", "were", "coached;", "own", "values", "again."]
    assert "pages/1/" in pane
    assert f"/c/northgate/files/{file.pk}/pages/2/picture/" in pane


def test_a_page_and_its_picture(ada: Client, file: Evidence) -> None:
    page = ada.get(f"/c/northgate/files/{file.pk}/pages/1/")
    picture = ada.get(f"/c/northgate/files/{file.pk}/pages/1/picture/")

    assert said(page.content.decode()) == ["Own", "values", "are", "reviewed.", "Clients", "differ."]
    assert picture["Content-Type"] == "image/webp"
    assert picture.content[8:12] == b"WEBP"
    assert picture["Cache-Control"] == page["Cache-Control"] == "private, max-age=600"
    assert "style=" not in page.content.decode()  # the policy against inline styles would drop it


def test_a_page_that_is_not_there_is_not_there(ada: Client, sheet: MarkSheet, file: Evidence) -> None:
    assert ada.get(f"/c/northgate/files/{file.pk}/pages/3/").status_code == 404
    assert ada.get(f"/c/northgate/files/{file.pk}/pages/0/").status_code == 404
    for rubbish in ("page=3", "page=-1", "page=a", "page=99999", f"page={'9' * 5000}", "page=²"):
        assert ada.get(f"/c/northgate/mark/{sheet.pk}/?file={file.pk}&{rubbish}").status_code == 200
    assert ada.get(f"/c/northgate/mark/{sheet.pk}/?file=rubbish&page=1").status_code == 200


@pytest.mark.parametrize("path", ["pages/1/", "pages/1/picture/"])
@pytest.mark.parametrize(
    ("who", "status"), [("lena", 200), ("iqbal", 200), ("cara", 200), ("sunil", 404), ("mara", 404), ("eve", 404)]
)
def test_who_may_read_the_file_may_turn_its_pages(
    client: Client, staff: Cast, file: Evidence, path: str, who: str, status: int
) -> None:
    client.force_login(staff[who].user)

    assert client.get(f"/c/northgate/files/{file.pk}/{path}").status_code == status


def test_a_stranger_gets_the_same_as_for_nothing(client: Client, southbank: Centre, file: Evidence) -> None:
    with tenant(southbank):
        client.force_login(Appointment.objects.filter(centre=southbank, role="assessor")[0].user)
    nothing = "00000000-0000-7000-8000-000000000000"

    answers = {client.get(f"/c/southbank/files/{one}/pages/1/").content for one in (file.pk, nothing)}

    assert len(answers) == 1
    assert client.get(f"/c/northgate/files/{file.pk}/pages/1/").status_code == 404


def test_the_same_file_as_text(ada: Client, sheet: MarkSheet, file: Evidence) -> None:
    pane = pane_of(ada, sheet, f"?file={file.pk}&view=text")

    assert "<p>Own values are reviewed." in pane
    assert "data-leaf" not in pane
    assert f'href="/c/northgate/mark/{sheet.pk}/?file={file.pk}"' in pane  # the way back to its pages


def test_words_are_found_with_their_pages(ada: Client, sheet: MarkSheet, file: Evidence) -> None:
    pane = pane_of(ada, sheet, f"?file={file.pk}&q=own+values")

    assert "“own values” stands in 2 places." in pane
    assert re.findall(r"#leaf-(\d)\">p \d</a>", pane) == ["1", "2"]
    assert "“nowhere” does not stand in this file." in pane_of(ada, sheet, f"?file={file.pk}&q=nowhere")
    assert "“&lt;script&gt;” does not" in pane_of(ada, sheet, f"?file={file.pk}&q=<script>")


def test_the_diary_is_a_tab_with_what_is_final(ada: Client, northgate: Centre, staff: Cast, sheet: MarkSheet) -> None:
    assert "Coaching diary" not in pane_of(ada, sheet)
    with tenant(northgate):
        learner = sheet.submission.registration.learner
        for final, words in ((True, "What I learned."), (False, "Not for others yet.")):
            given = diary.Given(
                date(2026, 3, 4), time(10), 60, {"role": "coach", "client": "Client B", "reflection": words}, {}
            )
            diary.log(learner, "session", given, by=staff["lena"], final=final)

    pane = pane_of(ada, sheet, "?file=diary")

    assert "1 final entry" in pane
    assert "What I learned." in pane
    assert "Not for others yet." not in pane
