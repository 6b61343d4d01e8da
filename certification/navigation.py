"""What frames every page: the menu of the role, unread notices, other roles of the same person."""

from __future__ import annotations

from functools import cache, partial
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from centres import notices
from centres.roles import Role

MENUS: dict[str, tuple[tuple[Any, str], ...]] = {
    Role.LEARNER: (
        (_("Home"), "home"),
        (_("Coaching diary"), "diary"),
        (_("Messages"), "messages"),
        (_("Specifications"), "catalogue"),
    ),
    Role.TUTOR: (
        (_("Today"), "home"),
        (_("Drafts"), "drafts"),
        (_("Diaries"), "diary"),
        (_("Messages"), "messages"),
        (_("Specifications"), "catalogue"),
    ),
    Role.ASSESSOR: (
        (_("Today"), "home"),
        (_("To mark"), "queue"),
        (_("Saved comments"), "comments"),
        (_("Diaries"), "diary"),
        (_("Messages"), "messages"),
        (_("Specifications"), "catalogue"),
    ),
    Role.IQA: (
        (_("Today"), "home"),
        (_("To check"), "checks"),
        (_("Saved comments"), "comments"),
        (_("Diaries"), "diary"),
        (_("Specifications"), "catalogue"),
    ),
    Role.LEAD_IQA: (
        (_("Today"), "home"),
        (_("To check"), "checks"),
        (_("Saved comments"), "comments"),
        (_("To allocate"), "waiting"),
        (_("Diaries"), "diary"),
        (_("Specifications"), "catalogue"),
        (_("Own sheets"), "instruments"),
    ),
    Role.EV: ((_("Today"), "home"), (_("Specifications"), "catalogue")),
    Role.ADMIN: (
        (_("Today"), "home"),
        (_("To allocate"), "waiting"),
        (_("Learners"), "learners"),
        (_("Messages"), "messages"),
        (_("Staff"), "staff"),
        (_("Saved comments"), "comments"),
        (_("Specifications"), "catalogue"),  # from which the own sheets are one step away
    ),
}


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context of `base_centre.html`; empty outside a centre, and nothing is counted unless it is shown."""
    appointment = getattr(request, "appointment", None)
    if appointment is None:
        return {}
    slug, path = request.centre.slug, request.path  # type: ignore[attr-defined]
    others = [one for one in request.appointments if one.pk != appointment.pk]  # type: ignore[attr-defined]
    return {
        "nav": [_item(label, reverse(name, args=[slug]), path, name) for label, name in MENUS[appointment.role]],
        "others": [_other(one, slug) for one in others],
        "unread": cache(partial(_unread, request)),  # asked once, and only by a page that shows it
    }


def _unread(request: Any) -> int:
    """What the bell says: a page that shows the thing itself has its notices read, and does not count them."""
    thing = request.resolver_match.kwargs.get("pk")
    waiting, shown = notices.count_unread(request.appointment, notices.of_page(request.path, thing))
    if shown:
        request.reads = notices.of_page(request.path, thing)
    return waiting


def _item(label: Any, url: str, path: str, name: str) -> dict[str, Any]:
    current = path == url if name == "home" else path.startswith(url)
    return {"label": label, "url": url, "current": current}


def _other(appointment: Any, slug: str) -> dict[str, Any]:
    return {
        "name": appointment.name,
        "ink": appointment.ink,
        "role_name": appointment.role_name,
        "centre": appointment.centre,
        "url": reverse("switch", args=[slug, appointment.pk]),
    }
