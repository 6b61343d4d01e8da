"""How often one address may ask, for pages that need no sign-in."""

from __future__ import annotations

from time import time

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest


def within(request: HttpRequest, what: str, *, most: int, seconds: int) -> bool:
    """Count this request; False when its address has asked more than `most` times in the present stretch of time.

    Which address that is behind a proxy, the sign-in page and this agree on: both ask the same settings.
    """
    address = get_adapter().get_client_ip(request)
    key = f"limit:{what}:{address}:{int(time() // seconds)}"
    cache.add(key, 0, seconds)
    try:
        return cache.incr(key) <= most
    except ValueError:  # it ran out between the two lines: a new stretch has begun
        return True
