"""The house without its safeguards, for one test alone: that the run which finds nothing lost would find it.

COUNTERSIGN_NAIVE names what is switched off: `outbox`, `once`, `versions`. The settings refuse it outside the tests.
"""

from __future__ import annotations

from django.conf import settings


def without(safeguard: str) -> bool:
    """Whether this safeguard is switched off."""
    return safeguard in settings.NAIVE
