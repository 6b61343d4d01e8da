"""Inside one centre: who meets a thing, and who meets nothing. The table is written by hand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from assessments.models import Evidence
from marksheets.models import MarkSheet
from tests import story
from tests.api.caller import Caller

Signed = Callable[..., Caller]
EVERYBODY = ("lena", "mara", "ada", "sunil", "iqbal", "leo", "cara", "tom", "eve")
WORK = "lena ada iqbal leo cara"  # Lena's, and Ada marks it


@pytest.fixture
def sheet(inside: Any) -> MarkSheet:
    """Lena's D7.01 on Ada's desk."""
    with inside() as cast:
        return story.marked(cast, {"mark-S1": "31", "mark-S2": "22"})


@pytest.mark.parametrize(
    ("path", "meet_it"),
    [
        ("", " ".join(EVERYBODY)),
        ("submissions/", " ".join(EVERYBODY)),
        ("submissions/{submission}/", WORK),
        ("submissions/{submission}/allocate/", "cara leo"),
        ("files/{file}/", WORK),
        ("mark-sheets/", "ada sunil iqbal leo cara eve"),
        ("mark-sheets/{sheet}/", "ada iqbal leo cara"),
        ("mark-sheets/{sheet}/pdf/", ""),
        ("results/{submission}/", ""),
        ("registrations/", "cara"),
        ("registrations/choices/", "cara"),
        ("catalogue/awards/", " ".join(EVERYBODY)),
        ("catalogue/units/", " ".join(EVERYBODY)),
        ("catalogue/sheets/", " ".join(EVERYBODY)),
    ],
)
def test_reading(signed: Signed, sheet: MarkSheet, inside: Any, path: str, meet_it: str) -> None:
    with inside():
        file = Evidence.objects.get(submission=sheet.submission).pk
    address = path.format(submission=sheet.submission_id, file=file, sheet=sheet.pk)
    seen = {name: signed(name).get(address).status for name in EVERYBODY}
    assert seen == {name: 200 if name in meet_it.split() else 404 for name in EVERYBODY}


@pytest.mark.parametrize(
    ("method", "path", "meet_it"),
    [
        ("PATCH", "submissions/{submission}/", "lena"),
        ("POST", "submissions/{submission}/submit/", "lena"),
        ("POST", "submissions/{submission}/allocate/", "cara leo"),
        ("POST", "submissions/{submission}/open/", "ada"),
        ("PATCH", "mark-sheets/{sheet}/", "ada iqbal leo"),
        ("POST", "mark-sheets/{sheet}/same-marks/", "ada iqbal leo"),
        ("POST", "mark-sheets/{sheet}/sign/", "ada iqbal leo cara"),
        ("POST", "mark-sheets/{sheet}/call_in/", "ada iqbal leo cara"),
        ("POST", "registrations/", "cara"),
    ],
)
def test_writing_is_refused_in_a_sentence_to_those_who_meet_it(
    signed: Signed, sheet: MarkSheet, method: str, path: str, meet_it: str
) -> None:
    """Nothing of this may be done as it is asked here; those outside the table are not even told that."""
    address = path.format(submission=sheet.submission_id, sheet=sheet.pk)
    for name in EVERYBODY:
        answer = signed(name).send(method, address, "{}")
        assert answer.status in ({403, 409, 422} if name in meet_it.split() else {404}), name


def test_a_list_holds_only_what_may_be_seen(signed: Signed, sheet: MarkSheet) -> None:
    def codes(name: str) -> list[tuple[str, str]]:
        return [(row["learner"], row["code"]) for row in signed(name).get("submissions/").json["results"]]

    lenas = [("Lena Fischer", "D7.01")]
    assert codes("ada") == codes("iqbal") == codes("cara") == lenas
    assert codes("sunil") == codes("tom") == codes("eve") == []
    assert {learner for learner, _ in codes("mara")} == {"Mara Lindqvist"}
    assert len(codes("lena")) > 1
    assert signed("sunil").get("mark-sheets/").json["results"] == []
    mine = [row["assessor"] for row in signed("lena").get("submissions/").json["results"]]
    assert set(mine) == {""}
