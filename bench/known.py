"""Whether the time an answer takes gives away that an address is known: two hundred asks, one of each in turn."""

from __future__ import annotations

import io
import statistics
import time
from collections.abc import Callable
from typing import Any

from django.core.management import call_command
from django.test import Client, override_settings

from accounts.models import User
from bench.measure import signed_in

ALLOWED = 0.10  # TRUST, gate 8: the medians lie within a tenth of each other
Ask = Callable[[str], Any]


def run(rounds: int) -> str:
    """Seed, ask, and say how far apart the medians lie."""
    call_command("demo", no_serve=True, stdout=io.StringIO())
    with override_settings(ACCOUNT_RATE_LIMITS=False):
        rows = [line(name, ask, rounds) for name, ask in asks().items()]
    return "\n".join([f"{'page':<10}{'known ms':>10}{'unknown ms':>12}{'apart':>8}", *rows])


def asks() -> dict[str, Ask]:
    """The three pages on which a stranger, or another centre, could try addresses."""
    cara = signed_in("cara@northgate.example")
    return {
        "sign-in": lambda email: Client().post("/accounts/login/", {"login": email, "password": "a wrong one"}),
        "reset": lambda email: Client().post("/accounts/password/reset/", {"email": email}),
        "invite": lambda email: cara.post(
            "/c/northgate/office/staff/new/",
            {"name": "Sam Reed", "email": email, "role": "tutor", "starts_on": "2026-03-02"},
        ),
    }


def line(name: str, ask: Ask, rounds: int) -> str:
    """One row of the table."""
    times: dict[bool, list[float]] = {True: [], False: []}
    for number in range(rounds // 2 + 2):
        for known in (True, False) if number % 2 else (False, True):
            email = f"{name}-{known}-{number}@elsewhere.example"
            # A hash leaves cold memory behind: so somebody else is made before an unknown address.
            made = email if known else f"{name}-other-{number}@elsewhere.example"
            User.objects.create_user(made, "a password of their own", name="Sam Reed")
            start = time.perf_counter()
            answer = ask(email)
            times[known].append((time.perf_counter() - start) * 1000)
            assert answer.status_code in {200, 302}, answer.status_code
    known, unknown = (statistics.median(times[one][2:]) for one in (True, False))  # the first two are warming up
    apart = abs(known - unknown) / min(known, unknown)
    return f"{name:<10}{known:>10.1f}{unknown:>12.1f}{apart:>8.0%}{'' if apart <= ALLOWED else '  TOO FAR'}"
