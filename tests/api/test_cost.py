"""What an answer costs in questions to the database: the same for one row and for three."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from learners.actions import add_learner, register
from qualifications.models import Specification
from tests import story
from tests.api.caller import Caller

Signed = Callable[..., Caller]
DOOR = 3  # session, person, appointments here


@pytest.fixture
def three_of_each(inside: Any) -> None:
    """Three sheets on Ada's desk, and three registrations."""
    with inside() as cast:
        for code in ("D7.01", "D7.02-03", "D7.04"):
            story.opened(cast, code)
        rosa = add_learner("Rosa Amara", "rosa@northgate.example", by=None, invite=False)
        register(rosa, Specification.objects.get(code="L7-CERT"), by=None)


def asked(caller: Caller, path: str) -> int:
    """How often a request reads rows, beyond finding out who asks. Opening and closing transactions is not counted."""
    with CaptureQueriesContext(connection) as queries:
        assert caller.get(path).status == 200
    reads = [query["sql"] for query in queries if query["sql"].startswith("SELECT") and " FROM " in query["sql"]]
    return len(reads) - DOOR


@pytest.mark.parametrize(
    ("who", "path", "questions"),
    [
        ("ada", "mark-sheets/", 1),
        ("ada", "submissions/", 1),
        ("lena", "submissions/", 1),
        ("cara", "registrations/", 1),
    ],
)
def test_a_list(signed: Signed, three_of_each: None, who: str, path: str, questions: int) -> None:
    caller = signed(who)
    for rows in (1, 3):
        assert len(caller.get(f"{path}?limit={rows}").json["results"]) == rows
        assert asked(caller, f"{path}?limit={rows}") == questions


def test_one_thing(signed: Signed, three_of_each: None) -> None:
    ada = signed("ada")
    sheet, submission = (ada.get(path).json["results"][0]["id"] for path in ("mark-sheets/", "submissions/"))
    assert asked(ada, f"mark-sheets/{sheet}/") == 11
    assert asked(ada, f"submissions/{submission}/") == 8
