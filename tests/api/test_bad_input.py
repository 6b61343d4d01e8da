"""Whatever is sent, the answer is 4xx with a sentence."""

from __future__ import annotations

import json
from collections.abc import Callable
from itertools import product
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from marksheets.models import MarkSheet
from qualifications.models import Specification
from tests import story
from tests.api.caller import Caller
from tests.assessments.file_samples import essay

Signed = Callable[..., Caller]
SAYS_VERSION = "This page did not say which version of the sheet it shows; reload it and try again."
WEIRD: list[Any] = [
    None,
    True,
    1,
    -1,
    1.5,
    10**30,
    "",
    "²",
    "\ud83d\ude00",
    "x" * 100_000,
    [],
    [[]],
    {},
    {"a": []},
    [None],
]


@pytest.fixture
def sheet(inside: Any) -> MarkSheet:
    """On Ada's desk: version 1."""
    with inside() as cast:
        return story.opened(cast)


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b"", 422, "refused"),
        (b"{", 400, "not_json"),
        (b"mark-S1=31", 400, "not_json"),
        (b"[]", 400, "not_json"),
        (b'"text"', 400, "not_json"),
        (b"null", 400, "not_json"),
        (b'{"version": NaN}', 400, "not_json"),
        (b'{"version": 1e', 400, "not_json"),
        (b'{"version": ' + b"1" * 5000 + b"}", 400, "not_json"),
        (b"\xff\xfe", 400, "not_json"),
        (b"[" * 100_000, 400, "not_json"),
        (b'{"a":' * 50_000 + b"1" + b"}" * 50_000, 400, "not_json"),
        (b'{"version": 1, "fields": {"areas-S1": "a\\u0000b"}}', 400, "not_text"),
        (b'{"version": 1, "fields": {"areas-S1\\u0000": "a"}}', 400, "not_text"),
        (b'{"version": 1, "fields": {"areas-S1": "\\ud800"}}', 400, "not_text"),
        (b'{"version": 1, "fields": {"areas-S1": "' + b"x" * (5 * 1024 * 1024) + b'"}}', 413, "too_large"),
    ],
)
def test_a_body_that_cannot_be_read(signed: Signed, sheet: MarkSheet, body: bytes, status: int, code: str) -> None:
    for method, path in (("POST", f"mark-sheets/{sheet.pk}/sign/"), ("PATCH", f"mark-sheets/{sheet.pk}/")):
        answer = signed("ada").send(method, path, body)
        assert answer.status == status
        assert answer.json["code"] in {code, "fields"}
        assert answer.json["detail"].endswith((".", "."))


@pytest.mark.parametrize(
    "kind",
    [
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data",
        "multipart/form-data; boundary=x",
        "",
        "///",
        "x" * 300,
    ],
)
def test_a_body_of_another_kind(signed: Signed, sheet: MarkSheet, kind: str) -> None:
    answer = signed("ada").send("POST", f"mark-sheets/{sheet.pk}/sign/", b"version=1", kind=kind)
    assert answer.status in {400, 415}
    assert answer.json["detail"].endswith(".")


def test_a_form_that_is_too_large_or_has_too_many_fields_or_files(signed: Signed) -> None:
    lena = signed("lena")
    path = f"submissions/{lena.get('submissions/').json['results'][0]['id']}/files/"
    part = "--x\r\nContent-Disposition: form-data; name=a{file}\r\n\r\n{text}\r\n"
    for body in (
        part.format(file="", text="x" * (5 * 1024 * 1024)),
        part.format(file="", text="x") * 3000,
        part.format(file="; filename=a.txt", text="x") * 200,
    ):
        answer = lena.send("POST", path, body + "--x--\r\n", kind="multipart/form-data; boundary=x")
        assert (answer.status, answer.json["code"]) == (413, "too_large")


def test_a_version_that_is_none(signed: Signed, sheet: MarkSheet) -> None:
    ada, path = signed("ada"), f"mark-sheets/{sheet.pk}/"
    for version in (*WEIRD, 2**31, "1x", "0"):
        body = {"version": version, "fields": {}}
        refused = (409,) if version in (0, "0") or _is_number(version) else (422,)
        assert ada.post(f"{path}sign/", body).status in (*refused, 422), version
        assert ada.patch(path, body).status in (200, *refused), version
        assert ada.post(f"{path}same-marks/", body).status in (403, *refused), version
    assert ada.post(f"{path}sign/", {}).refusal == (422, SAYS_VERSION)


def _is_number(version: Any) -> bool:
    return isinstance(version, int) and not isinstance(version, bool) and 0 <= version < 10**9


