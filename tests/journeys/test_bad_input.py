"""What a person may send by mistake or on purpose: a sentence that says what to do, and nothing typed is lost."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from centres.actions import appoint
from centres.models import Appointment, Centre
from centres.roles import Role
from centres.scope import tenant
from marksheets import actions
from marksheets.models import MarkSheet
from tests.assessments.file_samples import docx, essay
from tests.journeys.reading import field, link, text, ticked
from tests.story import FEEDBACK, Cast, marked, opened

HOME = "/c/northgate/"
MEGABYTE = 1024 * 1024
SignIn = Callable[[str], Client]
SAID = {"answers": "1", "choice-looking": "forward", "declared": "1", "refuses": "1"}


@pytest.fixture
def staff(northgate: Centre) -> Cast:
    """Northgate's people by first name, without staying inside the centre."""
    with tenant(northgate):
        people = list(Appointment.objects.filter(centre=northgate).select_related("user", "centre"))
    return {person.name.split()[0].lower(): person for person in people}


@pytest.fixture
def lena(signed_in: SignIn) -> Client:
    return signed_in("lena@northgate.example")


@pytest.fixture
def ada(signed_in: SignIn) -> Client:
    return signed_in("ada@northgate.example")


@pytest.fixture
def sheet(northgate: Centre, staff: Cast) -> MarkSheet:
    """Lena's D7.01 on Ada's desk, nothing on it yet."""
    with tenant(northgate):
        return opened(staff)


def assignment(lena: Client) -> str:
    """Lena's D7.01."""
    return link(lena.get(HOME), "D7.01")


def address(sheet: MarkSheet, what: str) -> str:
    """A page of a sheet: "save/", "move/sign/"."""
    return f"{HOME}sheets/{sheet.pk}/{what}"


# Files ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "body", "sentence"),
    [
        pytest.param(
            "essay.docx",
            b"MZ\x90\x00" + bytes(400),
            "This file is a program, not a document. Save your work as PDF or .docx and upload that.",
            id="an exe renamed",
        ),
        pytest.param(
            "essay.docx",
            b"",
            "This file is empty. Check that your work was saved, then choose the file again.",
            id="empty",
        ),
        pytest.param(
            "essay.docx",
            docx(parts={"word/media/white.bmp": bytes(30 * MEGABYTE)}),
            "This document unpacks to far more than a document should hold.",
            id="a bomb",
        ),
        pytest.param(
            "essay.docx",
            docx(parts={"word/vbaProject.bin": b"x"}),
            "This document contains macros. Save it as PDF or .docx without macros and upload it again.",
            id="macros",
        ),
        pytest.param(
            "essay.pdf",
            b"%PDF-1.7\n" + bytes(26 * MEGABYTE),
            "“essay.pdf” is larger than 25 MB. Make its pictures smaller, or split it, and upload it again.",
            id="26 MB",
        ),
    ],
)
def test_a_file_that_cannot_come_in_says_why_and_the_answers_stay(
    lena: Client, name: str, body: bytes, sentence: str
) -> None:
    here = assignment(lena)
    # The file first, as a page may order its fields: what follows it must be read all the same.
    sent = lena.post(f"{here}check/", {"file": SimpleUploadedFile(name, body), **SAID})
    assert sent.status_code == 422
    assert sentence in text(sent)
    assert "No file" not in text(sent)
    for page in (sent, lena.get(here)):
        assert ticked(page, "choice-looking", "forward")
        assert ticked(page, "declared")
        assert ticked(page, "refuses")
        assert "Take away" not in text(page)


def test_a_file_that_is_refused_does_not_stop_the_others(lena: Client) -> None:
    here = assignment(lena)
    files = [SimpleUploadedFile("notes.docx", b"MZ" + bytes(400)), SimpleUploadedFile("essay.docx", essay())]
    sent = lena.post(f"{here}files/", {"file": files, **SAID})
    assert sent.status_code == 422
    assert "This file is a program" in text(sent)
    assert "Take away essay.docx" in text(sent)


@pytest.mark.parametrize("claimed", ["../../../etc/passwd.docx", "..\\..\\boot.docx", "/root/.ssh/keys.docx"])
def test_a_name_with_a_path_in_it_is_only_a_name(lena: Client, claimed: str) -> None:
    here = assignment(lena)
    upload = SimpleUploadedFile("placeholder.docx", essay())
    upload._name = claimed  # a browser sends what it likes
    page = lena.post(f"{here}files/", {"file": upload, **SAID}, follow=True)
    assert page.status_code == 200
    shown = claimed.replace("\\", "/").rpartition("/")[2]
    assert f"Take away {shown}" in text(page)
    assert ".." not in text(page).partition("Your work")[2].partition("The task")[0]


