"""What a learner is told of what happened, in their own words, along every road the moves allow."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from centres.models import Appointment, Centre
from centres.scope import tenant
from marksheets import actions
from marksheets.pages.timeline import timeline
from marksheets.timeline import told
from marksheets.workflow import MOVES, State
from tests.story import draft, handed_in, marked

Cast = dict[str, Appointment]
START = datetime(2026, 12, 3, 9, tzinfo=UTC)


def words(*kinds: str) -> list[str]:
    return [line.words for line in told((START + timedelta(hours=n), kind) for n, kind in enumerate(kinds))]


@pytest.mark.parametrize(
    ("kinds", "lines"),
    [
        (["submission.submitted", "submission.allocated"], ["You handed it in"]),
        (["sheet.open", "sheet.sign"], ["Being marked", "Being checked"]),
        # called in, returned, signed again, disputed, resolved: it was being checked all the time
        (
            [f"sheet.{verb}" for verb in "open sign call_in return sign call_in countersign resolve release".split()],
            ["Being marked", "Being checked", "Result ready"],
        ),
        (["sheet.open", "sheet.sign", "sheet.recall"], ["Being marked"]),
        (["sheet.open", "sheet.sign", "sheet.recall", "sheet.sign"], ["Being marked", "Being checked"]),
        (
            ["sheet.open", "sheet.sign", "sheet.release", "sheet.reopen", "sheet.sign", "sheet.release"],
            ["Being marked", "Being checked", "Result ready", "Under review", "Result ready"],
        ),
        (
            ["sheet.open", "sheet.sign", "sheet.call_in", "sheet.countersign", "sheet.reopen"],
            ["Being marked", "Being checked"],
        ),
        (["sheet.open", "sheet.void"], ["Being marked", "Withdrawn by the centre"]),
        (
            ["submission.submitted", "submission.withdrawn", "submission.submitted"],
            ["You handed it in", "You took it back", "You handed it in"],
        ),
    ],
)
def test_what_is_told(kinds: list[str], lines: list[str]) -> None:
    assert words(*kinds) == lines


@st.composite
def roads(draw: st.DrawFn) -> list[str]:
    """Acts on a sheet, each lawful where the one before has led."""
    state, kinds = State.MARKING, ["sheet.open"]
    for _ in range(draw(st.integers(0, 14))):
        able = sorted(verb for verb, move in MOVES.items() if state in move.sources)
        if not able:
            break
        verb = draw(st.sampled_from(able))
        kinds.append(f"sheet.{verb}")
        ends = MOVES[verb].to
        state = draw(st.sampled_from(ends)) if ends else state
    return kinds


@given(roads())
def test_no_word_of_the_staff_and_no_way_back_is_ever_told(kinds: list[str]) -> None:
    said = words(*kinds)
    assert set(said) <= {"Being marked", "Being checked", "Result ready", "Under review", "Withdrawn by the centre"}
    rank = {"Being marked": 0, "Being checked": 1, "Result ready": 2, "Under review": 2, "Withdrawn by the centre": 3}
    assert [rank[one] for one in said] == sorted(rank[one] for one in said)
    assert all(one != other for one, other in pairwise(said))


def test_the_page_of_one_attempt(northgate: Centre, staff: Cast) -> None:
    with tenant(northgate):
        sheet = marked(staff, {"mark-S1": "31", "mark-S2": "22"})
        actions.sign(sheet, version=sheet.version, by=staff["ada"])
        actions.call_in(sheet, version=sheet.version, by=staff["iqbal"])
        page = timeline(sheet.submission, staff["lena"])
    (attempt,) = page.attempts
    assert [line.words for line in attempt.lines] == ["You handed it in", "Being marked", "Being checked"]


def test_what_is_still_ahead(northgate: Centre, staff: Cast) -> None:
    with tenant(northgate):
        waiting = timeline(draft(staff), staff["lena"]).attempts[0].lines
        given_in = timeline(handed_in(staff), staff["lena"]).attempts[0].lines
    assert [(line.words, line.is_ahead) for line in waiting] == [("Hand it in by then", True)]
    assert [(line.words, line.is_ahead) for line in given_in] == [
        ("You handed it in", False),
        ("A decision is expected by then", True),
    ]
