"""A learner's hours on the page: what is there, what is missing, a drawing for each screen, figures for everybody."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from centres.models import Centre
from centres.scope import tenant
from tests import databases, story

PAGE = "/c/northgate/diary/hours/"
QUERIES = (
    16  # of which the hours are seven: registrations twice, places, sheets, entries, their shares, what others said
)
SignIn = Callable[[str], Client]


def coached(northgate: Centre, staff: story.Cast, minutes: int, code: str = "D7.02-03") -> None:
    with tenant(northgate):
        story.coached(story.draft(staff, code), minutes)


def shown(client: Client) -> str:
    return re.sub(r"\s+", " ", client.get(PAGE).content.decode())


def test_it_opens_with_what_is_missing(northgate: Centre, staff: story.Cast, signed_in: SignIn) -> None:
    coached(northgate, staff, 540)
    coached(northgate, staff, 7_500, "D7.04")
    html = shown(signed_in("lena@northgate.example"))
    # The hours of D7.04 lie at the same times on the first nine days, and a minute counts once.
    assert "<h1>2 requirements are not there yet.</h1>" in html
    assert "3 hours as coach or mentor are missing." in html
    assert "9 hours as coach or mentor are missing." in html
    assert "These minutes count already: another entry lies at the same time" in html


def test_one_that_is_short_is_the_headline(northgate: Centre, staff: story.Cast, signed_in: SignIn) -> None:
    coached(northgate, staff, 7_500, "D7.04")
    html = shown(signed_in("lena@northgate.example"))
    assert "<h1>12 hours as coach or mentor are missing.</h1>" in html
    assert "125 hours" in html


def test_each_drawing_has_words_for_those_who_do_not_see_it(
    northgate: Centre, staff: story.Cast, signed_in: SignIn
) -> None:
    coached(northgate, staff, 540)
    html = shown(signed_in("lena@northgate.example"))
    drawings = re.findall(r"<svg class=\"burnup burnup-(\w+)\".*?</svg>", html)
    assert drawings == ["wide", "phone", "wide", "phone"]
    for svg in re.findall(r"<svg class=\"burnup.*?</svg>", html):
        title, described = re.search(r'role="img" aria-labelledby="(\S+) (\S+)"', svg).groups()  # type: ignore[union-attr]
        assert f'<title id="{title}">' in svg
        assert f'<desc id="{described}">' in svg
        assert " style=" not in svg
    assert "Hours: 9 of 12, not enough. 3 hours as coach or mentor are missing." in html
    assert html.count("<table") == 1  # of the one with entries


@pytest.mark.parametrize("sessions", [1, 3])
def test_it_costs_the_same_for_one_entry_and_for_three(
    northgate: Centre,
    staff: story.Cast,
    signed_in: SignIn,
    sessions: int,
    django_assert_num_queries: Callable[[int], Any],
) -> None:
    coached(northgate, staff, 60 * sessions)
    client = signed_in("lena@northgate.example")
    client.get(PAGE)
    with django_assert_num_queries(QUERIES + (4 if databases.is_postgresql() else 0)):
        client.get(PAGE)


def test_only_the_learner_reads_it(signed_in: SignIn) -> None:
    for stranger in ("ada@northgate.example", "kofi@southbank.example"):
        assert signed_in(stranger).get(PAGE).status_code == 404


def test_before_handing_in_the_learner_reads_what_will_stand_on_the_sheet(
    northgate: Centre, staff: story.Cast, signed_in: SignIn
) -> None:
    coached(northgate, staff, 540)
    with tenant(northgate):
        draft = story.draft(staff, "D7.02-03")
    html = signed_in("lena@northgate.example").get(draft.get_absolute_url()).content.decode()
    assert "<b>Hours: 9 of 12, not enough.</b> 3 hours as coach or mentor are missing." in html
    assert f'<a href="{PAGE}">See what counts</a>' in html
