"""Staff log for a learner who cannot: it waits for the learner's word, and both names show (RULINGS 34)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from assessments.diary import actions
from assessments.diary.models import DiaryEntry
from assessments.diary.pages import entry_page
from assessments.diary.reading import logged
from centres.models import Appointment, Centre, LedgerEntry, Notice
from centres.refusals import NotYours, Unfit
from centres.scope import tenant
from tests.diaries import given, learner

Cast = dict[str, Appointment]
SignIn = Callable[[str], Client]
WHY = {"reason": "Her arm is in plaster.", "evidence": "Signed form, cabinet 3."}


def logged_for(cast: Cast, by: str = "tom", **more: Any) -> DiaryEntry:
    return actions.log_for(learner(cast), "session", given(), **{**WHY, **more}, by=cast[by])


def test_it_waits_and_counts_for_nothing(cast: Cast) -> None:
    entry = logged_for(cast)
    assert (entry.is_final, entry.logged_by, entry.learner) == (False, cast["tom"], learner(cast))
    assert [one.is_final for one in logged(learner(cast))] == [False]
    notice = Notice.objects.get(to=cast["lena"])
    assert (notice.asks, notice.path) == ("accept", entry.get_absolute_url())
    assert LedgerEntry.objects.filter(kind="diary.logged_for").count() == 1


def test_the_learner_takes_it_over_and_both_names_show(cast: Cast) -> None:
    entry = logged_for(cast)
    actions.change(entry, given(), version=1, by=cast["lena"], final=True)
    assert [one.is_final for one in logged(learner(cast))] == [True]
    page = entry_page(entry, cast["ada"])
    assert page.learner == learner(cast).name
    said = "Her arm is in plaster. What shows it: Signed form, cabinet 3."
    assert page.logged_for == f"Logged by {cast['tom'].name}: {said}"
    assert entry.versions.get().document["logged_name"] == cast["tom"].name
    assert Notice.objects.get(to=cast["lena"]).read_at is not None


def test_the_learner_declines_it_and_its_writer_is_told(cast: Cast) -> None:
    entry = logged_for(cast)
    actions.withdraw(entry, version=1, reason="", by=cast["lena"])
    assert not DiaryEntry.objects.exists()
    assert Notice.objects.get(to=cast["tom"]).sentence.startswith("A learner did not take over")
    assert LedgerEntry.objects.filter(kind="diary.declined").count() == 1


@pytest.mark.parametrize("who", ["ada", "iqbal", "cara", "lena", "mara", "eve"])
def test_a_tutor_does_and_nobody_else(cast: Cast, who: str) -> None:
    with pytest.raises(NotYours, match="A tutor logs for a learner"):
        logged_for(cast, by=who)
    assert not DiaryEntry.objects.exists()


@pytest.mark.parametrize(
    ("missing", "said"), [("reason", "Say why you log it"), ("evidence", "Say where what shows it")]
)
def test_it_asks_why_and_what_shows_it(cast: Cast, missing: str, said: str) -> None:
    with pytest.raises(Unfit, match=said):
        logged_for(cast, **{missing: "  "})


def test_a_tutor_at_the_page(northgate: Centre, staff: Cast, signed_in: SignIn) -> None:
    with tenant(northgate):
        pk = learner(staff).pk
    tom, here = signed_in("tom@northgate.example"), f"/c/northgate/diary/of/{pk}/log/session/"
    page = tom.get(f"/c/northgate/diary/of/{pk}/").content.decode()
    assert here in page
    refused = tom.post(here, {"on": "2026-03-04", "minutes": "60", "client": "Client B", "role": "coach"})
    assert refused.status_code == 422
    assert "Say where what shows it lies" in refused.content.decode()
    sent = {"on": "2026-03-04", "starts": "10:00", "minutes": "60", "client": "Client B", "role": "coach", **WHY}
    assert tom.post(here, sent).status_code == 302
    assert signed_in("ada@northgate.example").get(here).status_code == 404
    assert tom.get(here.replace("session", "nonsense")).status_code == 404
    shown = signed_in("lena@northgate.example").get("/c/northgate/").content.decode()
    assert "An entry was logged for you" in shown
