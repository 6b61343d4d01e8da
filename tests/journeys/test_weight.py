"""What the desk costs to open for the first time, without the learner's document."""

from __future__ import annotations

import gzip
from typing import Any

import pytest

from tests.journeys import steps
from tests.journeys.visitors import Visitors

pytestmark = pytest.mark.browser
Staged = dict[str, dict[str, str]]
COMPRESSED = ("text/css", "text/javascript", "image/svg+xml")  # served so from the collected files


def test_the_desks_first_view_is_light(visitors: Visitors, staged: Staged) -> None:
    answers = _opened(visitors, f"{steps.HOME}mark/{staged['Yann Petit']['sheet']}/")
    sizes = {answer.url: _size(answer) for answer in answers}
    assert len(sizes) <= 8, sizes
    assert sum(sizes.values()) <= 100_000, sizes


def _opened(visitors: Visitors, path: str) -> list[Any]:
    """Everything a browser with nothing kept fetches for a page."""
    page = visitors.enter("Sunil Rao", "about:blank")
    answers: list[Any] = []
    page.on("response", lambda answer: answers.append(answer))
    page.goto(path, wait_until="networkidle")
    return answers


def _size(answer: Any) -> int:
    """Bytes on the line, headers aside."""
    body = answer.body()
    kind = answer.headers.get("content-type", "").partition(";")[0]
    return len(gzip.compress(body)) if kind in COMPRESSED else len(body)
