"""What must be true before a site starts, as Django's own checks: `./run manage check` says it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error, Tags, register

from centres import keys
from centres.wall import door


@register(Tags.security)
def no_demo_keys(app_configs: Any, **options: Any) -> list[CheckMessage]:
    """A demonstration's key in production would seal real results with a name that says they are none."""
    return [Error(sentence, id="countersign.E001") for sentence in keys.refusals()]


@register(Tags.database, deploy=True)
def the_wall_stands(app_configs: Any, databases: Sequence[str] | None = None, **kwargs: Any) -> list[Error]:
    """Only at a deployment: `migrate` runs the other checks of a database, at a moment when the wall is down."""
    if not databases:
        return []
    return [Error(sentence, hint=door.way_out(), id="centres.E001") for sentence in door.problems()]