def test_an_etag_that_is_none(signed: Signed, sheet: MarkSheet) -> None:
    ada, path = signed("ada"), f"mark-sheets/{sheet.pk}/"
    for tag in ("*", '"', "W/", '"1", "2"', "é", '"999999999999"'):
        assert ada.patch(path, {"fields": {"mark-S1": "1"}}, If_Match=tag).status == 422
    both = ada.patch(path, {"version": 1, "fields": {}}, If_Match='"2"')
    assert both.refusal == (422, "If-Match and the body name different versions of the sheet; send one of them.")


def test_a_field_of_any_kind(signed: Signed, sheet: MarkSheet) -> None:
    ada, path, version = signed("ada"), f"mark-sheets/{sheet.pk}/", 1
    for value, name in product(WEIRD, ("mark-S1", "areas-S2", "bullet-S1.1", "mark-", "x" * 500)):
        answer = ada.patch(path, {"version": version, "fields": {name: value}})
        assert answer.status in {200, 422}, (name, value)
        version = answer.json["version"]
    for value in WEIRD:
        assert ada.patch(path, {"version": 1, "fields": value}).status in {409, 422}


def test_what_a_learner_says_of_any_kind(signed: Signed) -> None:
    lena = signed("lena")
    (row,) = [row for row in lena.get("submissions/").json["results"] if row["code"] == "D7.01"]
    path = f"submissions/{row['id']}/"
    for value in WEIRD:
        for choices in (value, {"looking": value}, {"unknown": value}):
            assert lena.patch(path, {"choices": choices}).status in {200, 422}
        assert lena.patch(path, {"declared": value, "refuses": value}).status in {200, 422}
    (answer,) = lena.get(path).json["assignment"]["answers"]
    assert [chosen for _, _, chosen in answer["options"]] == [False, False]


@pytest.mark.parametrize(
    "name", ["name", "email", "specification", "registered_on", "number", "cohort", "site", "method", "funded"]
)
def test_a_registration_of_any_kind(signed: Signed, name: str) -> None:
    cara, award = signed("cara"), Specification.objects.get(code="L7-DIP")
    for value in WEIRD:
        body = {"name": "Rosa", "email": "rosa@northgate.example", "specification": str(award.pk), name: value}
        assert cara.post("registrations/", body).status in {201, 409, 422}, value


def test_a_question_of_any_kind(signed: Signed) -> None:
    cara = signed("cara")
    for query in ("after=%00", "limit=-1", "limit=²", "after=" + "x" * 5000, "limit=1&limit=x", "format=xml"):
        for path in ("submissions/", "mark-sheets/", "registrations/"):
            assert cara.get(f"{path}?{query}").status in {200, 422}


def test_a_role_that_is_none_of_mine(signed: Signed) -> None:
    ada = signed("ada")
    for named in ("x", "\u00e9", "a" * 5000, "00000000-0000-0000-0000-000000000000"):
        assert ada.get("", X_Appointment=named).json["acting_as"]["role"] == "assessor"


def test_uploads_of_every_wrong_kind(signed: Signed, settings: Any) -> None:
    lena = signed("lena")
    path = f"submissions/{lena.get('submissions/').json['results'][0]['id']}/files/"
    good = SimpleUploadedFile("good.docx", essay(2))
    program = SimpleUploadedFile("../../essay.docx", b"MZ" + b"\x00" * 500)
    answer = lena.upload(path, program, good)
    assert (answer.status, answer.json["code"]) == (422, "program")
    assert [file["name"] for file in answer.json["files"]] == ["good.docx"]
    assert len(answer.json["refused"]) == 1

    again = lena.upload(path, SimpleUploadedFile("other.docx", good_bytes(good)))
    assert again.refusal == (409, "“other.docx” is here already, byte for byte.")
    assert lena.upload(path).refusal == (
        422,
        "Choose a file first: a PDF, a Word document (.docx) or a photo of a page.",
    )
    assert lena.post(path, {"file": "x"}).status == 415
    settings.MAX_UPLOAD_BYTES = 1024
    large = lena.upload(path, SimpleUploadedFile("large.docx", b"x" * 200_000))
    assert (large.status, large.json["code"]) == (422, "too_large")
    assert "“large.docx” is larger than" in large.json["detail"]


def good_bytes(file: SimpleUploadedFile) -> bytes:
    file.seek(0)
    return bytes(file.read())


@pytest.mark.parametrize(
    "body", [b"", b"--x", b"--x\r\n\r\n", b"--x\r\nContent-Disposition: form-data; name=file\r\n\r\n"]
)
def test_a_form_that_breaks_off(signed: Signed, body: bytes) -> None:
    lena = signed("lena")
    path = f"submissions/{lena.get('submissions/').json['results'][0]['id']}/files/"
    for kind in ("multipart/form-data; boundary=x", "multipart/form-data", 'multipart/form-data; boundary="\x00"'):
        answer = lena.send("POST", path, body, kind=kind)
        assert answer.status in {400, 415, 422}
        assert json.loads(answer.body)["detail"].endswith((".", ")."))
