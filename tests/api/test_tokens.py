"""Personal tokens: what one opens, what it never does, and how it ends."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from centres import ledger, tokens
from centres.models import ApiToken, Appointment, LedgerEntry, PublicLink
from centres.refusals import Refused
from centres.roles import Role
from marksheets import actions
from tests import story
from tests.api.caller import Caller

MARKS = {"mark-S1": "31", "mark-S2": "22", "strengths-S1": "Clear.", "strengths-S2": "Clear."}
SIGNS = "A signature is yours alone: sign in and make it in the browser. A token reads and moves, and never signs."
DEAD = "This token is unknown or revoked, or its appointment has ended."
NOTHING = (404, "There is nothing at this address.")
Call = Callable[..., Caller]


def test_it_reads_and_saves_and_moves_but_never_signs(with_token: Call, inside: Any) -> None:
    with inside() as cast:
        sheet = story.opened(cast)
    ada, iqbal = with_token("ada"), with_token("iqbal")
    path = f"mark-sheets/{sheet.pk}/"
    saved = ada.patch(path, {"version": 1, "fields": {**MARKS, "areas-S2": "Name the evidence."}})
    assert saved.json["assessor_box"]["word"] == "REFERRAL"
    assert ada.post(f"{path}sign/", {"version": 2}).refusal == (403, SIGNS)
    assert ada.get(path).json["state"] == "marking"

    with inside() as cast:
        actions.sign(sheet_now(sheet), version=2, by=cast["ada"])
    assert iqbal.post(f"{path}call_in/", {"version": 3}).json["state"] == "sampled"
    same = iqbal.post(f"{path}same-marks/", {"version": 4}).json
    assert same["qa_box"]["same_marks"] is True
    assert iqbal.post(f"{path}countersign/", {"version": same["version"]}).refusal == (403, SIGNS)


def sheet_now(sheet: Any) -> Any:
    sheet.refresh_from_db()
    return sheet


def test_it_is_one_appointment_and_nothing_else(with_token: Call, inside: Any) -> None:
    with inside() as cast:
        second = Appointment(centre=cast["ada"].centre, user=cast["ada"].user, role=Role.IQA, name="Ada Byrne")
        second.save()
    ada = with_token("ada", role=Role.ASSESSOR)
    who = ada.get("", X_Appointment=str(second.pk)).json
    assert (who["acting_as"]["role"], len(who["appointments"])) == ("assessor", 1)
    assert with_token("ada", role=Role.IQA).get("").json["acting_as"]["role"] == "iqa"


def test_it_opens_no_other_centre(with_token: Call) -> None:
    otto = with_token("otto", "southbank")
    assert otto.get("").json["centre_name"] == "Southbank Coaching School"
    assert otto.get("/api/v1/c/northgate/").refusal == NOTHING
    assert otto.get("/api/v1/c/nowhere/").refusal == NOTHING


def test_it_needs_no_csrf_and_a_session_does(with_token: Call, signed: Call) -> None:
    lena = signed("lena")
    pk = lena.get("submissions/").json["results"][0]["id"]
    assert with_token("lena").patch(f"submissions/{pk}/", {"refuses": True}).status == 200
    del lena.client.cookies["csrftoken"]
    status, sentence = lena.patch(f"submissions/{pk}/", {"refuses": False}).refusal
    assert status == 403
    assert sentence.startswith("This request carries no valid CSRF token")


def test_a_revoked_one_opens_nothing(with_token: Call, inside: Any) -> None:
    ada = with_token("ada")
    with inside() as cast:
        token = tokens.live(cast["ada"]).get()
        tokens.revoke(token, by=None)
        with pytest.raises(Refused, match="revoked already"):
            tokens.revoke(token, by=None)
        kinds = LedgerEntry.objects.filter(subject_id=str(token.pk)).values_list("kind", flat=True)
        assert list(kinds) == ["token.issued", "token.revoked"]
        assert ledger.first_break() == ""
    answer = ada.get("")
    assert answer.refusal == (401, DEAD)
    assert answer.headers["WWW-Authenticate"] == "Bearer"


@pytest.mark.parametrize("change", ["ended", "not begun", "row revoked", "inactive"])
def test_one_whose_appointment_is_over_opens_nothing(with_token: Call, inside: Any, change: str) -> None:
    ada, day = with_token("ada"), timedelta(days=1)
    with inside() as cast:
        mine, today = Appointment.objects.filter(pk=cast["ada"].pk), timezone.localdate()
        if change == "ended":
            mine.update(ends_on=today - day)
        elif change == "not begun":
            mine.update(starts_on=today + day)
        elif change == "row revoked":  # the row alone counts too, whatever became of the link to it
            ApiToken.objects.update(revoked_at=timezone.now())
        else:
            type(cast["ada"].user).objects.filter(pk=cast["ada"].user_id).update(is_active=False)
    assert ada.get("").refusal == (401, DEAD)


@pytest.mark.parametrize("secret", ["x", "cs_" + "a" * 43, "é", "a b"])
def test_an_unknown_one_is_401(db: None, secret: str) -> None:
    assert Caller("northgate", token=secret).get("").refusal == (401, DEAD)


def test_only_its_hash_is_kept(with_token: Call, inside: Any) -> None:
    secret = with_token("ada").token
    assert len(secret) > 40
    with inside():
        row = ApiToken.objects.get()
        kept = [row.token_hash, str(LedgerEntry.objects.get(kind="token.issued").body.body)]
    assert PublicLink.objects.get().token_hash == row.token_hash == tokens.hashed(secret)
    assert not any(secret in text for text in kept)


def command(*arguments: str) -> tuple[str, str]:
    """What the command said: on standard output, on standard error."""
    out, said = io.StringIO(), io.StringIO()
    call_command("token", *arguments, stdout=out, stderr=said)
    return out.getvalue().strip(), said.getvalue().strip()


def test_the_command_issues_lists_and_revokes(db: None) -> None:
    whose = ("northgate", "Ada@northgate.example", "assessor", "timetable")
    secret, said = command("issue", *whose)
    assert said == "This is shown once. Send it as the header “Authorization: Bearer …”."
    assert Caller("northgate", token=secret).get("").json["acting_as"]["name"] == "Ada Byrne"
    assert command("list", "northgate")[0].startswith("ada@northgate.example  assessor  timetable  issued on ")
    assert command("list", "southbank")[0] == ""
    with pytest.raises(CommandError, match="has a token named “timetable” already"):
        command("issue", *whose)
    assert command("revoke", *whose)[0] == "The token “timetable” opens nothing any more."
    assert Caller("northgate", token=secret).get("").status == 401
    assert ", revoked on " in command("list", "northgate")[0]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (
            ("issue", "nowhere", "a@b.example", "iqa", "x"),
            "There is no centre “nowhere”; known are: northgate, southbank.",
        ),
        (("issue", "northgate"), "Say whose: token issue CENTRE EMAIL ROLE NAME"),
        (
            ("issue", "northgate", "ada@northgate.example", "iqa", "x"),
            "is not appointed at Northgate Leadership Centre as IQA",
        ),
        (
            ("issue", "southbank", "ada@northgate.example", "assessor", "x"),
            "is not appointed at Southbank Coaching School",
        ),
        (
            ("issue", "northgate", "ada@northgate.example", "assessor", " "),
            "Give the token a name of 1 to 80 characters",
        ),
        (("revoke", "northgate", "ada@northgate.example", "assessor", "x"), "has no token “x” as Assessor here"),
    ],
)
def test_the_command_says_what_is_wrong(db: None, arguments: tuple[str, ...], sentence: str) -> None:
    with pytest.raises(CommandError) as refused:
        command(*arguments)
    assert sentence in str(refused.value)
