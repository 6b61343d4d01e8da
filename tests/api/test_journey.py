"""One submission through the API, by session with its CSRF token: upload to released."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from centres import outbox
from tests.api.caller import Answer, Caller
from tests.assessments.file_samples import essay

Signed = Callable[..., Caller]
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def handed_in(lena: Caller) -> str:
    """Upload, choose, declare, submit; the id of the submission."""
    listed = lena.get("submissions/").json["results"]
    (pk,) = [row["id"] for row in listed if row["code"] == "D7.01"]
    added = lena.upload(f"submissions/{pk}/files/", SimpleUploadedFile("essay.docx", essay(), WORD))
    assert added.status == 201
    assert [file["name"] for file in added.json["files"]] == ["essay.docx"]
    assert lena.post(f"submissions/{pk}/submit/").refusal == (
        422,
        "Answer: The case can be either “forward looking” or “backward looking”. Confirm that this is your own work.",
    )
    said = lena.patch(f"submissions/{pk}/", {"choices": {"looking": "forward"}, "declared": True})
    assert said.json["assignment"]["missing"] == []
    assert lena.post(f"submissions/{pk}/submit/").json["submission"]["receipt"].startswith("CS-")
    return str(pk)


def test_from_upload_to_the_result(signed: Signed) -> None:
    lena, cara, ada, iqbal = (signed(name) for name in ("lena", "cara", "ada", "iqbal"))
    submission = handed_in(lena)

    people = cara.get(f"submissions/{submission}/allocate/").json["assessors"]
    (to,) = [pk for pk, name in people.items() if name == "Ada Byrne"]
    given = cara.post(f"submissions/{submission}/allocate/", {"assessor": to})
    assert given.json["submission"]["assessor"] == "Ada Byrne"

    opened = ada.post(f"submissions/{submission}/open/")
    assert (opened.status, opened.headers["ETag"], opened.json["marking_as"]) == (201, '"1"', "assessor")
    sheet = f"mark-sheets/{opened.json['id']}/"
    fields = {"mark-S1": "31", "mark-S2": "22", "strengths-S1": "Clear.", "areas-S2": "Name the evidence."}
    saved = ada.patch(sheet, {"fields": fields}, If_Match='"1"')
    assert (saved.json["version"], saved.headers["ETag"]) == (2, '"2"')
    assert saved.json["assessor_box"]["headline"] == "Referral: section 2 has 22, needs 25."
    assert saved.json["assessor_box"]["total"] == 53
    signing = follow(ada, saved, "sign")
    assert (signing.json["state"], [move["verb"] for move in signing.json["moves"]]) == ("assessed", ["recall"])

    listed = iqbal.get("mark-sheets/").json["results"]
    assert [(row["id"], row["state"]) for row in listed] == [(opened.json["id"], "assessed")]
    called = follow(iqbal, iqbal.get(sheet), "call_in")
    assert called.json["marking_as"] == "iqa"
    own = {"version": called.json["version"], "fields": {"mark-S1": "30", "mark-S2": "23"}}
    countersigned = follow(iqbal, iqbal.patch(sheet, own), "countersign")
    assert (countersigned.json["state"], countersigned.json["qa_box"]["total"]) == ("checked", 53)

    assert lena.get(f"results/{submission}/").refusal == (
        404,
        "There is no result to read yet; you are told when it is ready.",
    )
    assert iqbal.get(f"{sheet}pdf/").refusal == (404, "The printed form is made when the sheet is released.")
    released = follow(iqbal, countersigned, "release")
    assert released.json["state_name"] == "Released"
    read_the_result(lena, submission)


def follow(caller: Caller, sheet: Answer, verb: str) -> Answer:
    """Make a move where the sheet says that it may be made."""
    (url,) = [move["url"] for move in sheet.json["moves"] if move["verb"] == verb]
    answer = caller.post(url, {"version": sheet.json["version"]})
    assert answer.status == 200, answer.body
    return answer


def read_the_result(lena: Caller, submission: str) -> None:
    """The learner's page, and the form: first the sentence that it is being made, then the form."""
    result = lena.get(f"results/{submission}/")
    assert (result.json["state_name"], result.json["learner_name"]) == ("Result ready", "Lena Fischer")
    assert (result.json["moves"], result.json["history"], result.json["save_url"]) == ([], [], "")
    form = f"mark-sheets/{result.json['id']}/pdf/"
    assert lena.get(form).refusal == (404, "The PDF is being made; it is here in a moment. Reload this page.")
    assert result.json["pdf_note"] == lena.get(form).json["detail"]
    outbox.sweep()
    printed = lena.get(form)
    if printed.status == 404:
        assert printed.json["detail"].startswith("The PDF waits: this computer lacks a library for it.")
        pytest.skip("Pango is missing; the note said so.")
    assert printed.body.startswith(b"%PDF-")
    assert printed.headers["Content-Type"] == "application/pdf"
    assert lena.get(f"results/{submission}/").json["pdf_url"] == f"/api/v1/c/northgate/{form}"


def test_the_original_comes_back_byte_for_byte_and_a_draft_gives_it_up(signed: Signed) -> None:
    lena = signed("lena")
    pk = lena.get("submissions/").json["results"][0]["id"]
    body = essay(3)
    (file,) = lena.upload(f"submissions/{pk}/files/", SimpleUploadedFile("one.docx", body, WORD)).json["files"]
    original = lena.get(f"files/{file['id']}/", Accept=WORD)
    assert original.body == body
    assert original.headers["Content-Disposition"] == 'attachment; filename="one.docx"'
    assert original.headers["Content-Security-Policy"] == "sandbox"
    assert lena.delete(f"files/{file['id']}/").status == 204
    assert lena.get(f"files/{file['id']}/").status == 404


def test_a_learner_is_registered_and_finds_the_assignments(signed: Signed) -> None:
    cara = signed("cara")
    (award,) = [row for row in cara.get("catalogue/awards/").json["results"] if row["code"] == "L7-DIP"]
    choices = cara.get("registrations/choices/").json
    assert choices["specification"][award["id"]] == award["title"]
    (cohort,) = choices["cohort"]
    body = {"name": "Rosa Amara", "email": "Rosa@northgate.example", "specification": award["id"], "cohort": cohort}
    made = cara.post("registrations/", body)
    assert (made.status, made.json["learner_name"], made.json["cohort"]) == (201, "Rosa Amara", "Spring")
    assert (made.json["method"], made.json["funded"], made.json["site"]) == ("blended", False, "")
    assert cara.post("registrations/", body).status == 409
    assert [sheet["code"] for sheet in cara.get(f"catalogue/awards/{award['id']}/").json["mark_sheets"]][:1] == [
        "D7.01"
    ]


def test_lists_are_read_slice_by_slice(signed: Signed) -> None:
    lena, seen = signed("lena"), []
    path = "submissions/?limit=2"
    while path and len(seen) < 20:
        answer = lena.get(path).json
        seen += [row["code"] for row in answer["results"]]
        path = answer["next"]
    assert len(seen) == len(set(seen)) == len(lena.get("submissions/").json["results"]) > 2
    assert lena.get("submissions/?limit=0").refusal == (422, "“limit” is a number of rows from 1 to 200.")
    assert lena.get("submissions/?after=x").refusal == (
        422,
        "“after” is the id of the last row that was read; this is not an id.",
    )
