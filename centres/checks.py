"""What must be true before a production site starts; `manage check` says it, and every command that checks first."""

from __future__ import annotations

from typing import Any

from django.core.checks import CheckMessage, Error, Tags, register

from centres import keys


@register(Tags.security)
def no_demo_keys(app_configs: Any, **options: Any) -> list[CheckMessage]:
    """A demonstration's key in production would seal real results with a name that says they are none."""
    return [Error(sentence, id="countersign.E001") for sentence in keys.refusals()]
