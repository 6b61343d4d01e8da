"""What the pages about a person ask for."""

from __future__ import annotations

from typing import Any

from allauth.account.utils import get_next_redirect_url
from django import template
from django.http import HttpRequest

from accounts import openid, step_up

register = template.Library()


@register.simple_tag
def asked_because(request: HttpRequest) -> dict[str, str] | None:
    """Why this page asks for a proof: the signature that waits behind it, and its window; None for anything else."""
    why: dict[str, Any] = request.session.get(step_up.WHY, {})
    if not why or why["next"] != get_next_redirect_url(request):
        return None
    return {"next": why["next"], "signing_as": why["signing_as"], "window": step_up.span(why["minutes"])}


@register.simple_tag
def openid_name() -> str:
    """What the OpenID Connect provider is called; "" without one."""
    return openid.name()
