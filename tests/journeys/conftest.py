"""A running house and a real browser for the journeys. Both are started once, and only when a journey asks."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.house import House, open_house
from tests.journeys.visitors import PATIENCE, Visitors

SignIn = Callable[[str], Client]

INSTALL = "no chromium here; Debian or Ubuntu: sudo apt-get install chromium"
FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --no-proxy-server"
).split()
# What the journeys find when they come: learner, assessment, how far it is.
STORIES = (
    ("Nell Ferris", "D7.02-03", "draft"),  # without JavaScript
    ("Ulla Brand", "D7.01", "draft"),  # files over a bad network
    ("Ugo Marin", "D7.01", "draft"),  # one file, and as few taps as may be
    ("Omar Haddad", "D7.02-03", "opened"),  # by keyboard
    ("Tess Quill", "D7.02-03", "opened"),  # signed too early
    ("Pia Lund", "D7.01", "opened"),  # two tabs
    ("Quinn Abbot", "D7.01", "opened"),  # a session that ends
    ("Rosa Teller", "D7.01", "opened"),  # the network away, a tab closed
    ("Sven Dahl", "D7.02-03", "opened"),  # a mark too high
    ("Xena Marsh", "D7.01", "opened"),  # an impatient signature
    ("Kit Lowe", "D7.01", "opened"),  # signed hours later, by password
    ("Lara Hill", "D7.01", "opened"),  # signed hours later, by passkey
    ("Nora Vance", "D7.01", "opened"),  # not signed hours later, after all
    ("Milo Dunn", "D7.01", "opened"),  # signed hours later, by recovery code
    ("Ovid Crane", "D7.01", "opened"),  # signed through a provider
    ("Yann Petit", "D7.01", "opened"),  # the look and the weight of the desk
    ("Bodo Klar", "D7.02-03", "opened"),  # marks and six comments by keyboard
    ("Rolf Amsel", "D7.02-03", "called_in"),  # countersigned by keyboard
    ("Runa Falk", "D7.02-03", "blind"),  # and without seeing the assessor's marks
    ("Cleo Drew", "DECISIONS", "opened"),  # twenty criteria by keyboard
    ("Otis Penn", "PARTS", "opened"),  # marks and words by keyboard
    ("Edda Roth", "PARTS", "opened"),  # the looks of every kind: of everything on one sheet
    ("Gala Finn", "MARKS", "opened"),  # of Pass and Referral instead of marks
    ("Fenn Cole", "MARKS", "called_in"),  # of criteria with marks
    ("Ines Boon", "DECISIONS", "called_in"),  # of twenty criteria
    ("Jory Tate", "BANDS", "called_in"),  # of bands
    ("Kira Noll", "LIST", "released"),  # of a checklist
    ("Liv Marr", "PARTS", "released"),
    ("Bela Kiss", "DEMO-300", "opened"),  # the look of a criterion sheet
    ("Uma Prasad", "D7.01", "called_in"),  # the look of the check
    ("Vera Novak", "D7.01", "signed"),  # the look of a signed sheet
    ("Will Osei", "D7.01", "released"),  # the look of a result
    ("Asta Moor", "D7.01", "released"),  # the look of a second attempt
    ("Dina Moss", "D7.02-03", "called_in"),  # a dispute, from the countersignature to a stranger's phone
    ("Finn Hale", "D7.01", "signed"),  # called in, returned, signed again
    ("Gwen Ash", "D7.01", "disputed"),  # the look of a dispute and of a third set
    ("Hugo Lind", "D7.01", "returned"),  # the look of a returned sheet
    ("Saga Berg", "D7.01", "draft"),  # comments on her pages, from the desk to her copy
    ("Timo Hahn", "D7.01", "opened"),  # comments in a text, and without JavaScript
    ("Urs Kamp", "D7.01", "called_in"),  # returned with a file, amended, signed again
    ("Zoe Adler", "D7.01", "draft"),  # the look of handing in
    ("Abel Stone", "D7.01", "handed_in"),  # the look of allocating
    ("Wilma Roth", "D7.01", "draft"),  # a diary, on a phone
)


@pytest.fixture(scope="session")
def house(
    chromium: str,
    django_db_setup: None,
    django_db_blocker: Any,
    tmp_path_factory: pytest.TempPathFactory,
    worker_id: str,
) -> Iterator[House]:
    """The house on a copy of the filled database, until the last journey has ended; none without a browser to visit."""
    name = f"journeys_{worker_id}_{os.getpid()}"
    with django_db_blocker.unblock(), open_house(name, tmp_path_factory.mktemp("house")) as running:
        yield running


@pytest.fixture(scope="session")
def staged(house: House) -> dict[str, dict[str, str]]:
    """The ids of STORIES by the learner's name: {"Pia Lund": {"submission": "...", "sheet": "..."}, ...}."""
    made: dict[str, dict[str, str]] = json.loads(house.run("tests.journeys.stage", json.dumps(STORIES)))
    return made


@pytest.fixture(scope="session")
def chromium() -> str:
    """Where Debian's chromium is, or a skip with the line that installs it."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        pytest.skip(INSTALL)
    return path


@pytest.fixture(scope="session")
def browser(chromium: str, house: House) -> Iterator[Any]:
    """A real browser. It needs the house, so that it starts after it and ends before it.

    Playwright keeps an event loop running in this thread. Django takes that for asynchronous code, and has other
    database connections for it: whoever copies a database must have closed its own before.
    """
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=PATIENCE)
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield opened
        opened.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(scope="session")
def passes() -> dict[str, Any]:
    """Cookies of people who have signed in before, by e-mail address."""
    return {}


@pytest.fixture
def visitors(house: House, browser: Any, passes: dict[str, Any], tmp_path: Path) -> Iterator[Visitors]:
    """People at their own browsers; all closed at the end, and none may have met a script error."""
    group = Visitors(house, browser, passes, tmp_path)
    yield group
    group.leave()


@pytest.fixture
def as_lena(signed_in: SignIn) -> Client:
    """Lena's browser, without any script."""
    return signed_in("lena@northgate.example")


@pytest.fixture
def as_ada(signed_in: SignIn) -> Client:
    """Ada's browser, without any script."""
    return signed_in("ada@northgate.example")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Generator[None, Any, Any]:
    """A journey that fails shows what the house said and what each browser showed."""
    report = yield
    used = getattr(item, "funcargs", {})
    if report.failed and "house" in used:
        report.sections.append(("What the house said", used["house"].said()))
    if report.failed and report.when == "call" and "visitors" in used:
        report.sections.append(("What the browsers showed", used["visitors"].shown()))
    return report
