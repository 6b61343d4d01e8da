"""Results given out in one act: what is unmarked, held or undecided stays, and is told one by one."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from centres.models import Appointment, Centre, Notice
from centres.scope import tenant
from marksheets import actions
from marksheets.models import MarkSheet
from marksheets.pages.releasing import releasing
from marksheets.workflow import State
from tests import story

Cast = dict[str, Appointment]
SignIn = Callable[[str], Client]
URL = "/c/northgate/check/release/"
HELD = "The centre is looking into a question about this work."
UNMARKED = "Only a sheet that is signed and not waiting for a check can be released; this one is “being marked”."


def held(sheet: MarkSheet, by: Appointment) -> MarkSheet:
    return actions.hold(sheet, version=sheet.version, by=by, kind="integrity", reason="Two essays are alike.")


def test_what_can_go_out_goes_and_the_rest_says_why(cast: Cast) -> None:
    ready, unmarked = story.countersigned(cast), story.second_learner(cast)
    sheets = [(unmarked, unmarked.version), (ready, ready.version)]
    gone, kept = actions.release_each(sheets, by=cast["iqbal"])
    assert gone == [ready]
    assert kept == [(unmarked, UNMARKED)]
    ready.refresh_from_db()
    unmarked.refresh_from_db()
    assert (ready.state, unmarked.state) == (State.RELEASED, State.MARKING)
    assert Notice.objects.filter(to=cast["lena"], about=ready.submission_id).count() == 1


def test_one_that_is_held_or_was_changed_since_stays(cast: Cast) -> None:
    sheet = story.countersigned(cast)
    seen = sheet.version
    held(sheet, cast["leo"])
    assert actions.release_each([(sheet, sheet.version)], by=cast["iqbal"]) == ([], [(sheet, HELD)])
    hold = sheet.holds.get(kind="integrity", lifted_at=None)
    actions.lift(sheet, version=sheet.version, by=cast["leo"], hold=hold, reason="The drafts were shown.")
    gone, kept = actions.release_each([(sheet, seen)], by=cast["iqbal"])
    assert (gone, [why for _, why in kept]) == (
        [],
        ["This sheet was changed in another window or by somebody else since you opened it."],
    )


def test_the_page_knows_before_it_is_tried(cast: Cast) -> None:
    ready, unmarked = story.countersigned(cast), story.second_learner(cast)
    page = releasing(cast["iqbal"])
    assert [(row.id, row.why) for row in page.ready] == [(str(ready.pk), "")]
    assert [(row.id, row.why) for row in page.kept] == [(str(unmarked.pk), UNMARKED)]
    held(ready, cast["leo"])
    assert [row.why for row in releasing(cast["iqbal"]).kept] == [HELD, UNMARKED]


def test_what_was_checked_stands_before_all_that_waits(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """However much waits before it, it is on the page."""
    story.second_learner(cast)
    story.opened(cast, "D7.02-03", minutes=540)
    ready = story.countersigned(cast)
    monkeypatch.setattr("marksheets.pages.releasing.MOST", 1)
    rows = releasing(cast["iqbal"])
    assert [row.id for row in rows.ready] == [str(ready.pk)]


def test_signed_and_undecided_whether_it_is_sampled(cast: Cast) -> None:
    story.signed(cast)
    (row,) = releasing(cast["iqbal"]).kept
    assert row.why == "It waits until the centre has decided whether it is sampled."


def test_it_costs_the_same_with_one_row_and_with_more(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    story.countersigned(cast)
    with django_assert_num_queries(2):
        assert len(releasing(cast["iqbal"]).ready) == 1
    story.second_learner(cast)
    story.opened(cast, "D7.02-03", minutes=540)
    with django_assert_num_queries(2):
        assert len(releasing(cast["iqbal"]).kept) == 2


@pytest.fixture
def ready(northgate: Centre, staff: Cast) -> tuple[MarkSheet, MarkSheet]:
    """One to release, one still being marked."""
    with tenant(northgate):
        return story.countersigned(staff), story.second_learner(staff)


def test_the_way_through_the_pages(ready: tuple[MarkSheet, MarkSheet], signed_in: SignIn, northgate: Centre) -> None:
    goes, stays = ready
    iqbal = signed_in("iqbal@northgate.example")
    page = iqbal.get(URL).content.decode()
    assert "One result can go out." in page
    assert "Why one cannot" in page
    ticked = [f"{goes.pk} {goes.version}", f"{stays.pk} {stays.version}"]
    answer = iqbal.post(URL, {"sheet": ticked})
    told = answer.content.decode()
    assert (answer.status_code, "One result went out." in told, UNMARKED in told) == (200, True, True)
    with tenant(northgate):
        assert set(MarkSheet.objects.values_list("state", flat=True)) == {State.RELEASED, State.MARKING}
    assert "No result can go out now." in iqbal.get(URL).content.decode()


@pytest.mark.parametrize(
    ("ticked", "said"),
    [
        ([], "Tick at least one result."),
        (["rubbish"], "One of the ticked results cannot be read"),
        (["00000000-0000-7000-8000-000000000000 x"], "did not say which version"),
        ([f"00000000-0000-7000-8000-{n:012} 1" for n in range(101)], "100 is the most"),
    ],
)
def test_rubbish_is_told_in_a_sentence(
    ready: tuple[MarkSheet, MarkSheet], signed_in: SignIn, ticked: list[str], said: str
) -> None:
    answer = signed_in("iqbal@northgate.example").post(URL, {"sheet": ticked})
    assert (answer.status_code, said in answer.content.decode()) == (422, True)


def test_what_was_ticked_stays_ticked_when_the_form_is_refused(
    ready: tuple[MarkSheet, MarkSheet], signed_in: SignIn
) -> None:
    goes, _ = ready
    iqbal, tick = signed_in("iqbal@northgate.example"), f'value="{goes.pk} {goes.version}"'
    assert f"{tick} checked" in iqbal.post(URL, {"sheet": [f"{goes.pk} {goes.version}", "rubbish 1"]}).content.decode()
    unticked = iqbal.post(URL, {"sheet": []}).content.decode()
    assert (tick in unticked, f"{tick} checked" in unticked) == (True, False)


def test_an_assessor_releases_nothing(ready: tuple[MarkSheet, MarkSheet], signed_in: SignIn, northgate: Centre) -> None:
    goes, _ = ready
    ada = signed_in("ada@northgate.example")
    assert ada.post(URL, {"sheet": f"{goes.pk} {goes.version}"}).status_code in {403, 404}
    with tenant(northgate):
        goes.refresh_from_db()
        assert goes.state == State.CHECKED