def test_the_same_file_twice_is_said_and_kept_once(lena: Client) -> None:
    here, body = assignment(lena), essay()
    lena.post(f"{here}files/", {"file": SimpleUploadedFile("essay.docx", body), **SAID})
    again = lena.post(f"{here}files/", {"file": SimpleUploadedFile("copy.docx", body), **SAID})
    assert again.status_code == 422
    assert "“copy.docx” is here already, byte for byte." in text(again)


# Handing in -------------------------------------------------------------------------------------------------------


def test_without_the_declaration_it_is_not_handed_in(lena: Client) -> None:
    here = assignment(lena)
    said = {name: value for name, value in SAID.items() if name != "declared"}
    checked = lena.post(f"{here}check/", {"file": SimpleUploadedFile("essay.docx", essay()), **said})
    assert checked.status_code == 422
    assert "Confirm that this is your own work." in text(checked)
    assert "Take away essay.docx" in text(checked)
    forced = lena.post(f"{here}submit/")
    assert forced.status_code == 422
    assert "Confirm that this is your own work." in text(forced)
    assert "D7.01 is handed in." not in text(lena.get(here, follow=True))


def test_what_was_handed_in_takes_no_other_file(lena: Client) -> None:
    here = assignment(lena)
    lena.post(f"{here}check/", {"file": SimpleUploadedFile("essay.docx", essay()), **SAID})
    lena.post(f"{here}submit/")
    for act in ("files/", "check/", "submit/"):
        late = lena.post(f"{here}{act}", {"file": SimpleUploadedFile("late.docx", essay(3)), **SAID})
        assert late.status_code == 409
        assert "This was submitted and can no longer be changed." in text(late)


# Marks ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("51", "Section 1 takes whole marks from 0 to 50; 51 is too many."),
        ("-3", "Section 1 takes whole marks from 0 to 50; -3 is below 0."),
        ("12.5", "Section 1 takes whole marks from 0 to 50; 12.5 is not a whole mark."),
        ("many", "Section 1 takes whole marks from 0 to 50; “many” is not a whole number."),
    ],
)
@pytest.mark.parametrize("act", ["save/", "move/sign/"])
def test_a_mark_that_cannot_stand_is_shown_again_with_its_sentence(
    ada: Client, sheet: MarkSheet, act: str, typed: str, sentence: str
) -> None:
    sent = {"version": str(sheet.version), "mark-S1": typed, "mark-S2": "22", "strengths-S1": "Kept word for word."}
    page = ada.post(address(sheet, act), sent)
    assert page.status_code == 422
    assert sentence in text(page)
    assert (field(page, "mark-S1"), field(page, "mark-S2")) == (typed, "22")
    assert field(page, "strengths-S1") == "Kept word for word."
    stored = ada.get(f"{HOME}mark/{sheet.pk}/")
    assert (field(stored, "mark-S1"), field(stored, "mark-S2")) == ("", "22")
    assert "Signed" not in text(stored)


def test_a_blank_is_undecided_and_cannot_be_signed(ada: Client, sheet: MarkSheet) -> None:
    words = {f"{kind}-{node}": said for node in ("S1", "S2") for kind, said in FEEDBACK.items()}
    page = ada.post(
        address(sheet, "move/sign/"), {"version": str(sheet.version), "mark-S1": "31", "mark-S2": "", **words}
    )
    assert page.status_code == 422
    assert "1 section still to mark." in text(page)
    assert (field(page, "mark-S1"), field(page, "strengths-S2")) == ("31", FEEDBACK["strengths"])


def test_a_box_holds_ten_thousand_characters(ada: Client, sheet: MarkSheet) -> None:
    typed = "long " * 2001
    page = ada.post(address(sheet, "save/"), {"version": str(sheet.version), "strengths-S1": typed})
    assert page.status_code == 422
    assert "This is 10,005 characters; 10,000 is the most a box holds." in text(page)
    assert field(page, "strengths-S1") == typed


# Other hands, other tabs, other times -----------------------------------------------------------------------------


def test_nobody_checks_their_own_marking(ada: Client, northgate: Centre, staff: Cast) -> None:
    with tenant(northgate):
        own = marked(staff, {"mark-S1": "31", "mark-S2": "22"})
        actions.sign(own, version=own.version, by=staff["ada"])
        as_iqa = appoint("ada@northgate.example", "Ada Byrne", Role.IQA, by=None, invite=False)
    ada.post(f"{HOME}switch/{as_iqa.pk}/")
    assert "Lena Fischer, D7.01" not in text(ada.get(f"{HOME}check/"))
    for verb in ("call_in", "countersign", "release"):
        page = ada.post(address(own, f"move/{verb}/"), {"version": str(own.version)})
        assert page.status_code == (403 if verb == "call_in" else 409)
        assert "You cannot check a sheet you assessed yourself; another IQA has to." in text(page)
    with tenant(northgate):
        own.refresh_from_db()
    assert own.state == "assessed"


