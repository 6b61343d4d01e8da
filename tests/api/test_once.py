"""A program that never saw an answer sends its act again under the same key."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from centres import once
from centres.models import LedgerEntry
from learners.models import Registration
from qualifications.models import Specification
from tests import story
from tests.api.caller import Caller, operation_at, schema
from tests.assessments.file_samples import essay

Signed = Callable[..., Caller]
Inside = Callable[..., Any]
NOBODY_ELSE = (
    422,
    "This Idempotency-Key belongs to another act, sent before. Send a new key with every new act.",
)
NOT_A_KEY = (
    422,
    "The Idempotency-Key is 1 to 64 printable characters without a space, such as a UUID; send one like that.",
)


@pytest.fixture
def sheet(inside: Inside) -> str:
    """A marked sheet of Ada's."""
    with inside() as cast:
        return str(story.marked(cast, {"mark-S1": "31", "mark-S2": "30"}).pk)


def test_a_signature_sent_twice_is_one_with_one_answer(signed: Signed, inside: Inside, sheet: str) -> None:
    ada = signed("ada")
    version = ada.get(f"mark-sheets/{sheet}/").json["version"]
    first, again = (
        ada.post(f"mark-sheets/{sheet}/sign/", {"version": version}, Idempotency_Key="k1") for _ in range(2)
    )
    assert (again.status, again.body, again.headers["ETag"]) == (200, first.body, first.headers["ETag"])
    assert again.headers["Content-Type"] == first.headers["Content-Type"]
    assert [answer.headers.get("Idempotent-Replayed") for answer in (first, again)] == [None, "true"]
    with inside():
        assert LedgerEntry.objects.filter(kind="sheet.sign", subject_id=sheet).count() == 1
    assert ada.post(f"mark-sheets/{sheet}/sign/", {"version": version}).status == 409


def test_a_learner_registered_twice_is_created_once(signed: Signed, inside: Inside) -> None:
    new = {"name": "Nora Quist", "email": "nora@northgate.example"}
    body = {**new, "specification": str(Specification.objects.get(code="L7-DIP").pk)}
    first, again = (signed("cara").post("registrations/", body, Idempotency_Key="k1") for _ in range(2))
    assert (first.status, again.status, again.body) == (201, 201, first.body)
    with inside():
        assert Registration.objects.filter(learner__email=new["email"]).count() == 1


def test_a_file_added_twice_is_added_once(signed: Signed, inside: Inside) -> None:
    with inside() as cast:
        pk = story.draft(cast).pk
    lena, content = signed("lena"), essay()
    lena.headers = {"Idempotency-Key": "k1"}
    first, again = (lena.upload(f"submissions/{pk}/files/", SimpleUploadedFile("a.docx", content)) for _ in range(2))
    assert (first.status, again.status, again.body) == (201, 201, first.body)


def test_what_was_taken_away_is_taken_away_once(signed: Signed, inside: Inside) -> None:
    with inside() as cast:
        file = story.work.attach(story.draft(cast), story.taken(cast), by=cast["lena"]).pk
    lena = signed("lena")
    lena.headers = {"Idempotency-Key": "k1"}
    assert [lena.delete(f"files/{file}/").status for _ in range(2)] == [204, 204]
    lena.headers = {}
    assert lena.delete(f"files/{file}/").status == 404


@pytest.mark.parametrize("other", ["body", "address", "If-Match"])
def test_a_key_does_not_serve_for_another_act(signed: Signed, sheet: str, other: str) -> None:
    ada = signed("ada")
    version = ada.get(f"mark-sheets/{sheet}/").json["version"]
    fields = {"fields": {"strengths-S1": "One."}}
    at, headers = f"mark-sheets/{sheet}/", {"If-Match": f'"{version}"', "Idempotency-Key": "k1"}
    assert ada.patch(at, fields, **headers).status == 200
    if other == "body":
        fields = {"fields": {"strengths-S1": "Two."}}
    elif other == "address":
        assert ada.post(f"{at}sign/", fields, **headers).refusal == NOBODY_ELSE
        return
    else:
        headers["If-Match"] = f'"{version + 1}"'
    assert ada.patch(at, fields, **headers).refusal == NOBODY_ELSE


def test_a_refused_act_leaves_its_key_free(signed: Signed, sheet: str) -> None:
    ada = signed("ada")
    version = ada.get(f"mark-sheets/{sheet}/").json["version"]
    stale, fresh = ({"version": version + n, "fields": {"strengths-S1": "One."}} for n in (7, 0))
    assert ada.patch(f"mark-sheets/{sheet}/", stale, Idempotency_Key="k1").status == 409
    assert ada.patch(f"mark-sheets/{sheet}/", fresh, Idempotency_Key="k1").status == 200


@pytest.mark.parametrize("key", ["", "x" * 65, "two words", "Ã¤"])
def test_what_is_no_key_is_refused_before_anything_is_done(
    signed: Signed, inside: Inside, sheet: str, key: str
) -> None:
    ada = signed("ada")
    version = ada.get(f"mark-sheets/{sheet}/").json["version"]
    answer = ada.post(f"mark-sheets/{sheet}/sign/", {"version": version}, Idempotency_Key=key)
    assert answer.refusal == NOT_A_KEY
    assert ada.get(f"mark-sheets/{sheet}/").json["state"] == "marking"


def test_the_schema_names_the_header_wherever_something_is_written() -> None:
    for methods in schema()["paths"].values():
        for method, operation in methods.items():
            named = {parameter["name"] for parameter in operation["parameters"] if parameter["in"] == "header"}
            assert (once.HEADER in named) == (method != "get")
    assert operation_at("POST", "/api/v1/c/northgate/registrations/") is not None
