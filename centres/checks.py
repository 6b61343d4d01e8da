"""Django's own checks of ours: `./run manage check --deploy --database default` asks whether the wall stands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.checks import Error, Tags, register

from centres.wall import door


@register(Tags.database, deploy=True)
def the_wall_stands(app_configs: Any, databases: Sequence[str] | None = None, **kwargs: Any) -> list[Error]:
    """Only at a deployment: `migrate` runs the other checks of a database, at a moment when the wall is down."""
    if not databases:
        return []
    return [Error(sentence, hint=door.way_out(), id="centres.E001") for sentence in door.problems()]
