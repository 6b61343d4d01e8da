"""The schema: valid, without a warning, complete, and for people who are signed in."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from typing import Any

import pytest
import yaml
from django.core.management import call_command
from django.test import Client

from marksheets.workflow import MOVES
from tests.api.caller import Caller, operation_at, schema
from tests.api.test_refusals import routes

AT = "/api/v1/schema/"


def test_it_is_valid_and_nothing_is_left_to_guess() -> None:
    call_command("spectacular", validate=True, fail_on_warn=True, stdout=io.StringIO(), stderr=io.StringIO())


def test_it_holds_every_route_and_every_method() -> None:
    for route, view in routes():
        path = "/" + route.replace("<slug:slug>", "{slug}").replace("<uuid:pk>", "{id}")
        answered = {method for method in ("get", "post", "patch", "delete") if hasattr(view, method)}
        assert answered == {method for method in schema()["paths"][path] if method != "parameters"}


@pytest.mark.parametrize("verb", MOVES)
def test_it_holds_every_verb_of_the_table(verb: str) -> None:
    where = "submissions" if verb == "open" else "mark-sheets"
    operation = schema()["paths"][f"/api/v1/c/{{slug}}/{where}/{{id}}/{verb}/"]["post"]
    assert operation["summary"] == MOVES[verb].label
    assert ("In a session only" in operation["description"]) == MOVES[verb].signs


def test_every_operation_says_what_it_takes_gives_and_refuses() -> None:
    for path, methods in schema()["paths"].items():
        for method, operation in methods.items():
            refusals = {code for code in operation["responses"] if code[0] == "4"}
            assert {"401", "404"} <= refusals
            assert method == "get" or {"400", "403", "409", "413", "415", "422"} <= refusals, path
            assert {"token": []} in operation["security"]
            assert operation["summary"] and operation["description"]


def test_it_is_served_to_people_who_are_signed_in(
    signed: Callable[..., Caller], with_token: Callable[..., Caller]
) -> None:
    assert Client().get(AT).status_code == 401
    ada: Any = signed("ada").client
    assert ada.get(AT, {"format": "json"}).json()["openapi"] == "3.1.0"
    written = yaml.safe_load(ada.get(AT).content)
    assert written["paths"].keys() == schema()["paths"].keys()
    bearer = {"Authorization": f"Bearer {with_token('ada').token}", "Accept": "application/vnd.oai.openapi+json"}
    assert json.loads(Client().get(AT, headers=bearer).content)["info"]["title"] == "Countersign"


def test_an_address_finds_its_own_description() -> None:
    found = operation_at("POST", "/api/v1/c/northgate/submissions/018f/open/")
    assert found is not None
    assert found["operationId"] == "post_submissions_one_open"
