"""Comments on the work as a page sends them: rubbish gets a sentence, nothing typed is lost, the cost does not grow."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from marksheets import actions
from marksheets.actions.annotating import Place
from marksheets.models import Annotation, MarkSheet
from tests import databases, story

SignIn = Callable[[str], Client]
Counter = Callable[[int], Any]
DESK = 23  # questions for a desk with one file


@pytest.fixture
def sheet(cast: story.Cast) -> MarkSheet:
    """D7.01 on Ada's desk, with a Word file."""
    return story.opened(cast)


def sent(sheet: MarkSheet, **given: str) -> dict[str, str]:
    """What the desk sends with a comment."""
    file = sheet.submission.files.get()
    words = {"file": str(file.pk), "text": "Well put.", **given}
    return {"version": str(sheet.version), "annotate": "1"} | {f"annotation-{k}": v for k, v in words.items()}


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"page": "four"}, "A page is a number, such as 4."),
        ({"page": "²"}, "A page is a number, such as 4."),
        ({"page": "1" * 30}, "A page is a number, such as 4."),
        ({"areas": "1 2 3"}, "The marked place cannot be read; select it in the work again."),
        ({"areas": "a b c d"}, "The marked place cannot be read; select it in the work again."),
        ({"areas": "1 2 3 999999"}, "The marked place cannot be read; select it in the work again."),
        ({"file": "nothing"}, "This file is not part of the work; open one of its files and select the place again."),
        ({"about": "S1.99"}, "Choose the part of the sheet that this is evidence for from those offered."),
        ({"text": " \r\n "}, "Write a comment, or choose the part of the sheet that this is evidence for."),
    ],
)
def test_rubbish_gets_a_sentence_and_what_was_typed_stays(
    signed_in: SignIn, sheet: MarkSheet, given: dict[str, str], sentence: str
) -> None:
    ada, url = signed_in("ada@northgate.example"), f"/c/northgate/sheets/{sheet.pk}/save/"
    answer = ada.post(url, sent(sheet, **given) | {"mark-S1": "31"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert page.count(sentence) == 2, "above the sheet, and beside the field"
    assert 'value="31"' in page
    assert not Annotation.objects.exists()
    if "page" in given:
        assert f'value="{given["page"]}"' in page


def test_what_a_page_says_with_p_is_understood(signed_in: SignIn, sheet: MarkSheet) -> None:
    sheet.submission.files.update(kind="pdf", pages=5)
    ada, url = signed_in("ada@northgate.example"), f"/c/northgate/sheets/{sheet.pk}/save/"
    assert ada.post(url, sent(sheet, page="p. 4")).status_code == 302
    assert Annotation.objects.get().page == 4


def test_a_comment_with_a_stale_page_is_shown_back(signed_in: SignIn, sheet: MarkSheet) -> None:
    ada, url = signed_in("ada@northgate.example"), f"/c/northgate/sheets/{sheet.pk}/save/"
    body = sent(sheet)
    assert ada.post(url, {"version": str(sheet.version), "mark-S1": "31"}).status_code == 302
    answer = ada.post(url, body)
    assert answer.status_code == 409
    assert "Well put." in answer.content.decode()


def test_a_comment_typed_beside_a_signature_is_kept_first(signed_in: SignIn, cast: story.Cast) -> None:
    """Without a script the button for signing sends everything on the page."""
    sheet = story.marked(cast, story.MARKS)
    ada = signed_in("ada@northgate.example")
    body = {name: value for name, value in sent(sheet).items() if name != "annotate"}
    ada.post(f"/c/northgate/sheets/{sheet.pk}/move/sign/", body)
    sheet.refresh_from_db()
    assert sheet.state == "assessed"
    assert sheet.signatures.get().payload["annotations"][0]["text"] == "Well put."


def test_a_comment_that_cannot_be_kept_stops_the_signature(signed_in: SignIn, cast: story.Cast) -> None:
    sheet = story.marked(cast, story.MARKS)
    ada = signed_in("ada@northgate.example")
    answer = ada.post(f"/c/northgate/sheets/{sheet.pk}/move/sign/", sent(sheet, page="four"))
    assert answer.status_code == 422
    sheet.refresh_from_db()
    assert sheet.state == "marking"


def test_a_removed_comment_is_said_to_be_gone(signed_in: SignIn, sheet: MarkSheet) -> None:
    ada, url = signed_in("ada@northgate.example"), f"/c/northgate/sheets/{sheet.pk}/save/"
    body = {"version": str(sheet.version), "unannotate": "01a21d45-d65b-7569-88e4-797bb089a155"}
    answer = ada.post(url, body)
    assert answer.status_code == 422
    assert "not there any more" in answer.content.decode()


def test_the_desk_costs_the_same_with_one_and_with_three(
    signed_in: SignIn, cast: story.Cast, sheet: MarkSheet, django_assert_num_queries: Counter
) -> None:
    ada, url = signed_in("ada@northgate.example"), f"/c/northgate/mark/{sheet.pk}/"
    file = sheet.submission.files.get()
    ada.get(url)  # so that the session has just been seen
    for number in (1, 3):
        while Annotation.objects.count() < number:
            place = Place(str(file.pk), about="S1", text="Well put.")
            actions.annotate(sheet, place, version=sheet.version, by=cast["ada"])
        with django_assert_num_queries(DESK + 4 * databases.is_postgresql()):
            assert ada.get(url).content.decode().count("Well put.") == 2 * number


def test_the_learners_copy_is_the_learners(signed_in: SignIn, cast: story.Cast) -> None:
    sheet = story.released(cast)
    url = f"/c/northgate/results/{sheet.submission_id}/comments/"
    page = signed_in("lena@northgate.example").get(url).content.decode()
    assert "Nothing was written beside your work." in page
    assert signed_in("ada@northgate.example").get(url).status_code == 404
    assert signed_in("kofi@southbank.example").get(url).status_code == 404
