"""Worker, web, PostgreSQL and Redis are killed with kill -9 while people work; nothing acknowledged is lost, nothing is
done twice, nothing is there by half, and what the queue owed is done within a minute.

    ./run test -n0 tests/faults                            the short form: each of the four dies once
    COUNTERSIGN_FAULTS=long ./run test -n0 -s tests/faults  300 acts and more, something dies every ten

Everything killed was started by the test: its own PostgreSQL, Redis, gunicorn, two workers and beat. It runs where the
rest of the suite runs on PostgreSQL with Redis. A second run of the same form without the outbox, the keys and the
conditional update (COUNTERSIGN_NAIVE) must be found out by the same comparison.
"""

from __future__ import annotations

import json
import os
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.conf import settings

from tests.faults.client import Book
from tests.faults.services import Services, installed, missing
from tests.faults.stories import ACTS, Story
from tests.house import TookTooLong, waited

LONG = os.environ.get("COUNTERSIGN_FAULTS") == "long"
LEARNERS = {"northgate": 14, "southbank": 6} if LONG else {"northgate": 2, "southbank": 1}
AT_ONCE = 4 if LONG else 3
KILL_EVERY = 10 if LONG else 7  # acknowledged acts
KILLS = 1000 if LONG else 4
TURNS = ("worker", "web", "postgres", "redis")
DRAINED_WITHIN = 60.0
pytestmark = pytest.mark.faults


@dataclass
class Outcome:
    """How a run ended."""

    acts: int
    kills: Counter[str]
    seen: Counter[str]
    drained: float | None
    by_clients: list[str]
    found: dict[str, list[str]]

    def __str__(self) -> str:
        kinds = {kind: len(sentences) for kind, sentences in self.found.items()}
        drained = f"drained in {self.drained:.0f} s" if self.drained is not None else "not drained"
        return f"{self.acts} acts, kill -9 of {dict(self.kills)}, {dict(self.seen)}, {kinds}, {drained}"


@pytest.fixture(scope="module")
def services() -> Iterator[Services]:
    """An installation with its world in a database that each run copies."""
    if not settings.DATABASES["default"]["ENGINE"].endswith("postgresql") or not settings.REDIS_URL:
        pytest.skip("kill -9 is survived by PostgreSQL with Redis and workers; SQLite is one process, for a demo")
    if lack := missing():
        pytest.skip(lack)
    with installed() as running:
        running.sql("CREATE DATABASE world OWNER countersign_owner")
        yield running


@pytest.fixture(scope="module")
def people(services: Services) -> list[dict[str, Any]]:
    """The stories of the world, made once."""
    services.live_in("world", services.folder / "nowhere")
    stories: list[dict[str, Any]] = json.loads(services.run("tests.faults.world", *map(str, LEARNERS.values())))
    return stories


def test_nothing_is_lost_and_nothing_is_done_twice(services: Services, people: list[dict[str, Any]]) -> None:
    outcome = _run(services, people, "guarded")
    print(f"\nunder fire: {outcome}")  # noqa: T201 - the figures of the long form
    assert outcome.acts == len(people) * ACTS
    assert set(TURNS) <= set(outcome.kills)
    assert outcome.by_clients == []
    assert outcome.found == {"lost": [], "twice": [], "half": []}, services.said()
    assert outcome.drained is not None and outcome.drained < DRAINED_WITHIN


def test_without_its_safeguards_the_same_run_is_found_out(services: Services, people: list[dict[str, Any]]) -> None:
    outcome = _run(services, people, "naive", naive="outbox,once,versions", patience=15.0)
    print(f"\nwithout safeguards: {outcome}")  # noqa: T201
    lost = " ".join(outcome.found["lost"])
    assert "'what': 'write'" in lost  # without versions: one tab's words went over the other's
    assert "has no printed form" in lost  # without outbox: the queue was lost, and with it the form
    assert outcome.found["twice"]  # without keys: an act that was sent twice was done twice
    assert outcome.by_clients
    assert outcome.drained is None


def _run(
    services: Services, people: list[dict[str, Any]], name: str, *, naive: str = "", patience: float = DRAINED_WITHIN
) -> Outcome:
    """All stories on a copy of the world, while its services die in turn; then the queue dies once more."""
    services.sql(f'CREATE DATABASE "{name}" TEMPLATE world')
    services.live_in(name, services.folder / name / "files", naive=naive)
    services.start("worker", "web")
    try:
        book, kills = Book(), Counter[str]()
        stories = [Story(number, ids, services.web_port, book) for number, ids in enumerate(people)]
        over = threading.Event()
        killer = threading.Thread(target=_kill, args=(services, book, kills, over))
        killer.start()
        try:
            with ThreadPoolExecutor(AT_ONCE) as pool:
                list(pool.map(Story.tell, stories))
                list(pool.map(Story.release, stories[2:]))
        finally:
            over.set()
            killer.join()
        _kill_in_the_middle_of_a_form(services, name, stories[0], kills)
        _lose_the_queue(services, stories[1], kills)
        drained = _drained(services, name, patience)
        return Outcome(len(book.acks), kills, book.seen, drained, book.findings, _compared(services, book, name))
    except BaseException:
        print(services.said())  # noqa: T201 - what the services said of a run that broke off
        raise
    finally:
        services.kill("web")
        services.kill("worker")


def _kill(services: Services, book: Book, kills: Counter[str], over: threading.Event) -> None:
    """Each time so many acts were acknowledged, the next service dies, and comes back a little later."""
    while not over.is_set() and kills.total() < KILLS:
        if len(book.acks) < KILL_EVERY * (kills.total() + 1):
            time.sleep(0.01)
            continue
        victim = TURNS[kills.total() % len(TURNS)]
        services.kill(victim)
        kills[victim] += 1
        time.sleep(0.3)
        services.start(victim, wait=victim != "worker")  # nobody waits for a worker


def _kill_in_the_middle_of_a_form(services: Services, database: str, story: Story, kills: Counter[str]) -> None:
    """A sheet is released, and its worker dies while it makes the form."""
    running = "SELECT 1 FROM centres_job WHERE state = 'running'"
    story.release()
    with suppress(TookTooLong):  # a form that was made between two looks
        waited("A form is being made", lambda: services.sql(running, database), seconds=20.0, every=0.01)
        kills["worker in the middle of a form"] += 1
    services.kill("worker")


def _lose_the_queue(services: Services, story: Story, kills: Counter[str]) -> None:
    """With no worker alive another sheet is released; then Redis dies with all it held."""
    story.release()
    services.kill("redis")
    kills["redis"] += 1
    services.start("redis", "worker")


def _drained(services: Services, database: str, patience: float) -> float | None:
    """How long after the last fault nothing was left to do; None when something was after all."""

    def nothing_is_left() -> bool:
        try:
            return services.sql("SELECT 1 FROM centres_outboxmessage WHERE done_at IS NULL", database) == []
        except psycopg.OperationalError:
            return False

    began = time.monotonic()
    try:
        waited("The outbox", nothing_is_left, seconds=patience, every=0.5)
    except TookTooLong:
        return None
    return time.monotonic() - began


def _compared(services: Services, book: Book, name: str) -> dict[str, list[str]]:
    path = Path(services.folder / name / "book.json")
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(book.acks))
    found: dict[str, list[str]] = json.loads(services.run("tests.faults.compare", str(path)))
    return found
