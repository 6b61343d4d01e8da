"""From the chord that signs to the next sheet's text, in a real browser, with a thousand submissions in the queue."""

from __future__ import annotations

import contextlib
import io
import os
import shutil
import socket
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.db import connection

from assessments import actions as work
from assessments.actions import prepare
from assessments.files.intake import Taken, take_in
from assessments.models import Submission
from centres.models import Appointment, Centre
from centres.scope import tenant, transaction_for
from config.demo.cast import PASSWORD
from config.demo.documents import word_file
from config.demo.seed import all_essays
from learners.actions import add_learner, register
from marksheets import actions as marking
from qualifications.models import Specification

QUEUE = 1_000
ALLOWED = 4.0  # times the 95th percentile of an empty page (SPEED)
SHEET = "D7.01"
EMPTY = "/c/northgate/notices/?none"
# The moment of the chord, and the moment the next sheet's text stands on the screen, by one clock.
CLOCK = """
addEventListener('keydown', (e) => {
    if (e.ctrlKey && e.key === 'Enter') sessionStorage.chord = performance.timeOrigin + performance.now();
}, true);
const look = () => {
    const text = document.querySelector('.work .page p, .leaf-words text, main h1');
    if (document.querySelector('.work') ? document.querySelector('.work .page p, .leaf-words text') : text)
        sessionStorage[location.pathname] = performance.timeOrigin + performance.now();
    else requestAnimationFrame(look);
};
requestAnimationFrame(look);
"""


def run(rounds: int) -> str:
    """Seed, sign `rounds` sheets by the chord, load an empty page as often, and say how the two compare."""
    from playwright.sync_api import sync_playwright

    call_command("demo", no_serve=True, stdout=io.StringIO())
    began = time.perf_counter()
    _fill(rounds)
    seeded = time.perf_counter() - began
    connection.close()
    browser = shutil.which("chromium") or shutil.which("chromium-browser")
    with _served() as address, sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=browser, args=["--no-sandbox", "--disable-gpu"])
        page = opened.new_page(base_url=address, viewport={"width": 1440, "height": 900})
        page.add_init_script(CLOCK)
        _sign_in(page)
        empty, chord = _measured(page, rounds)
        opened.close()
    return _told(empty, chord, seeded)


def _told(empty: list[float], chord: list[float], seeded: float) -> str:
    base, asked = _p95(empty), _p95(chord)
    rows = [f"{'':<22}{'median ms':>10}{'p95 ms':>9}{'x empty p95':>13}"]
    for name, found in (("empty page", empty), ("chord to next text", chord)):
        rows.append(f"{name:<22}{statistics.median(found):>10.0f}{_p95(found):>9.0f}{_p95(found) / base:>13.1f}")
    verdict = "within" if asked <= ALLOWED * base else "OVER"
    rows.append(f"{QUEUE:,} submissions in the queue, seeded in {seeded:.0f} s; {verdict} {ALLOWED:g} x.")
    return "\n".join(rows)


def _p95(found: list[float]) -> float:
    return statistics.quantiles(found, n=20, method="inclusive")[-1]


def _fill(rounds: int) -> None:
    """A thousand learners' work with Ada, the first of it marked and ready to be signed."""
    centre = Centre.objects.get(slug="northgate")
    essay = next(one for one in all_essays() if one["assessment"] == SHEET)
    taken = take_in(iter([word_file(essay)]), centre.pk, "essay.docx")
    with transaction_for(write=True), tenant(centre):
        people = Appointment.objects.select_related("user", "centre")
        ada, cara = (people.get(user__email=f"{name}@northgate.example") for name in ("ada", "cara"))
        award = Specification.objects.newest().get(code="L7-DIP")
        Submission.objects.filter(assessor=ada, sheet=None).update(due_on=date(2030, 1, 1))
        for number in range(QUEUE):
            submission = _handed_in(number, award, taken)
            work.allocate(submission, assessor=ada, by=cara)
            if number <= rounds:
                _marked(submission, ada)


def _handed_in(number: int, award: Specification, taken: Taken) -> Submission:
    name = f"Learner {number:04}"
    learner = add_learner(name, f"learner{number:04}@northgate.example", by=None, invite=False)
    prepare(register(learner, award, by=None, registered_on=date(2026, 1, 12)), by=None)
    by = learner.appointment
    submission = Submission.objects.select_related("registration__learner__appointment", "assessment").get(
        assessment__code=SHEET, registration__learner=learner
    )
    work.attach(submission, taken, by=by)
    choices = {choice.code: choice.options[0].code for choice in submission.assessment.definition.choices}
    work.answer(submission, choices=choices, declared=True, refuses=False, by=by)
    work.submit(submission, by=by)
    Submission.objects.filter(pk=submission.pk).update(due_on=date(2020, 1, 1))
    return submission


def _marked(submission: Submission, ada: Appointment) -> None:
    submission.refresh_from_db()
    sheet = marking.open_sheet(submission, by=ada)
    given = {"mark-S1": "31", "mark-S2": "40", "strengths-S1": "Clear.", "strengths-S2": "Clear."}
    marking.save(sheet, given, version=sheet.version, by=ada)


@contextlib.contextmanager
def _served() -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    manage = Path(__file__).resolve().parents[1] / "manage.py"
    server = subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, str(manage), "demo", "--port", str(port)], stdout=subprocess.DEVNULL, env=os.environ.copy()
    )
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(300):
            with contextlib.suppress(OSError):
                urllib.request.urlopen(f"{address}/accounts/login/", timeout=2)  # noqa: S310 - our own address
                break
            time.sleep(0.2)
        yield address
    finally:
        server.terminate()
        server.wait(20)


def _sign_in(page: Any) -> None:
    page.goto("/accounts/login/")
    page.fill("#id_login", "ada@northgate.example")
    page.fill("#id_password", PASSWORD)
    page.click("main form button:text-is('Sign in')")
    page.wait_for_url("**/c/northgate/**")


def _measured(page: Any, rounds: int) -> tuple[list[float], list[float]]:
    """The two in turns, so that both meet the machine in the same mood."""
    empty, chord = [], []
    page.goto("/c/northgate/mark/")
    page.locator("main a[href*='/mark/']").first.click()
    page.wait_for_selector(".work .page p")
    for _ in range(rounds):
        desk = page.url
        page.goto(EMPTY)
        found = page.evaluate("[performance.timeOrigin, +sessionStorage[location.pathname]]")
        empty.append(found[1] - found[0])
        page.goto(desk)
        page.wait_for_selector(".work .page p")
        here = page.evaluate("location.pathname")
        page.keyboard.press("Control+Enter")
        page.wait_for_function("(here) => location.pathname !== here && sessionStorage[location.pathname]", arg=here)
        chord.append(page.evaluate("sessionStorage[location.pathname] - sessionStorage.chord"))
    return empty, chord
