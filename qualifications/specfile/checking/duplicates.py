"""Finding what stands twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable


def duplicates(codes: Iterable[str]) -> tuple[str, ...]:
    """Each code that comes more than once, once."""
    return tuple(code for code, count in Counter(codes).items() if count > 1)
