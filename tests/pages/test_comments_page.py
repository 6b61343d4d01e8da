"""Saved comments as pages: kept, improved, refused with a sentence, taken in from a table."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from marksheets import actions
from marksheets.actions.comments import Wording
from marksheets.models import SavedComment
from tests import databases, story

SignIn = Callable[[str], Client]
Counter = Callable[[int], Any]
HERE = "/c/northgate/comments/"
LIST = 9  # questions for the list


def test_it_is_kept_improved_and_removed(signed_in: SignIn, cast: story.Cast) -> None:
    ada = signed_in("ada@northgate.example")
    assert (
        ada.post(HERE, {"text": "Name the evidence.", "where": "D7.01", "node": "S2", "box": "areas"}).status_code
        == 302
    )
    made = SavedComment.objects.get()
    page = ada.get(HERE).content.decode()
    assert "One comment is saved to be used again." in page
    assert "D7.01 · S2 · areas for improvement" in page
    ada.post(f"{HERE}{made.pk}/", {"text": "Name it.", "version": "1"})
    made.refresh_from_db()
    assert (made.text, made.sheet) == ("Name it.", "")
    stale = ada.post(f"{HERE}{made.pk}/", {"text": "My other words.", "version": "1"})
    assert stale.status_code == 409
    assert "My other words." in stale.content.decode()
    assert ada.post(f"{HERE}{made.pk}/used/").status_code == 204
    made.refresh_from_db()
    assert made.uses == 1
    ada.post(f"{HERE}{made.pk}/", {"remove": "1", "version": "2"})
    assert not SavedComment.objects.exists()


def test_what_is_wrong_stays_typed_with_its_sentence(signed_in: SignIn, cast: story.Cast) -> None:
    ada = signed_in("ada@northgate.example")
    answer = ada.post(HERE, {"text": "Well put.", "where": "X9"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert page.count("There is no sheet and no unit “X9”") == 2
    assert "Well put." in page
    assert 'value="X9"' in page


def test_somebody_elses_is_as_if_it_were_missing(signed_in: SignIn, cast: story.Cast) -> None:
    mine = actions.keep_comment(Wording("Mine."), shared=False, by=cast["ada"])
    for who in ("iqbal@northgate.example", "cara@northgate.example"):
        assert signed_in(who).post(f"{HERE}{mine.pk}/", {"text": "Yours.", "version": "1"}).status_code == 404
    assert signed_in("lena@northgate.example").get(HERE).status_code == 404


def test_an_admin_keeps_the_centres(signed_in: SignIn, cast: story.Cast) -> None:
    signed_in("cara@northgate.example").post(HERE, {"text": "Ours."})
    assert SavedComment.objects.get().owner is None
    answer = signed_in("ada@northgate.example").post(HERE, {"text": "Mine.", "whose": "centre"})
    assert answer.status_code == 403
    assert "keep it as your own" in answer.content.decode()


def test_a_table_goes_out_and_comes_in(signed_in: SignIn, cast: story.Cast) -> None:
    ada, sunil = signed_in("ada@northgate.example"), signed_in("sunil@northgate.example")
    actions.keep_comment(Wording("Mine.", "D7.01"), shared=False, by=cast["ada"])
    table = ada.get(f"{HERE}all.csv")
    assert table.headers["Content-Disposition"] == 'attachment; filename="saved-comments.csv"'
    sent = sunil.post(f"{HERE}take/", {"file": SimpleUploadedFile("t.csv", table.content)}, follow=True)
    assert "1 read, 1 of them new." in sent.content.decode()
    for body, sentence in ((b"\xff\xfe", "not in UTF-8"), (b"", "Choose the file first")):
        files = {"file": SimpleUploadedFile("t.csv", body)} if body else {}
        wrong = sunil.post(f"{HERE}take/", files)
        assert wrong.status_code == 422
        assert sentence in wrong.content.decode()


def test_the_list_costs_the_same_with_one_and_with_three(
    signed_in: SignIn, cast: story.Cast, django_assert_num_queries: Counter
) -> None:
    ada = signed_in("ada@northgate.example")
    ada.get(HERE)
    for number in (1, 3):
        for n in range(number):
            actions.keep_comment(Wording(f"Number {n}."), shared=False, by=cast["ada"])
        with django_assert_num_queries(LIST + 4 * databases.is_postgresql()):
            assert ada.get(HERE).content.decode().count("Improve or remove") == number


def test_beside_a_box_another_centres_sheet_is_missing(signed_in: SignIn, cast: story.Cast) -> None:
    sheet = story.opened(cast)
    url = f"/c/northgate/sheets/{sheet.pk}/comments/?node=S2&box=areas"
    actions.keep_comment(Wording("Name it."), shared=False, by=cast["ada"])
    assert "Name it." in signed_in("ada@northgate.example").get(url).content.decode()
    assert signed_in("otto@southbank.example").get(url).status_code == 404
    kept = signed_in("ada@northgate.example").post(url, {"node": "S2", "box": "areas", "text": "From the desk."})
    assert "From the desk." in kept.content.decode()
    assert SavedComment.objects.get(text="From the desk.").node == "S2"
    rubbish = signed_in("ada@northgate.example").post(url, {"node": "S9", "box": "x", "text": "A"})
    assert rubbish.status_code == 422
