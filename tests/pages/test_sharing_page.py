"""Work shared out, and handed over when an assessor is away."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from assessments.models import MayAssess, Submission
from centres.models import Appointment, Notice
from centres.refusals import NotYours
from marksheets import actions
from marksheets.models import MarkSheet
from tests import databases, story

SignIn = Callable[[str], Client]
Counter = Callable[[int], Any]
HERE = "/c/northgate/office/share/"
PAGE = 11  # questions for the page


@pytest.fixture
def two(cast: story.Cast) -> story.Cast:
    """Ada and Sunil assess here; Sunil may not assess D7.01 any more."""
    MayAssess.objects.filter(appointment=cast["sunil"], unit_code="D7.01").delete()
    return cast


def parts(cast: story.Cast, **given: str) -> dict[str, str]:
    return {f"share-{cast[name].pk}": typed for name, typed in given.items()}


def test_what_waits_is_shared_among_those_who_may(signed_in: SignIn, two: story.Cast) -> None:
    first, second = story.handed_in(two), story.handed_in(two, "D7.04")
    leo = signed_in("leo@northgate.example")
    page = leo.get(HERE).content.decode()
    assert "Two submissions wait to be shared out." in page
    sent = {"piece": [str(first.pk), str(second.pk)], **parts(two, ada="1", sunil="1")}
    answer = leo.post(HERE, sent).content.decode()
    assert "2 submissions have a new desk." in answer
    first.refresh_from_db()
    second.refresh_from_db()
    assert first.assessor == two["ada"], "Sunil may not assess D7.01"
    assert second.assessor == two["sunil"]
    assert Notice.objects.filter(to=two["sunil"], sentence="D7.04: a submission is waiting for you.").exists()


def test_what_somebody_has_begun_goes_on_with_a_reason(signed_in: SignIn, two: story.Cast) -> None:
    sheet, other = story.opened(two, "D7.04"), story.handed_in(two, "D7.02-03")
    sunil_cannot = story.opened(two, "D7.01")
    leo, url = signed_in("leo@northgate.example"), f"{HERE}?whose={two['ada'].pk}"
    page = leo.get(url).content.decode()
    assert "has 2 submissions that are not signed." in page
    ticked = [str(sheet.submission_id), str(sunil_cannot.submission_id), str(other.pk)]
    sent = {"piece": ticked, **parts(two, sunil="1")}
    refused = leo.post(url, sent)
    assert refused.status_code == 422
    assert refused.content.decode().count("Say why: sheets are among these that somebody has begun.") == 1
    answer = leo.post(url, {**sent, "reason": "Ada is away until March."}).content.decode()
    assert "One submission has a new desk." in answer
    assert "None of those chosen may take it: not appointed to assess D7.01, or with a hand on it." in answer
    sheet.refresh_from_db()
    assert sheet.assessor == two["sunil"]
    assert sheet.reasons.get().text == "Ada is away until March."
    other.refresh_from_db()
    assert other.assessor is None, "what was not on her desk is none of this"


def test_somebody_who_left_is_still_handed_over(signed_in: SignIn, two: story.Cast) -> None:
    story.opened(two)
    Appointment.objects.filter(pk=two["ada"].pk).update(ends_on=two["ada"].starts_on)
    page = signed_in("leo@northgate.example").get(HERE).content.decode()
    assert "Hand over Ada Byrne’s work" in page
    assert f'name="share-{two["ada"].pk}"' not in page


@pytest.mark.parametrize(
    ("part", "sentence"),
    [("half", "The part of Ada Byrne is a whole number from 0 to 100."), ("0", "Give at least one assessor a share.")],
)
def test_rubbish_gets_a_sentence_and_stays_typed(signed_in: SignIn, two: story.Cast, part: str, sentence: str) -> None:
    piece = story.handed_in(two)
    answer = signed_in("leo@northgate.example").post(HERE, {"piece": [str(piece.pk)], **parts(two, ada=part)})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert f'value="{part}"' in page
    nothing = signed_in("leo@northgate.example").post(HERE, parts(two, ada="1"))
    assert "Tick at least one piece of work." in nothing.content.decode()


def test_who_may(signed_in: SignIn, two: story.Cast) -> None:
    piece = story.handed_in(two)
    assert signed_in("ada@northgate.example").get(HERE).status_code == 404
    with pytest.raises(NotYours):
        actions.share_out([piece], {two["ada"]: 1}, reason="", by=two["iqbal"])
    otto = signed_in("otto@southbank.example")
    assert otto.get(f"{HERE}?whose={two['ada'].pk}").status_code == 404
    assert signed_in("leo@northgate.example").get(f"{HERE}?whose=nobody").status_code == 404
    assert signed_in("leo@northgate.example").get(f"{HERE}?whose={two['iqbal'].pk}").status_code == 404


def test_the_page_costs_the_same_with_one_and_with_three(
    signed_in: SignIn, two: story.Cast, django_assert_num_queries: Counter
) -> None:
    leo = signed_in("leo@northgate.example")
    leo.get(HERE)
    for code in ("D7.01", "D7.02-03", "D7.04"):
        story.handed_in(two, code)
        if code == "D7.02-03":
            continue
        with django_assert_num_queries(PAGE + 4 * databases.is_postgresql()):
            page = leo.get(HERE).content.decode()
        assert page.count('name="piece"') == Submission.objects.to_allocate().count()
    assert MarkSheet.objects.count() == 0
