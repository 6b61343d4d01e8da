"""The main job through the HTTP client: what a browser without any script would send, page after page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from centres import outbox
from centres.models import Centre
from tests.assessments.file_samples import essay
from tests.journeys.reading import field, link, option, text

HOME = "/c/northgate/"
SignIn = Callable[[str], Client]
WORDS = {"strengths-S1": "Clear.", "areas-S1": "", "strengths-S2": "", "areas-S2": "Say what you would do."}


def test_from_upload_to_the_printed_form(signed_in: SignIn, northgate: Centre) -> None:
    lena, cara, ada, iqbal = (signed_in(f"{name}@northgate.example") for name in ("lena", "cara", "ada", "iqbal"))
    result = _hand_in(lena)
    _allocate(cara)
    _mark(ada)
    _check_and_release(iqbal)

    outbox.sweep()
    page = lena.get(result)
    assert page.status_code == 200
    assert "Referral: section 2 has 22, needs 25." in text(page)
    assert "Iqbal Rahman marked your work a second time" in text(page)
    if "The PDF waits" not in text(page):
        form = lena.get(link(page, "Mark sheet (PDF)"))
        assert form["Content-Type"] == "application/pdf"
        assert form["Content-Disposition"] == 'attachment; filename="D7.01 Lena Fischer.pdf"'
        assert b"".join(form).startswith(b"%PDF-")


def _hand_in(lena: Client) -> str:
    """Open, upload, answer, declare, check, hand in; where the result will be."""
    assignment = link(lena.get(HOME), "D7.01")
    said = {"answers": "1", "choice-looking": "forward", "declared": "1"}
    checked = lena.post(f"{assignment}check/", {"file": SimpleUploadedFile("essay.docx", essay()), **said})
    assert checked.status_code == 200
    assert "Hand in D7.01? After this it cannot be changed." in text(checked)
    handed = lena.post(f"{assignment}submit/", follow=True)
    assert "D7.01 is handed in." in text(handed)
    assert "Anonymous use of the script by ILM Allowed" in text(handed)
    return assignment.replace("/assignments/", "/results/")


def _allocate(cara: Client) -> None:
    page = cara.get(link(cara.get(f"{HOME}office/allocate/"), "Lena Fischer, D7.01"))
    told = cara.post(page.wsgi_request.path, {"assessor": option(page, "Ada Byrne")}, follow=True)
    assert "D7.01 of Lena Fischer is now with Ada Byrne." in text(told)


def _mark(ada: Client) -> None:
    queue = ada.get(f"{HOME}mark/")
    assert "Lena Fischer, D7.01" in text(queue)
    desk = ada.post(_opening(queue), follow=True)
    save, path = desk.context["page"].save_url, desk.wsgi_request.path
    page = ada.post(save, {"version": field(desk, "version"), "mark-S1": "31", "mark-S2": "22", **WORDS}, follow=True)
    assert page.wsgi_request.path == path
    assert "53 / 100 REFERRAL Referral: section 2 has 22, needs 25." in text(page)
    done = ada.post(f"{save.removesuffix('save/')}move/sign/", _shown(page), follow=True)
    assert "Signed. It goes to quality assurance" in text(done)


def _check_and_release(iqbal: Client) -> None:
    page = iqbal.get(link(iqbal.get(f"{HOME}check/"), "Lena Fischer, D7.01"))
    moves = page.context["page"].save_url.removesuffix("save/") + "move/"
    page = iqbal.post(f"{moves}call_in/", {"version": field(page, "version")}, follow=True)
    own = {"version": field(page, "version"), "mark-S1": "30", "mark-S2": "23"}
    done = iqbal.post(f"{moves}countersign/", own, follow=True)
    assert "Countersigned." in text(done)
    assert "Quality assurance 53 / 100 REFERRAL Referral: section 2 has 23, needs 25." in text(done)
    done = iqbal.post(f"{moves}release/", {"version": field(done, "version")}, follow=True)
    assert "Released. The learner has been told" in text(done)


def _opening(queue: Any) -> str:
    """Where the first “Open and mark” posts to."""
    (row,) = [row for row in queue.context["rows"] if row.opens]
    return str(row.url)


def _shown(page: Any) -> dict[str, str]:
    """All that the desk's form would send again."""
    names = ("version", "mark-S1", "mark-S2", *WORDS)
    return {name: field(page, name) for name in names}