def test_a_stale_page_meets_both_versions(ada: Client, sheet: MarkSheet) -> None:
    old = str(sheet.version)
    ada.post(address(sheet, "save/"), {"version": old, "strengths-S1": "Saved first.", "mark-S1": "30"})
    for act in ("save/", "move/sign/"):
        page = ada.post(address(sheet, act), {"version": old, "strengths-S1": "Typed later.", "mark-S1": "30"})
        assert page.status_code == 409
        assert "Yours, not saved Typed later." in text(page)
        assert "Saved Saved first." in text(page)
    chosen = {"version": field(page, "version"), "strengths-S1": "Saved first.\n\nTyped later."}
    merged = ada.post(address(sheet, "save/"), chosen, follow=True)
    assert field(merged, "strengths-S1") == "Saved first.\n\nTyped later."


def test_a_signed_sheet_gives_the_words_back(ada: Client, northgate: Centre, staff: Cast) -> None:
    with tenant(northgate):
        signed = marked(staff, {"mark-S1": "31", "mark-S2": "22"})
        actions.sign(signed, version=signed.version, by=staff["ada"])
    typed = {"version": str(signed.version - 1), "strengths-S1": "Typed in a forgotten tab."}
    for headers in ({}, {"X-Requested-With": "desk"}):
        page = ada.post(address(signed, "save/"), typed, headers=headers)
        assert page.status_code == 409
        assert "You have signed this sheet; what is on it can no longer be changed." in text(page)
        assert "Typed in a forgotten tab." in text(page)


def test_a_page_that_names_no_version_is_told_to_reload(ada: Client, sheet: MarkSheet) -> None:
    page = ada.post(address(sheet, "save/"), {"version": "new", "mark-S1": "31"})
    assert page.status_code == 422
    assert "This page did not say which version of the sheet it shows; reload it and try again." in text(page)


def test_an_ended_session_shows_what_was_typed(ada: Client, sheet: MarkSheet) -> None:
    came = f"{HOME}mark/{sheet.pk}/"
    ada.logout()
    sent = {"version": str(sheet.version), "mark-S1": "31", "strengths-S1": "Typed <b>after</b> the session ended."}
    page = ada.post(address(sheet, "save/"), sent, headers={"Referer": f"http://testserver{came}"})
    assert page.status_code == 401
    assert "You are signed out, so this was not saved." in text(page)
    assert "Typed <b>after</b> the session ended." in text(page)
    assert link(page, "Sign in") == f"/accounts/login/?next={came.replace('/', '%2F')}"
    assert ada.get(came)["Location"].startswith("/accounts/login/?next=")


def test_a_form_from_elsewhere_is_not_taken(staff: Cast, sheet: MarkSheet) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(staff["ada"].user, backend="allauth.account.auth_backends.AuthenticationBackend")
    page = strict.post(address(sheet, "save/"), {"version": str(sheet.version), "mark-S1": "31"})
    assert page.status_code == 403
    assert "Go back: what you typed is still there." in text(page)


@pytest.mark.parametrize("what", ["save/", "move/sign/"])
def test_an_address_for_forms_says_so_to_a_reader(ada: Client, sheet: MarkSheet, what: str) -> None:
    page = ada.get(address(sheet, what))
    assert (page.status_code, page["Allow"]) == (405, "POST")
    assert "It only takes what a form sends. Nothing was changed." in text(page)


@pytest.mark.parametrize(("verb", "status"), [("call_in", 409), ("release", 409), ("resolve", 404), ("open", 404)])
def test_a_move_that_is_not_theirs_changes_nothing(
    ada: Client, northgate: Centre, sheet: MarkSheet, verb: str, status: int
) -> None:
    page = ada.post(address(sheet, f"move/{verb}/"), {"version": str(sheet.version)})
    assert page.status_code == status
    with tenant(northgate):
        sheet.refresh_from_db()
    assert (sheet.state, sheet.version) == ("marking", 1)


@pytest.mark.parametrize("path", ["mark/{}/", "sheets/{}/", "results/{}/", "assignments/{}/"])
def test_a_made_up_id_is_not_found(ada: Client, path: str) -> None:
    page: Any = ada.get(HOME + path.format(uuid4()))
    assert page.status_code == 404
    assert "There is nothing at this address." in text(page)
