"""Wrong sign-ins are counted in Redis; while it is away nobody is kept out, and each process counts by itself."""

from __future__ import annotations

import time
from typing import Any

from django.test import Client
from redis.backoff import NoBackoff
from redis.retry import Retry

from config.cache import RedisOrHere

NOBODY = "redis://127.0.0.1:1/0"
WRONG = {"login": "lena@northgate.example", "password": "not her password"}


def _away() -> RedisOrHere:
    return RedisOrHere(NOBODY, {"OPTIONS": {"socket_connect_timeout": 0.5, "retry": Retry(NoBackoff(), 1)}})


def test_what_is_counted_is_counted_here() -> None:
    cache, began = _away(), time.monotonic()
    assert cache.add("lock", True, timeout=10) is True
    assert cache.add("lock", True, timeout=10) is False
    cache.set("tries", [1], 300)
    assert cache.get("tries", []) == [1]
    assert cache.delete("lock") is True
    assert time.monotonic() - began < 1.0


def test_somebody_signs_in_all_the_same_and_a_guesser_is_stopped(db: None, monkeypatch: Any) -> None:
    import allauth.core.internal.ratelimit as ratelimit

    from config.demo.cast import PASSWORD

    monkeypatch.setattr(ratelimit, "cache", _away())
    assert Client().post("/accounts/login/", {**WRONG, "password": PASSWORD}).status_code == 302
    sentences = [Client().post("/accounts/login/", WRONG).content.decode() for _ in range(7)]
    assert "Too many failed" in sentences[-1]
