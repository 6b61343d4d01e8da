"""The style guide shows every part there is, without a centre and without a row."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from tests.operation import production

ROOT = Path(settings.BASE_DIR)
# Parts that no page of ours shows by themselves.
ELSEWHERE = {
    "_kept.html": "hidden until keep.js finds text that was not saved; tests/journeys/test_diary.py looks at it",
    "marksheets/_kept_back.html": "a list of links, on two pages that are looked at whole",
    "marksheets/_enclose.html": "a file field of one form, looked at with the check",
    "marksheets/_bank.html": "what a script puts into a dialog; tests/journeys/test_keyboard.py looks at it",
    "marksheets/_wording.html": "fields of one page that is looked at whole",
    "marksheets/_whose.html": "a choice on the same page",
    "marksheets/_bench.html": "the frame of three pages, not a part",
    "marksheets/_saved.html": "what a script gets; it is made of parts shown here",
    "marksheets/_staff_note.html": "a box to write in, as _textarea.html is",
    "marksheets/_staff_notes.html": "notes, as those shown here",
    "marksheets/_slots.html": "what a script gets for _textarea.html",
}
# Paper, pages of another house, and parts of one page each that is looked at whole.
OWN_PAGES = (
    *("marksheets/pdf/", "allauth/", "mfa/", "account/", "styleguide/", "qualifications/", "marksheets/_try_"),
    *(
        "instruments/",
        "diary/",
        "planning/",
        "confirming/",
        "messages/",
        "assessments/_burnup.html",
        "assessments/_recorded.html",
    ),
    *("assessments/_attempt.html", "assessments/_comments.html", "assessments/_words.html"),
    *(
        "marksheets/_name_parts.html",
        "assessments/_upload.html",
        "assessments/_scan.html",
        "certification/_calendar.html",
    ),
)
# Classes that only a script sets, or that a page of its own is made of.
ELSEWHERE_CLASSES = {"do-flat", "label", "too-big", "uploads", "talk", "talk-mine"}


@pytest.fixture
def shown(client: Client) -> Any:
    """The page, as anybody gets it."""
    answer = client.get("/styleguide/")
    assert answer.status_code == 200
    return answer


def test_it_is_read_without_a_row(client: Client, db: None, django_assert_num_queries: Callable[[int], Any]) -> None:
    with django_assert_num_queries(0):
        assert client.get("/styleguide/").status_code == 200


def test_every_part_stands_on_it(db: None, shown: Any) -> None:
    templates = ROOT / "templates"
    parts = {path.relative_to(templates).as_posix() for path in templates.rglob("_*.html")}
    parts = {part for part in parts if not part.startswith(OWN_PAGES)}
    used = {template.name for template in shown.templates}

    assert parts - used == set(ELSEWHERE), "show it in templates/styleguide/, or say in ELSEWHERE why not"


def test_every_class_of_a_part_stands_on_it(db: None, shown: Any) -> None:
    layer = (ROOT / "static" / "app.css").read_text().partition("@layer parts {")[2].partition("\n}")[0]
    selectors = re.sub(r"/\*.*?\*/|\{[^{}]*\}", " ", layer, flags=re.S)
    known = set(re.findall(r"\.([a-z][a-z-]+)", selectors))
    used = {name for group in re.findall(r'class="([^"]*)"', shown.content.decode()) for name in group.split()}

    assert sorted(known - used) == sorted(ELSEWHERE_CLASSES)


def test_it_does_nothing(db: None, shown: Any) -> None:
    page = shown.content.decode()
    assert set(re.findall(r'(?:form)?action="(/[^"]*)"', page)) == {"/accounts/logout/"}  # the menu's own


def test_it_is_not_in_production(tmp_path: Path) -> None:
    asks = "from config.urls import urlpatterns; print([str(one.pattern) for one in urlpatterns])"
    script = f"import os, django; os.environ['DJANGO_SETTINGS_MODULE'] = 'config.settings'; django.setup(); {asks}"
    done = production.python("-c", script, var=tmp_path)
    assert "api/v1/" in done.stdout, done.stderr
    assert "styleguide" not in done.stdout
