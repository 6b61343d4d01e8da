"""The cache that counts wrong sign-ins for all web processes, and what counts them while Redis is away."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import Any

from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

QUIET = 10.0  # seconds for which a Redis that could not be reached is not asked again
logger = logging.getLogger(__name__)


class RedisOrHere(RedisCache):
    """Redis; while it does not answer, this process's own memory: nobody is kept from signing in, and limits hold."""

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._here = LocMemCache("while-redis-is-away", {})
        self._quiet_until = 0.0

    def _first(self, there: Callable[..., Any], here: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        if time.monotonic() >= self._quiet_until:
            try:
                return there(*args, **kwargs)
            except RedisError as away:
                self._quiet_until = time.monotonic() + QUIET
                logger.warning("Redis cannot be reached (%s); this process counts by itself for a while.", away)
        return here(*args, **kwargs)

    def add(self, *args: Any, **kwargs: Any) -> bool:
        """Set what is not there; whether it was set."""
        return bool(self._first(super().add, self._here.add, *args, **kwargs))

    def get(self, *args: Any, **kwargs: Any) -> Any:
        """The value, or the default."""
        return self._first(super().get, self._here.get, *args, **kwargs)

    def set(self, *args: Any, **kwargs: Any) -> None:
        """Keep a value."""
        self._first(super().set, self._here.set, *args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> bool:
        """Forget a value; whether it was there."""
        return bool(self._first(super().delete, self._here.delete, *args, **kwargs))
