"""The API says no in the page's own sentence, and to a stranger it says nothing at all."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from assessments import actions as work
from assessments.models import Evidence
from centres.api.view import CentreView
from centres.roles import Role
from marksheets import actions
from marksheets.actions.annotating import Place
from marksheets.actions.comments import Wording
from marksheets.models import Hold, MarkSheet
from marksheets.workflow import MOVES
from qualifications.models import Specification
from tests import diaries, story
from tests.api.caller import Caller

MARKS = {"mark-S1": "31", "mark-S2": "22"}
NOTHING = {"detail": "There is nothing at this address.", "code": "not_found"}
VERBS = [verb for verb, move in MOVES.items() if move.sources]
Signed = Callable[..., Caller]


@pytest.fixture
def sheet(inside: Any) -> MarkSheet:
    """Marked by Ada, not signed: version 2."""
    with inside() as cast:
        return story.marked(cast, MARKS)


def both(caller: Caller, sheet: MarkSheet, verb: str, version: int) -> tuple[tuple[int, str], tuple[int, str]]:
    """The same move through the API and through the page: status and sentence, status and page."""
    answer = caller.post(f"mark-sheets/{sheet.pk}/{verb}/", {"version": version})
    cookie = caller.client.cookies["csrftoken"].value
    sent = {"version": str(version), "csrfmiddlewaretoken": cookie}
    page = caller.client.post(f"/c/northgate/sheets/{sheet.pk}/move/{verb}/", sent)
    return answer.refusal, (page.status_code, html.unescape(page.content.decode()))


@pytest.mark.parametrize(
    ("who", "verb", "status", "sentence"),
    [
        ("iqbal", "sign", 409, "Signing is for the assessor; you are here in another role."),
        ("cara", "release", 409, "Releasing is for an IQA; you are here in another role."),
        ("ada", "call_in", 409, "Calling in is for an IQA; you are here in another role."),
        ("iqbal", "call_in", 409, "Only a sheet an assessor has signed can be called in; this one is “being marked”."),
        (
            "leo",
            "countersign",
            409,
            "Only a sheet that was called in can be countersigned; this one is “being marked”.",
        ),
        (
            "iqbal",
            "release",
            409,
            "Only a sheet that is signed and not waiting for a check can be released; this one is “being marked”.",
        ),
    ],
)
def test_a_move_is_refused_in_the_sentence_of_the_page(
    signed: Signed, sheet: MarkSheet, who: str, verb: str, status: int, sentence: str
) -> None:
    answer, (page_status, page) = both(signed(who), sheet, verb, sheet.version)
    wrong_hand = "role" in sentence and verb == "sign"  # the right moment, the wrong hand
    assert answer == (403 if wrong_hand else status, sentence)
    assert page_status == answer[0]
    assert sentence in page


def test_a_stale_move_and_an_undecided_sheet(signed: Signed, inside: Any) -> None:
    with inside() as cast:
        blank = story.opened(cast)
    ada = signed("ada")
    stale, (status, page) = both(ada, blank, "sign", 7)
    assert stale == (409, "This sheet was changed in another window or by somebody else since you opened it.")
    assert (status, stale[1] in page) == (409, True)
    undecided, (status, page) = both(ada, blank, "sign", blank.version)
    assert undecided[0] == status == 422
    assert undecided[1] in page
    assert "Write a strength or an area for improvement for section 1." in undecided[1]


def test_a_hold_is_told_in_its_public_sentence(signed: Signed, inside: Any, sheet: MarkSheet) -> None:
    with inside() as cast:
        actions.sign(sheet, version=sheet.version, by=cast["ada"])
        actions.call_in(sheet, version=sheet.version, by=cast["iqbal"])
        actions.fill_same_marks(sheet, version=sheet.version, by=cast["iqbal"])
        sheet.refresh_from_db()
        actions.countersign(sheet, version=sheet.version, by=cast["iqbal"])
        Hold(sheet=sheet, kind="sampling undecided", sentence="It waits for the sample.").save()
    answer, (status, page) = both(signed("iqbal"), sheet, "release", sheet.version)
    assert answer == (409, "It waits for the sample.")
    assert (status, "It waits for the sample." in page) == (409, True)


def test_nobody_checks_their_own_marking(signed: Signed, inside: Any, sheet: MarkSheet) -> None:
    from centres.models import Appointment

    with inside() as cast:
        actions.sign(sheet, version=sheet.version, by=cast["ada"])
        second = Appointment(centre=cast["ada"].centre, user=cast["ada"].user, role=Role.IQA, name="Ada Byrne")
        second.save()
    ada = signed("ada")
    as_iqa = {"X_Appointment": str(second.pk)}
    refused = ada.post(f"mark-sheets/{sheet.pk}/call_in/", {"version": sheet.version}, **as_iqa)
    assert refused.refusal == (403, "You cannot check a sheet you assessed yourself; another IQA has to.")
    named = {"version": sheet.version, "appointment": str(second.pk)}
    assert ada.post(f"mark-sheets/{sheet.pk}/call_in/", named).refusal == refused.refusal


def test_a_stale_save_gets_both_values_of_each_field_that_differs(signed: Signed, sheet: MarkSheet) -> None:
    fields = {"mark-S1": "40", "mark-S2": "22", "areas-S1": "Shorter."}
    answer = signed("ada").patch(f"mark-sheets/{sheet.pk}/", {"version": 1, "fields": fields})
    assert (answer.status, answer.json["code"], answer.json["version"]) == (409, "stale", sheet.version)
    found = {one["name"]: (one["mine"], one["theirs"]) for one in answer.json["differences"]}
    assert found == {"mark-S1": ("40", "31"), "areas-S1": ("Shorter.", "Name the evidence.")}


def test_a_field_that_cannot_be_taken_does_not_stop_the_others(signed: Signed, sheet: MarkSheet) -> None:
    ada, path = signed("ada"), f"mark-sheets/{sheet.pk}/"
    fields = {"mark-S1": "51", "mark-S2": 30, "areas-S1": ["x"], "mark-S9": "1", "bullet-S1.1": "perhaps"}
    answer = ada.patch(path, {"version": sheet.version, "fields": fields})
    assert answer.status == 422
    assert answer.json["problems"] == {
        "mark-S1": "Section 1 takes whole marks from 0 to 50; 51 is too many.",
        "areas-S1": "This field takes a text or a number.",
        "mark-S9": "This sheet has no such field.",
        "bullet-S1.1": "A bullet is met, not met, or left open.",
    }
    rows = {row["code"]: row for row in ada.get(path).json["rows"]}
    assert [rows[code]["assessor"]["raw"] for code in ("S1", "S2")] == ["31", "30"]
    assert answer.json["version"] == ada.get(path).json["version"] == sheet.version + 1


def test_what_an_iqa_may_not_see_or_write_yet(signed: Signed, sheet: MarkSheet) -> None:
    iqbal, path = signed("iqbal"), f"mark-sheets/{sheet.pk}/"
    seen = iqbal.get(path).json
    assert (seen["assessor_box"], seen["marking_as"]) == (None, "")
    assert [move["verb"] for move in seen["moves"]] == ["hold"]
    assert "31" not in [row["assessor"] for row in seen["rows"]]
    save = iqbal.patch(path, {"version": sheet.version, "fields": {"mark-S1": "1"}})
    assert save.refusal == (403, "You do not write on this sheet as it stands.")
    assert iqbal.post(f"{path}same-marks/", {"version": sheet.version}).status == 403
    assert signed("lena").get(path).json == NOTHING


def test_opening_twice_and_by_another(signed: Signed, inside: Any, sheet: MarkSheet) -> None:
    path = f"submissions/{sheet.submission_id}/open/"
    assert signed("ada").post(path).refusal == (409, "This was opened already.")
    assert signed("sunil").post(path).json == NOTHING


def test_allocation_refuses_as_the_page_does(signed: Signed, inside: Any) -> None:
    with inside() as cast:
        submission, iqbal = story.handed_in(cast), str(cast["iqbal"].pk)
    cara, missing = signed("cara"), str(uuid4())
    path = f"submissions/{submission.pk}/allocate/"
    for assessor in (iqbal, missing, "", 5, None, ["x"], "\ud83d\ude00"):
        answer = cara.post(path, {"assessor": assessor})
        assert answer.status == 422
        assert "assessor" in answer.json["problems"]
    assert iqbal in cara.post(path, {"assessor": iqbal}).json["detail"]
    assert signed("ada").post(path, {"assessor": iqbal}).json == NOTHING


def test_an_ended_award_is_refused_in_a_sentence(signed: Signed) -> None:
    ended = Specification.objects.exclude(registration_ends=None).order_by("registration_ends")[0]
    body = {"name": "Rosa", "email": "rosa@northgate.example", "specification": str(ended.pk)}
    status, sentence = signed("cara").post("registrations/", body).refusal
    assert status == 409
    assert "nobody can be registered after that day" in sentence


# --- every route, by the resolver -----------------------------------------------------------------------------------


def routes(patterns: Any = None, before: str = "") -> Iterator[tuple[str, type[CentreView]]]:
    """Every address of a centre's API, as Django resolves it, with the view that answers."""
    for entry in get_resolver().url_patterns if patterns is None else patterns:
        at = before + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from routes(entry.url_patterns, at)
        elif isinstance(entry, URLPattern) and at.startswith("api/v1/c/"):
            yield at, entry.callback.cls  # type: ignore[attr-defined]


