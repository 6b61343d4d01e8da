"""The diary for programs: the same door, rules and sentences as its pages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from assessments.diary.models import DiaryEntry
from tests import diaries, story
from tests.api.caller import Caller

Signed = Callable[..., Caller]
SESSION = {
    "kind": "session",
    "on": "2026-03-04",
    "starts": "10:00",
    "minutes": 60,
    "role": "coach",
    "client": "Client B",
}


def test_a_session_is_logged_read_finished_and_listed(signed: Signed) -> None:
    lena = signed("lena")
    made = lena.post("diary/", SESSION)
    assert made.status == 201
    entry = made.json
    assert (entry["on"], entry["starts"], entry["minutes"], entry["who"]) == ("2026-03-04", "10:00", 60, "Client B")
    assert (entry["is_final"], entry["version"], entry["caution_codes"]) == (False, 1, ["feedback", "reflection"])
    assert [share["label"] for share in entry["counts_for"]] == ["D7.03: 12 hours"]
    address = f"diary/{entry['id']}/"
    done = lena.patch(address, {"version": 1, "reflection": "It went well.", "minutes": 90, "final": True})
    assert (done.status, done.json["minutes"], done.json["is_final"], done.json["version"]) == (200, 90, True, 2)
    assert done.json["counts_for"][0]["minutes"] == 90
    assert lena.get(address).json == done.json
    assert [(row["id"], row["minutes"]) for row in lena.get("diary/").json["results"]] == [(entry["id"], 90)]


def test_what_it_counts_for_is_chosen(signed: Signed) -> None:
    lena = signed("lena")
    (share,) = lena.post("diary/", SESSION).json["counts_for"]
    other = share["requirement"].replace("D7.02-03", "D7.04")
    assert lena.post("diary/", {**SESSION, "counts": other}).json["counts_for"][0]["label"] == "D7.04: 125 hours"
    assert lena.post("diary/", {**SESSION, "counts": "nothing"}).json["counts_for"] == []
    split = {**SESSION, "counts": "split", "split": {share["requirement"]: 20, other: 40}}
    assert [row["minutes"] for row in lena.post("diary/", split).json["counts_for"]] == [20, 40]


@pytest.mark.parametrize(
    ("sent", "status", "sentence"),
    [
        ({"on": "yesterday"}, 422, "on"),
        ({"minutes": 0}, 422, "minutes"),
        ({"starts": "25:00"}, 422, "Give the start as hours and minutes, such as 14:30."),
        ({"kind": "nonsense"}, 422, "kind"),
        ({"counts": "nonsense"}, 422, "nonsense is not one of the available choices"),
        ({"client": "", "final": True}, 422, "Client is missing; without it the session stays a draft."),
    ],
)
def test_what_cannot_be_taken_is_said(signed: Signed, sent: dict[str, Any], status: int, sentence: str) -> None:
    answer = signed("lena").post("diary/", {**SESSION, **sent})
    assert answer.status == status
    assert sentence in str(answer.json)


def test_a_stale_version_changes_nothing(signed: Signed) -> None:
    lena = signed("lena")
    address = f"diary/{lena.post('diary/', SESSION).json['id']}/"
    assert lena.patch(address, {"version": 1, "summary": "One."}).status == 200
    refused = lena.patch(address, {"version": 1, "summary": "Two."})
    assert (refused.status, refused.json["code"]) == (409, "stale")
    assert ["What we did", "One."] in lena.get(address).json["texts"]


def test_who_reads_it(signed: Signed, inside: Any) -> None:
    with inside() as cast:
        final: DiaryEntry = diaries.session(cast, final=True)
        draft = diaries.session(cast)
        story.opened(cast)  # with Ada
    everybody = ("lena", "mara", "ada", "sunil", "iqbal", "leo", "cara", "tom", "eve")
    for entry, readers in ((final, "lena ada iqbal leo tom"), (draft, "lena")):
        seen = {name for name in everybody if signed(name).get(f"diary/{entry.pk}/").status == 200}
        assert seen == set(readers.split())
    assert {name for name in everybody if signed(name).post("diary/", SESSION).status == 201} == {"lena", "mara"}
    assert signed("ada").patch(f"diary/{final.pk}/", {"version": 1}).status == 404


def test_staff_ask_for_one_learner(signed: Signed, inside: Any) -> None:
    with inside() as cast:
        mine, theirs = diaries.session(cast, final=True), diaries.session(cast, final=True, who="mara")
    iqbal = signed("iqbal")
    assert {row["id"] for row in iqbal.get("diary/").json["results"]} == {str(mine.pk), str(theirs.pk)}
    (only,) = iqbal.get(f"diary/?learner={mine.learner_id}").json["results"]
    assert only["id"] == str(mine.pk)
    assert iqbal.get("diary/?learner=nonsense").refusal == (422, "“learner” is the id of a learner; this is not an id.")
