"""Saved comments, for programs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.api.caller import Caller

Signed = Callable[..., Caller]
PATH = "saved-comments/"


def test_it_is_kept_improved_and_removed(signed: Signed) -> None:
    ada = signed("ada")
    made = ada.post(PATH, {"text": "Name it.", "where": "D7.01", "node": "S2", "box": "areas"})
    assert (made.status, made.json["place"]) == (201, "D7.01 · S2 · areas for improvement")
    assert [row["text"] for row in ada.get(PATH).json["results"]] == ["Name it."]
    here = f"{PATH}{made.json['id']}/"
    assert ada.patch(here, {"text": "Name two.", "version": 1}).json["version"] == 2
    assert ada.patch(here, {"text": "Late.", "version": 1}).status == 409
    assert signed("iqbal").get(PATH).json["results"] == []
    assert signed("iqbal").delete(here).status == 404
    assert ada.delete(here).status == 204
    assert ada.get(PATH).json["results"] == []


def test_the_centres_are_kept_by_those_who_may(signed: Signed) -> None:
    assert signed("cara").post(PATH, {"text": "Ours."}).json["shared"] is True
    assert signed("leo").post(PATH, {"text": "Ours too.", "shared": True}).json["shared"] is True
    assert signed("ada").post(PATH, {"text": "Mine.", "shared": True}).status == 403
    assert len(signed("ada").get(PATH).json["results"]) == 2


@pytest.mark.parametrize(
    "wrong", [{"text": ""}, {"text": 1}, {"where": ["a"]}, {"box": "x"}, {"node": "S1"}, {"where": "X"}]
)
def test_rubbish_is_422(signed: Signed, wrong: dict[str, Any]) -> None:
    assert signed("ada").post(PATH, {"text": "Well put.", **wrong}).status == 422