def filled(route: str, slug: str, pk: object) -> str:
    return "/" + route.replace("<slug:slug>", slug).replace("<uuid:pk>", str(pk))


METHODS = ("GET", "HEAD", "POST", "PATCH", "DELETE", "PUT", "OPTIONS")
ROUTES = [route for route, _ in routes()]


def test_every_route_goes_through_the_one_door() -> None:
    assert len(ROUTES) == 60
    assert all(issubclass(view, CentreView) for _, view in routes())
    assert {route.rsplit("/", 2)[-2] for route in ROUTES} >= set(MOVES)


@pytest.fixture
def everything(inside: Any) -> dict[str, list[UUID]]:
    """The ids of a Northgate story with one of everything an address names."""
    with inside() as cast:
        other = story.draft(cast, "D7.04")
        work.attach(other, story.taken(cast, b"a first draft"), by=cast["lena"])
        reading = work.ask_for_comments(other, by=cast["lena"])
        sheet = story.marked(cast, MARKS)
        file = Evidence.objects.get(submission=sheet.submission)
        entry = diaries.session(cast, final=True)
        asked = diaries.corrected(cast, entry, "Sam Stone")
        saved = actions.keep_comment(Wording("Name it."), shared=False, by=cast["ada"])
        place = Place(str(file.pk), about="S1", text="Well put.")
        comment = actions.annotate(sheet, place, version=sheet.version, by=cast["ada"])
    return {
        "annotations": [comment.pk],
        "saved-comments": [saved.pk],
        "confirmations": [asked.pk],
        "diary": [entry.pk],
        "mark-sheets": [sheet.pk],
        "submissions": [sheet.submission_id],
        "files": [file.pk],
        "drafts": [reading.pk],
        "attempts": [sheet.submission_id],
        "registrations": [sheet.submission.registration_id],
        "results": [sheet.submission_id],
    }


