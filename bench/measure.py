"""What is measured, and how: a warm page, asked for again and again by the test client."""

from __future__ import annotations

import io
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django_scopes import scopes_disabled

from accounts.models import User
from centres.models import Centre
from centres.scope import tenant
from marksheets.models import MarkSheet
from marksheets.pages.assemble import sheet_page
from marksheets.pdf.render import PangoMissing, render_sheet

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@dataclass(frozen=True)
class Line:
    """One row of the table: medians in milliseconds."""

    name: str
    queries: int
    size: int
    median: float


def run(rounds: int) -> str:
    """Seed, measure, and lay the table out."""
    call_command("demo", no_serve=True, stdout=io.StringIO())
    lines = [page(name, ask, rounds) for name, ask in pages().items()]
    return table(lines) + "\n\n" + printed_form(rounds)


def pages() -> dict[str, Callable[[], Any]]:
    """The pages a day is made of; the first is the empty page the others are compared with."""
    ada, iqbal, cara = (signed_in(f"{name}@northgate.example") for name in ("ada", "iqbal", "cara"))
    with scopes_disabled():
        here = MarkSheet.objects.filter(centre__slug="northgate", submission__assessment__code__startswith="D7")
        desk = here.filter(state="marking", assessor_user__email="ada@northgate.example").first()
        called_in = here.filter(state="sampled").first()
    assert desk is not None and called_in is not None
    return {
        "empty page": lambda: ada.get("/c/northgate/notices/?none"),
        "home": lambda: ada.get("/c/northgate/"),
        "queue": lambda: ada.get("/c/northgate/mark/"),
        "learners": lambda: cara.get("/c/northgate/office/learners/"),
        "desk": lambda: ada.get(f"/c/northgate/mark/{desk.pk}/"),
        "save a mark": lambda: save(ada, desk),
        "check": lambda: iqbal.get(f"/c/northgate/check/{called_in.pk}/"),
    }


def signed_in(email: str) -> Client:
    """A browser of this person."""
    client = Client()
    client.force_login(User.objects.get(email=email), backend=BACKEND)
    return client


def save(client: Client, sheet: MarkSheet) -> Any:
    """One mark saved as the desk saves it."""
    with scopes_disabled():
        version = MarkSheet.objects.values_list("version", flat=True).get(pk=sheet.pk)
    fields = {"version": version, "mark-S1": str(20 + version % 9)}
    return client.post(f"/c/northgate/sheets/{sheet.pk}/save/", fields, headers={"X-Requested-With": "desk"})


def page(name: str, ask: Callable[[], Any], rounds: int) -> Line:
    """Ask until warm, count once, then time."""
    ask()
    with CaptureQueriesContext(connection) as queries:
        answer = ask()
    assert answer.status_code == 200, (name, answer.status_code)
    return Line(name, len(queries), len(answer.content), median_of(ask, rounds))


def median_of(ask: Callable[[], Any], rounds: int) -> float:
    """The median time of a call in milliseconds."""
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        ask()
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


def table(lines: list[Line]) -> str:
    """Plain text, the ratio to the empty page last."""
    empty = lines[0].median
    rows = [f"{'page':<14}{'queries':>8}{'kB':>8}{'ms':>9}{'x empty':>9}"]
    rows += [f"{s.name:<14}{s.queries:>8}{s.size / 1000:>8.1f}{s.median:>9.1f}{s.median / empty:>9.1f}" for s in lines]
    return "\n".join(rows)


def printed_form(rounds: int) -> str:
    """The form of a released sheet, warm."""
    with tenant(Centre.objects.get(slug="northgate"), write=False):
        sheet = MarkSheet.objects.filter(state="released", submission__assessment__code="D7.01").with_rows().first()
        assert sheet is not None
        form = sheet_page(sheet, None)
    try:
        first = median_of(lambda: render_sheet(form, draft=False), 1)
    except PangoMissing as missing:
        return str(missing)
    warm = median_of(lambda: render_sheet(form, draft=False), max(3, rounds // 8))
    return (
        f"printed form: first {first:.0f} ms, warm {warm:.0f} ms, {len(render_sheet(form, draft=False)) / 1000:.0f} kB"
    )
