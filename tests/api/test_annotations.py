"""Pointing into the work, for programs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from marksheets.models import MarkSheet
from tests import story
from tests.api.caller import Caller

Signed = Callable[..., Caller]


@pytest.fixture
def sheet(inside: Any) -> MarkSheet:
    """On Ada's desk with a PDF of five pages."""
    with inside() as cast:
        found = story.opened(cast)
        found.submission.files.update(kind="pdf", name="review.pdf", pages=5)
        found.file_id = str(found.submission.files.get().pk)
        return found


def test_it_is_made_read_with_the_sheet_and_taken_away(signed: Signed, sheet: Any) -> None:
    ada = signed("ada")
    body = {"file": sheet.file_id, "page": 4, "areas": [[100, 200, 300, 40]], "about": "S1.1", "for_learner": True}
    made = ada.post(f"mark-sheets/{sheet.pk}/annotations/", {"version": sheet.version, **body})
    assert made.status == 200
    (shown,) = made.json["rows"][0]["bullets"][0]["annotations"]
    assert (shown["where"], shown["areas"], shown["for_learner"]) == ("p 4", [[100, 200, 300, 40]], True)

    assert signed("iqbal").delete(f"annotations/{shown['id']}/").status == 404
    gone = ada.send("DELETE", f"annotations/{shown['id']}/", headers={"If-Match": made.headers["ETag"]})
    assert gone.status == 200
    assert gone.json["rows"][0]["bullets"][0]["annotations"] == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"areas": 1},
        {"areas": [[1, 2, 3]]},
        {"areas": [[-1, 2, 3, 4]]},
        {"areas": [["a", 2, 3, 4]]},
        {"areas": [1]},
        {"page": -1},
        {"page": True},
        {"page": 10**30},
        {"file": {}},
        {"about": []},
        {"text": "x" * 2_001},
        {"about": "", "text": None},
    ],
)
def test_rubbish_is_422_and_nothing_is_kept(signed: Signed, sheet: Any, wrong: dict[str, Any]) -> None:
    body = {"version": sheet.version, "file": sheet.file_id, "page": 4, "about": "S1.1", **wrong}
    answer = signed("ada").post(f"mark-sheets/{sheet.pk}/annotations/", body)
    assert answer.status == 422
    assert signed("ada").get(f"mark-sheets/{sheet.pk}/").json["version"] == sheet.version