@pytest.mark.parametrize("route", ROUTES)
def test_a_stranger_meets_nothing_on_any_route(signed: Signed, everything: dict[str, list[UUID]], route: str) -> None:
    """By every method, whatever is sent: what a centre that does not exist would answer."""
    (pk,) = everything.get(route.split("/")[4], [uuid4()])
    for name in ("otto", "kofi"):
        stranger = signed(name, "southbank")
        for method in METHODS:
            known = stranger.send(method, filled(route, "northgate", pk), "{}")
            unknown = stranger.send(method, filled(route, "nowhere", pk), "{}")
            assert (known.status, known.body) == (unknown.status, unknown.body)
            assert known.status == 404
            assert method == "HEAD" or known.json == NOTHING


OF_ONE_THING = [
    route for route in ROUTES if "<uuid:pk>" in route and route.split("/")[4] not in {"catalogue", "briefs"}
]


@pytest.mark.parametrize("route", OF_ONE_THING)
def test_a_foreign_id_answers_like_a_missing_one(signed: Signed, everything: dict[str, list[UUID]], route: str) -> None:
    (pk,) = everything[route.split("/")[4]]
    kind = "multipart/form-data; boundary=x" if route.endswith(("files/", "on-behalf/")) else "application/json"
    body = "--x--\r\n" if route.endswith(("files/", "on-behalf/")) else "{}"
    for name in ("otto", "ravi", "nina", "kofi"):
        stranger = signed(name, "southbank")
        for method in METHODS:
            foreign = stranger.send(method, filled(route, "southbank", pk), body, kind=kind)
            missing = stranger.send(method, filled(route, "southbank", uuid4()), body, kind=kind)
            assert (foreign.status, foreign.body) == (missing.status, missing.body)
            assert foreign.status in {404, 405}


@pytest.mark.parametrize("route", ROUTES)
def test_nobody_signed_in_meets_401(db: None, route: str) -> None:
    for method in ("GET", "POST", "PATCH", "DELETE"):
        answer = Caller("northgate").send(method, filled(route, "northgate", uuid4()), "{}")
        assert (answer.status, answer.json["code"]) == (401, "not_authenticated")


def test_an_address_that_is_none_is_json_too(signed: Signed) -> None:
    for path in (
        "/api/v1/",
        "/api/v1/c/northgate/nonsense/",
        "/api/v1/c/northgate/mark-sheets/7/",
        "/api/v1/c/northgate",
    ):
        answer = signed("ada").client.get(path)
        assert (answer.status_code, answer.json()) == (404, NOTHING)


def test_a_method_that_is_not_there(signed: Signed) -> None:
    assert signed("ada").send("DELETE", "mark-sheets/").refusal == (405, "This address does not take DELETE.")
