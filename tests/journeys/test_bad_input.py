"""Marks that cannot stand, acts of the wrong hand or too late: a sentence that says what to do, nothing typed lost."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from centres.actions import appoint
from centres.models import Centre
from centres.roles import Role
from centres.scope import tenant
from marksheets import actions
from marksheets.models import MarkSheet
from tests.journeys.reading import field, link, text
from tests.story import FEEDBACK, Cast, marked, opened

HOME = "/c/northgate/"


@pytest.fixture
def sheet(northgate: Centre, staff: Cast) -> MarkSheet:
    """Lena's D7.01 on Ada's desk, nothing on it yet."""
    with tenant(northgate):
        return opened(staff)


def address(sheet: MarkSheet, what: str) -> str:
    """A page of a sheet: "save/", "move/sign/"."""
    return f"{HOME}sheets/{sheet.pk}/{what}"


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
    as_ada: Client, sheet: MarkSheet, act: str, typed: str, sentence: str
) -> None:
    sent = {"version": str(sheet.version), "mark-S1": typed, "mark-S2": "22", "strengths-S1": "Kept word for word."}
    page = as_ada.post(address(sheet, act), sent)
    assert page.status_code == 422
    assert sentence in text(page)
    assert (field(page, "mark-S1"), field(page, "mark-S2")) == (typed, "22")
    assert field(page, "strengths-S1") == "Kept word for word."
    stored = as_ada.get(f"{HOME}mark/{sheet.pk}/")
    assert (field(stored, "mark-S1"), field(stored, "mark-S2")) == ("", "22")
    assert "Signed" not in text(stored)


def test_a_blank_is_undecided_and_cannot_be_signed(as_ada: Client, sheet: MarkSheet) -> None:
    words = {f"{kind}-{node}": said for node in ("S1", "S2") for kind, said in FEEDBACK.items()}
    page = as_ada.post(
        address(sheet, "move/sign/"), {"version": str(sheet.version), "mark-S1": "31", "mark-S2": "", **words}
    )
    assert page.status_code == 422
    assert "1 section still to mark." in text(page)
    assert (field(page, "mark-S1"), field(page, "strengths-S2")) == ("31", FEEDBACK["strengths"])


def test_a_box_holds_ten_thousand_characters(as_ada: Client, sheet: MarkSheet) -> None:
    typed = "long " * 2001
    page = as_ada.post(address(sheet, "save/"), {"version": str(sheet.version), "strengths-S1": typed})
    assert page.status_code == 422
    assert "This is 10,005 characters; 10,000 is the most a box holds." in text(page)
    assert field(page, "strengths-S1") == typed


# Other hands, other tabs, other times -----------------------------------------------------------------------------


def test_nobody_checks_their_own_marking(as_ada: Client, northgate: Centre, staff: Cast) -> None:
    with tenant(northgate):
        own = marked(staff, {"mark-S1": "31", "mark-S2": "22"})
        actions.sign(own, version=own.version, by=staff["ada"])
        as_iqa = appoint("ada@northgate.example", "Ada Byrne", Role.IQA, by=None, invite=False)
    as_ada.post(f"{HOME}switch/{as_iqa.pk}/")
    assert "Lena Fischer, D7.01" not in text(as_ada.get(f"{HOME}check/"))
    for verb in ("call_in", "countersign", "release"):
        page = as_ada.post(address(own, f"move/{verb}/"), {"version": str(own.version)})
        assert page.status_code == (409 if verb == "countersign" else 403)  # the right moment, the wrong hand
        assert "You cannot check a sheet you assessed yourself; another IQA has to." in text(page)
    with tenant(northgate):
        own.refresh_from_db()
    assert own.state == "assessed"


def test_a_stale_page_meets_both_versions(as_ada: Client, sheet: MarkSheet) -> None:
    old = str(sheet.version)
    as_ada.post(address(sheet, "save/"), {"version": old, "strengths-S1": "Saved first.", "mark-S1": "30"})
    for act in ("save/", "move/sign/"):
        page = as_ada.post(address(sheet, act), {"version": old, "strengths-S1": "Typed later.", "mark-S1": "30"})
        assert page.status_code == 409
        assert "Yours, not saved Typed later." in text(page)
        assert "Saved Saved first." in text(page)
    chosen = {"version": field(page, "version"), "strengths-S1": "Saved first.\n\nTyped later."}
    merged = as_ada.post(address(sheet, "save/"), chosen, follow=True)
    assert field(merged, "strengths-S1") == "Saved first.\n\nTyped later."


def test_a_signed_sheet_gives_the_words_back(as_ada: Client, northgate: Centre, staff: Cast) -> None:
    with tenant(northgate):
        signed = marked(staff, {"mark-S1": "31", "mark-S2": "22"})
        actions.sign(signed, version=signed.version, by=staff["ada"])
    typed = {"version": str(signed.version - 1), "strengths-S1": "Typed in a forgotten tab."}
    for headers in ({}, {"X-Requested-With": "desk"}):
        page = as_ada.post(address(signed, "save/"), typed, headers=headers)
        assert page.status_code == 409
        assert "You have signed this sheet; what is on it can no longer be changed." in text(page)
        assert "Typed in a forgotten tab." in text(page)


def test_a_page_that_names_no_version_is_told_to_reload(as_ada: Client, sheet: MarkSheet) -> None:
    page = as_ada.post(address(sheet, "save/"), {"version": "new", "mark-S1": "31"})
    assert page.status_code == 422
    assert "This page did not say which version of the sheet it shows; reload it and try again." in text(page)


def test_an_ended_session_shows_what_was_typed(as_ada: Client, sheet: MarkSheet) -> None:
    came = f"{HOME}mark/{sheet.pk}/"
    as_ada.logout()
    sent = {"version": str(sheet.version), "mark-S1": "31", "strengths-S1": "Typed <b>after</b> the session ended."}
    page = as_ada.post(address(sheet, "save/"), sent, headers={"Referer": f"http://testserver{came}"})
    assert page.status_code == 401
    assert "You are signed out, so this was not saved." in text(page)
    assert "Typed <b>after</b> the session ended." in text(page)
    assert link(page, "Sign in") == f"/accounts/login/?next={came.replace('/', '%2F')}"
    assert as_ada.get(came)["Location"].startswith("/accounts/login/?next=")


def test_a_form_from_elsewhere_is_not_taken(staff: Cast, sheet: MarkSheet) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(staff["ada"].user, backend="allauth.account.auth_backends.AuthenticationBackend")
    page = strict.post(address(sheet, "save/"), {"version": str(sheet.version), "mark-S1": "31"})
    assert page.status_code == 403
    assert "Go back: what you typed is still there." in text(page)


def test_an_address_for_forms_says_so_to_a_reader(as_ada: Client, sheet: MarkSheet) -> None:
    page = as_ada.get(address(sheet, "save/"))
    assert (page.status_code, page["Allow"]) == (405, "POST")
    assert "It only takes what a form sends. Nothing was changed." in text(page)


def test_the_address_of_a_move_read_without_a_form_shows_the_sheet(as_ada: Client, sheet: MarkSheet) -> None:
    assert as_ada.get(address(sheet, "move/sign/"))["Location"] == address(sheet, "")


@pytest.mark.parametrize(
    ("verb", "status"), [("call_in", 409), ("release", 409), ("resolve", 409), ("approve", 404), ("open", 404)]
)
def test_a_move_that_is_not_theirs_changes_nothing(
    as_ada: Client, northgate: Centre, sheet: MarkSheet, verb: str, status: int
) -> None:
    page = as_ada.post(address(sheet, f"move/{verb}/"), {"version": str(sheet.version)})
    assert page.status_code == status
    with tenant(northgate):
        sheet.refresh_from_db()
    assert (sheet.state, sheet.version) == ("marking", 1)


@pytest.mark.parametrize("path", ["mark/{}/", "sheets/{}/", "results/{}/", "assignments/{}/"])
def test_a_made_up_id_is_not_found(as_ada: Client, path: str) -> None:
    page: Any = as_ada.get(HOME + path.format(uuid4()))
    assert page.status_code == 404
    assert "There is nothing at this address." in text(page)
